"""Circles and plans: every address, and what each person of tests.access_table.PEOPLE gets there.

Ben is the person, Sam the named worker; Olive was in the circle until yesterday.
"""

CIRCLES = {
    "GET budgets:plan": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:plan-part": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:match": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:circle": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:circle-add": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:circle-member": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:end-circle": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:reviews": (302, 404, 403, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:decides": (302, 404, 403, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:invite-person": (302, 404, 403, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:plan-part": (302, 404, 302, 404, 404, 404, 404, 404, 302, 404, 404),
    "POST budgets:circle-add": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:circle-member": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:end-circle": (302, 404, 302, 404, 404, 404, 404, 404, 302, 404, 404),
    "POST budgets:reviews": (302, 404, 403, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:decides": (302, 404, 403, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:invite-person": (302, 404, 403, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:invite-again": (302, 404, 302, 404, 404, 404, 404, 404, 302, 404, 404),
    "GET budgets:invite-again": (302, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    "GET budgets:my-plan": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "POST budgets:my-plan": (302, 200, 302, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:my-plan-part": (302, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "POST budgets:my-plan-part": (302, 404, 302, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET budgets:my-match": (302, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET budgets:my-circle": (302, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET budgets:my-circle-add": (302, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "POST budgets:my-circle-add": (302, 404, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    "GET budgets:my-people": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:joining": (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "POST budgets:joining": (200, 302, 409, 302, 302, 302, 302, 302, 409, 302, 302),
}
