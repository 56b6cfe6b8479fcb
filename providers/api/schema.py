"""Which answers an endpoint declares."""

from drf_spectacular.utils import OpenApiResponse

from providers.api.shapes import Problem

PROBLEM = "application/problem+json"
WHY = {
    400: "What was sent cannot be read, or an answer is wrong: errors says which. Nothing was saved.",
    401: "No key and no session, or a key that does not work.",
    403: "Known, and not allowed to do this; or staff who have no second step to sign in yet.",
    404: "There is no such thing, or it is not yours to see.",
    409: "A rule stands against it now: detail says which, in words for people.",
    413: "More than 256 kilobytes.",
    415: "Send application/json.",
}
OWN = (400, 401, 403, 404)
WRITES = (*OWN, 409, 413, 415)


def answers(shape, *refusals: int) -> dict:
    """The good answer, and the refusals that may come instead of it."""
    refused = {(code, PROBLEM): OpenApiResponse(Problem, description=WHY[code]) for code in refusals}
    return {200: shape, **refused}
