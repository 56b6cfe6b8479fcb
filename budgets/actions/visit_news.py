"""Who hears of visits: the person, their circle, their named worker and the enterprise; initials only, no reasons."""

from collections.abc import Iterable

from budgets import access
from budgets.models import CircleMember, Person, Power, Visit
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact
from marketplace.notifications.outbox import notify
from marketplace.ui.filters import hour, long_date
from providers.actions.telling import owners


def circle_of(person: Person, power: str | None = None) -> list[User]:
    """The accounts of those who are in the circle today, with this power."""
    found = CircleMember.objects.live().filter(person=person, account__is_active=True).select_related("account")
    found = found.filter(powers__contains=[power]) if power else found
    return [member.account for member in found if member.account]


def worker_of(person: Person) -> User | None:
    """The named worker, while they work for the person's organisation."""
    worker = person.named_worker
    if worker is None or not worker.is_active or not access.can_see_person(Actor(account=worker), person):
        return None
    return worker


def those_who_say(person: Person) -> list[User | Contact]:
    """Whoever says what happened: the person unless others do it for them, and their circle."""
    to: list = [] if person.is_represented or person.died_on else [person.account or person.contact]
    return [each for each in [*to, *circle_of(person, Power.CONFIRM)] if each]


def facts_of(visit: Visit) -> dict:
    return {
        "who": visit.agreement.service.enterprise.name,
        "initials": visit.agreement.person.short if visit.agreement.person else "",
        "day": long_date(visit.on),
        "time": hour(visit.at),
        "week": visit.on.isoformat(),
    }


def tell(accounts: Iterable[User | Contact], template: str, about, *, besides: Actor, **said) -> None:
    """Each of them once about this very thing, but for whoever did it themselves."""
    for each in accounts:
        account = each if isinstance(each, User) else each.account
        if account is not None and besides.account is not None and account.pk == besides.account.pk:
            continue
        key = account.pk if account else "person"
        notify(each, template, key=f"{template}:{about}:{key}", context=said)


def tell_buyer(visit: Visit, template: str, about, *, by: Actor, **said) -> None:
    """Whoever says what happened for the person."""
    person = visit.agreement.person
    if person is not None:
        tell(those_who_say(person), template, about, besides=by, **facts_of(visit), **said)


def tell_enterprise(visit: Visit, template: str, about, *, by: Actor, **said) -> None:
    """The owners of the enterprise."""
    tell(owners(visit.agreement.service.enterprise), template, about, besides=by, **facts_of(visit), **said)


def alert(visit: Visit, about, *, by: Actor) -> None:
    """Nobody came: those in the circle who say what happens, and the named worker, hear of it at once."""
    person = visit.agreement.person
    if person is None:
        return
    worker = worker_of(person)
    to = [*circle_of(person, Power.CONFIRM), *([worker] if worker else [])]
    tell(to, "nobody-came", about, besides=by, **facts_of(visit), person=str(person.pk))
    tell_enterprise(visit, "nobody-came-owner", about, by=by)
