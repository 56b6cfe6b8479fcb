"""What the demonstration shows of keeping listings true: who is asked, how they answered, and saved searches."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.places.finding import Found, find_place
from marketplace.workflow.references import LETTERS
from marketplace.workflow.working_days import working_day_after
from providers import actions, answering
from providers.demonstration.invent import SEED
from providers.management import cast
from providers.models import Answering, AskRhythm, Enquiry, Enterprise, Service

ASKED_OFTEN = 0.6  # of the enterprises
TO_ANSWER = 3  # working days
# Who, their words, filters, where, how far, how often, and for which body
SAVED: tuple[tuple[str, str, list[str], str, int | None, str, str], ...] = (
    ("ben", "hot meals", ["room"], "NG5 2AB", 5, "weekly", ""),
    ("ben", "somebody to walk with", [], "NG5 2AB", None, "daily", ""),
    ("sam", "gardening", [], "Mansfield", 10, "daily", ""),
    ("grace", "", [], "NG5 2AB", 5, "weekly", cast.HEALTH_CENTRE),
    ("sam", "", [], "Mansfield", 10, "daily", "Nottinghamshire County Council"),
)


def plant_answers(today: date) -> int:
    """Enquiries of the last months that are over, their words forgotten already, and the figures made of them."""
    enquiries, figures = [], []
    services = Service.objects.listed().filter(enterprise__is_invented=True).order_by("enterprise_id", "pk")
    firsts = {service.enterprise_id: service for service in reversed(services.with_enterprise())}
    for service in firsts.values():
        made = _of(service, Random(f"{SEED} asked {service.enterprise.name}"), today)
        enquiries += made
        asked = (answering.Asked(e.sent_at, e.answer_by, e.answered_at, e.ended_at) for e in made)  # type: ignore[arg-type]
        known = answering.figures(asked, today)
        figures.append(
            Answering(enterprise=service.enterprise, counted_on=today, asked=known.asked, answered=known.answered,
                      days=known.days)
        )  # fmt: skip
    Enquiry.objects.bulk_create(enquiries, batch_size=1000)
    Answering.objects.bulk_create(figures, batch_size=1000)
    return len(enquiries)


def _of(service: Service, rng: Random, today: date) -> list[Enquiry]:
    """Amina has a good many; of the others some have few or none, and one in eight answers badly."""
    is_amina = service.enterprise.name == "Good Company"
    number = 10 if is_amina else rng.randint(5, 14) if rng.random() < ASKED_OFTEN else rng.randint(0, 4)
    misses = 0.1 if is_amina else rng.choice((0, 0.05, 0.1, 0.1, 0.15, 0.2, 0.25, 0.5))
    slow = rng.choice((0, 0, 1, 1, 1, 2, 2, 3))
    first = min(200, (today - service.listed_on).days) if service.listed_on else 0
    if first < 30:
        return []
    return [_one(service, rng, today - timedelta(days=rng.randint(20, first)), misses, slow) for _n in range(number)]


def _one(service: Service, rng: Random, day: date, misses: float, slow: int) -> Enquiry:
    sent = _at(working_day_after(day, 0), rng.randint(9, 16))
    answer_by = working_day_after(timezone.localdate(sent), TO_ANSWER)
    facts: dict = {"sent_at": sent, "confirmed_at": sent, "created_at": sent, "answer_by": answer_by}
    if rng.random() < misses:
        facts |= {"status": Enquiry.Status.LAPSED, "ended_at": _at(answer_by + timedelta(days=1), 1)}
    else:
        days = min(TO_ANSWER, max(0, slow + rng.choice((-1, 0, 0, 0, 1))))
        answered = _at(working_day_after(timezone.localdate(sent), days), 17)
        answer = rng.choice(("yes", "yes", "yes", "not-now", "no"))
        facts |= {"status": Enquiry.Status.CLOSED, "answered_at": answered, "answer": answer, "seen_at": sent,
                  "reason": "" if answer == "yes" else rng.choice(("full", "too-far", "times")),
                  "outcome": rng.choice(("started", "another", "unknown")) if answer == "yes" else "",
                  "ended_at": answered + timedelta(days=8)}  # fmt: skip
    reference = "".join(rng.choice(LETTERS) for _letter in range(8))
    return Enquiry(key=uuid7(), service=service, reference=f"{reference[:4]}-{reference[4:]}", way="email",
                   outcode=service.postcode.split(" ")[0], **facts)  # fmt: skip


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def plant_rhythms(today: date) -> None:
    """Amina and Olive are asked every week; of the others nobody reads the letters, so nobody writes to them."""
    homes = Enterprise.objects.filter(is_invented=True).values("organisation")
    owning = Membership.objects.filter(role=Role.OWNER, organisation__in=homes)
    owners = User.objects.filter(pk__in=owning.values("account"))
    tomorrow = working_day_after(today, 1)
    AskRhythm.objects.bulk_create(
        AskRhythm(account=owner, next_on=tomorrow, rhythm="weekly" if owner.email in cast.BY_EMAIL else "never")
        for owner in owners
    )


def save_searches() -> None:
    """Ben and Sam look for somebody, a health centre and a council follow an area."""
    for slug, words, filters, where, miles, rhythm, body in SAVED:
        place = find_place(where)
        if not isinstance(place, Found):
            continue
        at = {"name": place.name, "label": place.label, "easting": place.easting, "northing": place.northing,
              "council": place.council_code, "nation": place.nation}  # fmt: skip
        organisation = Organisation.objects.get(name=body) if body else None
        who = Actor(account=User.objects.get(email=f"{slug}@{cast.DOMAIN}"))
        asked = {"help": words, "place": at, "miles": miles, "filters": filters}
        actions.save_search(asked, rhythm, by=who, key=uuid7(), organisation=organisation)
