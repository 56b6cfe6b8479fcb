"""One of everything of checks that has a page, in Amina's enterprise, for the table of who gets in where."""

from datetime import timedelta

from django.utils import timezone

from commissioning import actions
from commissioning.actions.referees import REFERENCE
from commissioning.models import Concern, CqcLocation, CqcMatch, EvidenceFile, Requirement, Suspension
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Role
from marketplace.workflow import files
from marketplace.workflow.links import address_of, make_link
from tests.commissioning.making import needs, paper, said_no
from tests.commissioning.rows_contracts import arguments_of_contracts
from tests.commissioning.rows_speed import arguments as speed_arguments
from tests.factories import ServiceFactory
from tests.people import acting, person


def checks(w, amina, connor) -> None:
    """A case that was sent, with a question, a paper, a waiver of somebody else's, a worry, and a suspension."""
    by = acting(amina)
    service = ServiceFactory(enterprise=w.company, listed=True, listed_by=w.council)
    w.case = actions.open_case(service, w.council, by=by)
    made = paper(w.case, "public-liability", by=by)
    w.paper = EvidenceFile.objects.create(evidence=made, **files.keep(files.Paper("x", "application/pdf", b"%PDF-1")))
    w.case.refresh_from_db()
    said_no(w.case, by=by)
    actions.apply(w.case, by=by)
    carol = person("carol", role=Role.COMMISSIONER, organisation=w.council)
    until = timezone.localdate() + timedelta(days=30)
    w.waiver = actions.propose_waiver(needs(w.case, "references"), "Known.", until, by=acting(carol))
    w.check = needs(w.case, "public-liability").pk
    w.question = needs(w.case, "size").pk
    Requirement.objects.filter(pk=w.question).update(status="asked")
    w.concern = Concern.objects.create(key=uuid7(), service=w.listed, about="other", words="Late.")
    gone = w.services["suspended"]
    w.suspension = Suspension.objects.create(service=gone, council=w.council, reason="Look.", by=connor)
    place = CqcLocation.objects.create(pk="1-1234567", name="Good Company", loaded_on=timezone.localdate())
    w.match = CqcMatch.objects.create(service=w.listed, location=place, status="doubtful", by_what="name")
    evidence = paper(w.case, "safeguarding", by=by)
    w.sent = paper(w.case, "identity", by=by)
    w.worker = actions.add_worker(w.company, "Maria Bell", is_volunteer=True, key=uuid7(), by=by)
    referee = evidence.referees.create(knows="care", name="Rao", email="rao@example.net")
    w.reference = address_of(make_link(referee, REFERENCE, lasts=timedelta(days=1)).pk)


def starting(w, amina, connor) -> None:
    """Amina starts, has asked for money, and there is an offer."""
    by, decides = acting(amina), acting(connor)
    w.start = actions.ask_for_help(w.listed, by=by)
    actions.set_scheme(w.council, is_open=True, most_pence=50_000, adviser_pence=20_000, words="", by=decides)
    w.grant = actions.apply_for_grant(w.start, 15_000, "A course.", key=uuid7(), by=by)
    w.offer = actions.make_offer(w.council, kind="training", title="Food hygiene", words="", by=decides)


def arguments(short: str, w) -> list:
    """What goes into the address of a page of checks."""
    special = {
        "reference": [w.reference], "begin-checks": [w.listed.pk], "show": [w.case.pk, "public-liability"],
        "leave": [w.case.pk, w.worker.pk], "take-back": [w.case.pk, w.sent.pk],
        "answer": [w.case.pk, w.question], "paper": [w.paper.pk], "waiver": [w.waiver.pk],
        "check": [w.case.pk, w.check], "raise-concern": [w.listed.pk], "suspend": [w.listed.pk],
        "concern": [w.concern.pk], "suspension": [w.suspension.pk],
        "ask-for-help": [w.listed.pk], "walk": [w.start.pk], "apply-for-grant": [w.start.pk], "my-grant": [w.grant.pk],
        "advise": [w.start.pk], "grant": [w.grant.pk], "grant-scheme": [w.council.pk], "offers": [w.council.pk],
        "offer": [w.offer.pk],
        "safeguarding-route": [w.council.pk], "rules": [w.council.pk], "register-match": [w.match.pk],
    }  # fmt: skip
    if short.startswith(("speed", "open-", "publish", "rates")):
        return speed_arguments(short, w)
    return (special | arguments_of_contracts(short, w)).get(short, [w.case.pk])
