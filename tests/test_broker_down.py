"""The broker stops in the middle of work: nobody sees a fault, and once it is back every message has gone once."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.accounts.ids import uuid7
from marketplace.celery import app
from marketplace.notifications.models import Mail, Message
from marketplace.workflow.links import address_of
from providers.access import CONFIRM
from providers.models import Service
from tests.budgets.making import introduction_of
from tests.factories import ServiceFactory
from tests.people import PASSWORD
from tests.plugins.broker import wait_for
from tests.providers.enquiries.asking import ask, link_of

pytestmark = pytest.mark.R5


def signed_in(account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def submits(service, amina) -> list[int]:
    return [signed_in(amina).post(reverse("providers:submit", args=[service.pk])).status_code]


def decides(service, connor) -> list[int]:
    return [signed_in(connor).post(reverse("providers:decide", args=[service.pk]), {"decision": "list"}).status_code]


def asks_and_hears(service, amina) -> list[int]:
    """Somebody without an account asks and opens the link that shows the contact to be theirs; Amina answers."""
    enquiry = ask(service, address=f"{uuid7()}@example.net")
    client = Client(raise_request_exception=False)
    secret = address_of(link_of(enquiry, CONFIRM).pk)
    confirmed = client.post(reverse("providers:confirm-enquiry", args=[secret]))
    said = {"answer": "yes", "words": "With pleasure.", "key": str(uuid7())}
    answered = signed_in(amina).post(reverse("providers:answer-act", args=[enquiry.pk, "answer"]), said)
    enquiry.refresh_from_db()
    assert enquiry.status == "answered"
    return [confirmed.status_code, answered.status_code]


def introduces(service, sam, nottingham) -> list[int]:
    """Sam sends an introduction, for whose person somebody has agreed."""
    made = introduction_of(sam, nottingham, service)
    sent = signed_in(sam).post(reverse("budgets:send", args=[made.pk]), {"key": str(uuid7())})
    made.refresh_from_db()
    assert made.status == "open"
    return [sent.status_code]


def complains(*_nobody) -> list[int]:
    said = {"kind": "complaint", "words": "Slow.", "name": "Ben", "reply_by": "email", "key": str(uuid7())}
    client = Client(raise_request_exception=False)
    return [client.post(reverse("complaints"), {**said, "reply_to": "ben@example.org"}).status_code]


def signs_in(account) -> list[int]:
    """Sessions and limits are kept there too."""
    client = Client(raise_request_exception=False)
    typed = {"login": account.email, "password": PASSWORD}
    return [client.post(reverse("account_login"), typed).status_code, client.get(reverse("account")).status_code]


def looks_around() -> list[int]:
    client = Client(raise_request_exception=False)
    return [client.get(reverse(name)).status_code for name in ("home", "providers:find", "ready", "health")]


def owed() -> int:
    return Message.objects.filter(sent_at=None, failed_at=None).count()


def test_the_broker_stops_during_a_change_and_no_message_is_lost(
    broker, start_worker, amina, connor, sam, olu, good_company, nottingham
):
    worker = start_worker("one")
    wait_for(worker.is_up, "the worker")
    first, second = (ServiceFactory(enterprise=good_company) for _each in range(2))
    assert submits(first, amina) == [302]
    wait_for(lambda: not owed(), "delivery while all is well")

    broker.stop()
    answers = [*submits(second, amina), *decides(first, connor), *complains(), *signs_in(amina), *looks_around()]
    listed = Service.objects.get(pk=first.pk)
    answers += [*asks_and_hears(listed, amina), *introduces(listed, sam, nottingham)]
    assert max(answers) < 500, answers
    assert (
        Service.objects.get(pk=first.pk).status == "listed" and Service.objects.get(pk=second.pk).status == "submitted"
    )
    assert owed() >= 8, "what had to be said is remembered"

    broker.start()
    wait_for(worker.is_up, "the worker to come back")
    assert complains() == [302]
    app.send_task("notifications.sweep")  # as beat does every half minute
    wait_for(lambda: not owed(), "delivery after the broker came back", 40)
    copies = Counter(Mail.objects.values_list("message_id", "to"))
    assert len(copies) == Message.objects.count() and set(copies.values()) == {1}
