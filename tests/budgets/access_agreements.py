"""The addresses of agreements, and what each person of tests.access_table gets there."""

AGREEMENTS = {
    "GET budgets:offer-mine": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "POST budgets:offer-mine": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:offer": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:offer": (302, 404, 200, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:necessity": (302, 404, 404, 404, 404, 404, 404, 404, 200, 404, 404),
    "POST budgets:necessity": (302, 404, 404, 404, 404, 404, 404, 404, 200, 404, 404),
    "GET budgets:my-agreements": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:agreements": (302, 404, 200, 404, 404, 200, 404, 404, 200, 404, 404),
    "GET budgets:our-agreements": (302, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "GET budgets:agreement": (302, 404, 200, 200, 200, 404, 404, 404, 200, 404, 404),
    "GET budgets:agreement-yes": (302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    "POST budgets:agreement-yes": (302, 404, 409, 409, 409, 404, 404, 404, 409, 404, 404),
    "GET budgets:agreement-no": (302, 404, 200, 200, 403, 404, 404, 404, 403, 404, 404),
    "POST budgets:agreement-no": (302, 404, 200, 200, 403, 404, 404, 404, 403, 404, 404),
    "GET budgets:withdraw-agreement": (302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    "POST budgets:withdraw-agreement": (302, 404, 302, 403, 403, 404, 404, 404, 403, 404, 404),
    "GET budgets:change-agreement": (302, 404, 200, 200, 403, 404, 404, 404, 403, 404, 404),
    "POST budgets:change-agreement": (302, 404, 200, 200, 403, 404, 404, 404, 403, 404, 404),
    "GET budgets:end-agreement": (302, 404, 200, 200, 403, 404, 404, 404, 403, 404, 404),
    "POST budgets:end-agreement": (302, 404, 302, 302, 403, 404, 404, 404, 403, 404, 404),
}
