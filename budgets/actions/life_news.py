"""Who hears that life happened: circle, worker and enterprises, each once, without a reason; never the dead."""

from collections.abc import Iterable
from datetime import date

from budgets import access
from budgets.actions.visit_news import circle_of, tell, worker_of
from budgets.models import Agreement, LifeChange, Person
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.ui.filters import long_date
from providers.actions.telling import owners


def tell_life(event: LifeChange, those: Iterable[User], *, by: Actor) -> None:
    """Each of those who must know, once."""
    kind = LifeChange.Kind(event.kind)
    template = {kind.DIED: "somebody-died", kind.MOVED: "somebody-moves"}.get(kind, "visits-stop")
    said = {"initials": event.person.short, "day": long_date(event.starts_on)}
    if template == "visits-stop":
        said["last"] = long_date(event.until_on) if event.until_on else ""
    if template == "somebody-moves":
        said["stays"] = "yes" if event.agreements_stay else ""
    about = event.person_id if kind == kind.DIED else event.pk  # of a death nobody hears twice
    for each in those:
        if kind == kind.DIED:
            waits = not event.settled_at and access.can_settle_death(Actor(account=each), event.person)
            said["asks"] = str(event.pk) if waits else ""
        tell([each], template, about, besides=by, **said)


def tell_home(event: LifeChange, home_on: date, *, by: Actor) -> None:
    said = {"initials": event.person.short, "day": long_date(home_on)}
    tell(those_who_must_know(event.person), "visits-go-on", event.pk, besides=by, **said)


def those_who_must_know(person: Person) -> list[User]:
    """Circle, named worker, and the owners of the enterprises that come or are asked to; never the person."""
    worker, status = worker_of(person), Agreement.Status
    asked = Agreement.objects.filter(person=person, status__in=(status.OFFERED, status.AGREED)).with_terms()
    there = [owner for each in asked for owner in owners(each.service.enterprise)]
    everybody = [*circle_of(person), *([worker] if worker else []), *there]
    return [each for each in dict.fromkeys(everybody) if each.pk != person.account_id]
