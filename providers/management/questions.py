"""What invented people have asked invented enterprises: one of each state, for the pages that show them."""

from datetime import datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.workflow.links import make_link
from marketplace.workflow.models import Entry
from marketplace.workflow.references import LETTERS
from providers import access, deadlines
from providers.contacting import digest_of
from providers.models import Enquiry, EnquiryLine, Service

HOME = "Good Company"  # whose owner signs in to look at them
ASKED = [  # working days ago, way, address, name, words, times, outcode, what has happened
    (0, "email", "joan.p@example.net", "Joan Pickering", "Somebody to sit and chat with my husband while I shop.",
     ["tue-morning"], "NG5", {"status": "sent"}),
    (2, "text", "07700 900461", "Derek Lamb", "Cooking a proper dinner together, once a week. I have lost the habit.",
     ["thu-morning", "thu-afternoon"], "NG5", {"status": "seen"}),
    (6, "email", "s.kaur@example.net", "Simran Kaur", "My mother would like company that speaks some Punjabi.",
     ["wed-morning"], "NG3", {"status": "talking", "answer": "yes", "answer_words": "I should like to meet you both.",
      "may_share": True}),
    (9, "letter", "4 Woodthorpe Close, Nottingham NG5 4XX", "Arthur Webb", "A walk in the arboretum on dry days.",
     [], "NG1", {"status": "answered", "answer": "not-now", "reason": "full",
      "answer_words": "I am full until the spring. Please ask me again then.", "came_by": "paper"}),
    (15, "email", "m.osei@example.net", "Mabel Osei", "Help to get to the mosque on Fridays.",
     ["fri-afternoon"], "NG7", {"status": "lapsed"}),
    (0, "phone", "0115 496 0871", "Beryl Stokes", "Somebody to play dominoes with.",
     ["mon-afternoon"], "NG5", {"status": "unconfirmed"}),
]  # fmt: skip
SAID = [
    (False, "Would next Wednesday at ten be good for a first cup of tea?"),
    (True, "Yes, ten is good. My mother will have the kettle on."),
]


def ask_amina() -> None:
    """The same questions at each seeding; nobody is written to."""
    service = Service.objects.listed().filter(enterprise__organisation__name=HOME).order_by("pk").first()
    if service is None:
        return
    owner = User.objects.filter(memberships__organisation=service.enterprise.organisation_id).first()
    for number, asked in enumerate(ASKED):
        _plant(service, owner, number, *asked)


def _plant(service, owner, number, days, way, address, name, words, times, outcode, happened) -> None:
    at = timezone.localtime() - timedelta(days=days, hours=2)
    at = at.replace(hour=10, minute=15) if days else at
    facts = {"name": name, "way": way, "address": address, "words": words, "times": times, "outcode": outcode}
    enquiry = Enquiry.objects.create(
        key=uuid5(NAMESPACE_URL, f"justright.demo/enquiry/{number}"),
        reference=_reference(number),
        service=service,
        contact_digest=digest_of(way, address),
        created_at=at,
        **facts,
        **_when(happened, at),
    )
    _trail(enquiry, owner, at)
    if enquiry.confirmed_at:
        make_link(enquiry, access.FOLLOW, lasts=timedelta(days=730))
    if enquiry.status == "talking":
        for line, (from_asker, said) in enumerate(SAID):
            key = uuid5(NAMESPACE_URL, f"justright.demo/line/{line}")
            later = at + timedelta(days=2, hours=line)
            EnquiryLine.objects.create(key=key, enquiry=enquiry, from_asker=from_asker, words=said, at=later)


def _when(happened: dict, at: datetime) -> dict:
    """The moments that each state asks for."""
    if happened["status"] == "unconfirmed":
        return happened
    facts = {**happened, "confirmed_at": at, "sent_at": at}
    facts["answer_by"] = deadlines.answer_by(timezone.localdate(at), deadlines.USUAL_DAYS)
    if happened["status"] == "seen":
        facts["seen_at"] = at + timedelta(hours=1)
    if happened.get("answer"):
        facts |= {"seen_at": at + timedelta(hours=5), "answered_at": at + timedelta(days=1)}
    if happened.get("may_share"):
        facts["shared_at"] = at + timedelta(days=1)
    if happened["status"] == "lapsed":
        facts["ended_at"] = at + timedelta(days=6)
    return facts


def _trail(enquiry: Enquiry, owner: User | None, at: datetime) -> None:
    about = {"subject_type": enquiry._meta.label_lower, "subject_id": enquiry.pk}
    Entry.objects.create(**about, what="asked", at=at)
    if enquiry.seen_at:
        Entry.objects.create(**about, what="sent>seen", account=owner, at=enquiry.seen_at)
    if enquiry.status == "lapsed":
        Entry.objects.create(**about, what="sent>lapsed", rule="enquiry-lapses", at=enquiry.ended_at or at)


def _reference(number: int) -> str:
    drawn = Random(f"enquiry {number}").choices(LETTERS, k=8)  # noqa: S311
    return "".join(drawn[:4]) + "-" + "".join(drawn[4:])
