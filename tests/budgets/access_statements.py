"""Addresses about statements, returns, how life is and money beside the budget, and what each person gets there.

In the order of PEOPLE: anonymous, olive, ben, amina, worker, connor, lena, cat, sam, fiona, olu.
"""

STATEMENTS = {
    "GET budgets:my-statement": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:statement": (302, 404, 200, 404, 404, 200, 404, 404, 200, 404, 404),
    "GET budgets:my-life": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:answer-my-life": (302, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "POST budgets:answer-my-life": (302, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET budgets:life": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:answer-life": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:answer-life": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:surpluses": (302, 403, 403, 403, 403, 200, 200, 403, 200, 403, 403),
    "GET budgets:surplus": (302, 404, 404, 404, 404, 200, 404, 404, 200, 404, 404),
    "POST budgets:surplus": (302, 404, 404, 404, 404, 200, 404, 404, 200, 404, 404),
    "GET budgets:surplus-ended": (302, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "POST budgets:surplus-ended": (302, 404, 404, 404, 404, 302, 404, 404, 302, 404, 404),
    "GET budgets:my-returns": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:returns": (302, 404, 200, 404, 404, 200, 404, 404, 200, 404, 404),
    "GET budgets:returns-to-check": (302, 403, 403, 403, 403, 200, 200, 403, 200, 403, 403),
    "GET budgets:return": (302, 404, 200, 404, 404, 200, 404, 404, 200, 404, 404),
    "POST budgets:return": (302, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET budgets:make-return": (302, 404, 200, 404, 404, 403, 404, 404, 200, 404, 404),
    "POST budgets:make-return": (302, 404, 200, 404, 404, 403, 404, 404, 200, 404, 404),
    "GET budgets:receipts": (302, 404, 200, 404, 404, 403, 404, 404, 200, 404, 404),
    "POST budgets:receipts": (302, 404, 200, 404, 404, 403, 404, 404, 200, 404, 404),
    "GET budgets:receipt": (302, 404, 200, 404, 404, 200, 404, 404, 200, 404, 404),
    "GET budgets:remove-receipt": (302, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "POST budgets:remove-receipt": (302, 404, 302, 404, 404, 403, 404, 404, 302, 404, 404),
    "GET budgets:step": (302, 404, 403, 404, 404, 200, 404, 404, 200, 404, 404),
    "POST budgets:step": (302, 404, 403, 404, 404, 200, 404, 404, 200, 404, 404),
    "GET budgets:take-back-step": (302, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "POST budgets:take-back-step": (302, 404, 403, 404, 404, 302, 404, 404, 302, 404, 404),
    "GET budgets:can-i": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:set-spending": (302, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404),
    "POST budgets:set-spending": (302, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404),
}
