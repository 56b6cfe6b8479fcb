"""Whatever anybody sends to the API, it answers as its own description says, and never with a fault of ours."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks

from marketplace.api import described
from marketplace.organisations import actions as organisations
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.conftest import england

__all__ = ["england"]
pytestmark = [pytest.mark.R12, pytest.mark.django_db]
SEED = int(os.environ.get("PROOF_SEED", "20261121"))
EXAMPLES = 150 if os.environ.get("PROOF_DEPTH") == "nightly" else 8
OPTIONS = {
    "deadline": None, "database": None, "phases": [Phase.generate], "max_examples": EXAMPLES,
    "suppress_health_check": list(HealthCheck), "report_multiple_bugs": False,
}  # fmt: skip
CHECKS = [
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance,
]  # fmt: skip
OPERATIONS = [(path, method) for path, operations in described()["paths"].items() for method in operations]
WHO = ("anonymous", "amina", "key", "connor")
CSRF = "x" * 32


def from_somewhere(site):
    """The site as a server asks it: with the address of whoever asks."""
    return lambda environ, start: site(environ | {"REMOTE_ADDR": "127.0.0.1"}, start)


@pytest.fixture
def schema():
    """The description as the site gives it out; requests stay in the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/schema", from_somewhere(get_wsgi_application()))
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def services(england, nottingham, good_company, amina, connor, settings):
    """Amina's, in every status that she can do something with, and somebody else's."""
    settings.API_ANONYMOUS_PER_MINUTE = settings.API_KNOWN_PER_MINUTE = 10**9
    facts = {"enterprise": good_company, "listed_by": nottingham, "listed_on": "2026-11-01"}
    made = [ServiceFactory(status=status, **facts) for status in ("draft", "listed", "listed", "paused", "closed")]
    return [str(service.pk) for service in (*made, ServiceFactory(listed=True))] + [str(good_company.pk)]


@pytest.fixture
def credentials(request, good_company, amina, connor):
    """What a person or a system sends along to say who they are."""

    def of(who: str) -> dict:
        if who == "anonymous":
            return {}
        if who == "key":
            scopes = ["directory:read", "services:write"]
            _token, secret = organisations.make_token(good_company.organisation, "x", scopes, by=acting(amina))
            return {"headers": {"Authorization": f"Bearer {secret}"}}
        client = Client()
        client.force_login(request.getfixturevalue(who))
        session = {"session": client.cookies["session"].value, "csrf": CSRF}
        return {"headers": {"X-CSRFToken": CSRF}, "cookies": session}

    return of


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("path, method", OPERATIONS, ids=lambda value: value.replace("/api/v1/", ""))
def test_every_answer_is_one_that_the_description_names(schema, services, credentials, who, path, method):
    print(f"seed {SEED}: run again with PROOF_SEED={SEED}")
    operation, sent = schema[path][method], credentials(who)
    has_more = bool(operation.body or operation.query)
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if has_more else [GenerationMode.POSITIVE]

    @seed(SEED)
    @settings(**OPTIONS)
    @given(st.data())
    def attempt(data):
        case = data.draw(operation.as_strategy(generation_mode=data.draw(st.sampled_from(modes))))
        if "id" in case.path_parameters and data.draw(st.integers(0, 3)):
            case.path_parameters["id"] = data.draw(st.sampled_from(services))
        with transaction.atomic():
            case.call_and_validate(checks=CHECKS, **sent)
            transaction.set_rollback(True)

    attempt()
