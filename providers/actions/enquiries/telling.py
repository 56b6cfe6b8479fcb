"""Who hears of an enquiry: the asker in the way they chose, the enterprise by its owners; no words of either."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import limit_links, make_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import record_entry
from providers import access
from providers.actions.telling import owners
from providers.models import Enquiry, Service

Side = Enquiry.Side
OPEN_FOR = timedelta(days=2 * 365)
OF_INTRODUCTIONS = frozenset({"enquiry-sent", "enquiry-answered", "enquiry-lapsed"})  # which tell of these themselves
OPEN_AFTER = timedelta(days=90)  # days for which the asker's link works once it is over


def asker_of(enquiry: Enquiry) -> User | Contact:
    """The account, if they asked for an answer to the e-mail it has; else the contact that they gave.

    Of an introduction it is whoever introduces: the person hears from them.
    """
    if enquiry.introduced_by_id:
        return enquiry.entered_by or Contact(enquiry.way, "")
    return reached(enquiry.account, enquiry.contact)


def reached(account: User | None, contact: Contact) -> User | Contact:
    is_its_own = (
        account and contact.way == Way.EMAIL and (account.email or "").casefold() == contact.address.casefold()
    )
    return account if account and is_its_own else contact


def link_of(enquiry: Enquiry) -> PrivateLink:
    """The newest link with which the asker follows it."""
    kept = PrivateLink.objects.of(enquiry, access.FOLLOW).live().order_by("-made_at", "-pk").first()
    return kept or make_link(enquiry, access.FOLLOW, lasts=OPEN_AFTER if enquiry.is_over else OPEN_FOR)


def links_of(keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """The newest link of each; one is made for whom none is left."""
    keys, label = list(keys), Enquiry._meta.label_lower
    kept = PrivateLink.objects.live().filter(subject_type=label, subject_id__in=keys, purpose=access.FOLLOW)
    links = dict(kept.order_by("made_at", "pk").values_list("subject_id", "pk"))
    until = timezone.now() + OPEN_FOR
    made = {key: PrivateLink(id=uuid7(), purpose=access.FOLLOW, subject_type=label, subject_id=key, expires_at=until)
            for key in keys if key not in links}  # fmt: skip
    PrivateLink.objects.bulk_create(made.values())
    return links | {key: link.pk for key, link in made.items()}


def end_link_in_time(enquiry: Enquiry) -> None:
    """From its end on the asker's link works for ninety days."""
    until = timezone.now() + OPEN_AFTER
    limit_links(enquiry._meta.label_lower, [enquiry.pk], access.FOLLOW, until=until)


def facts_of(enquiry: Enquiry) -> dict[str, str]:
    """What a message may say of an enquiry."""
    said = {"enquiry": str(enquiry.pk), "reference": enquiry.reference, "whom": enquiry.service.people}
    return said | {"answer_by": long_date(enquiry.answer_by) if enquiry.answer_by else ""}


def tell_asker(enquiry: Enquiry, template: str, about, **context) -> None:
    """`about` makes this news one thing for ever: the key of the trail's line, or of what was written."""
    if enquiry.introduced_by_id and template in OF_INTRODUCTIONS:
        return
    to = asker_of(enquiry)
    if not (to.address if isinstance(to, Contact) else to.email):
        return
    said = facts_of(enquiry) | {"link": str(link_of(enquiry).pk)} | context
    notify(to, template, key=f"{template}:{about}", context=said, organisation_id=council_of(enquiry))


def council_of(enquiry: Enquiry) -> UUID | None:
    """Whose staff look after a message that cannot go by itself; without a council it is the operator's."""
    council = Organisation.objects.council_of(enquiry.service.council_code)
    return council.pk if council else None


def tell_owners(enquiry: Enquiry, template: str, about, **context) -> None:
    for owner in owners(enquiry.service.enterprise):
        notify(owner, template, key=f"{template}:{about}:{owner.pk}", context=facts_of(enquiry) | context)


def tell_other(enquiry: Enquiry, template: str, about, *, by_asker: bool, **context) -> None:
    """One of them did something: the other hears of it."""
    if by_asker:
        tell_owners(enquiry, f"{template}-owner", about, **context)
    else:
        tell_asker(enquiry, template, about, **context)


def side_of(by: Actor, enquiry: Enquiry, word: str) -> str:
    """Who says it: the side that acts; at the desk the one whose word it is, and the trail keeps whose it was."""
    if access.is_asked(by, enquiry):
        return Side.ASKED
    if word in (Side.ASKER, Side.ASKED) and access.desk_of(by, enquiry) is not None:
        record_entry(enquiry, f"word-of:{word}", by=at_desk(by, enquiry))
        return word
    if access.is_asker(by, enquiry):
        return Side.ASKER
    raise RuleBroken(_("Say who told you: whoever asks, or whoever is asked."))


def tell_desk(service: Service) -> None:
    """Somebody waits to be rung: those at the desk of the council, or the operator, hear it once a day."""
    council = Organisation.objects.council_of(service.council_code)
    there = Membership.objects.live().in_role(Role.ADVISER).filter(organisation=council) if council else None
    found = there if there is not None and there.exists() else Membership.objects.live().in_role(Role.OPERATOR)
    today = timezone.localdate()
    for each in User.objects.filter(is_active=True, pk__in=found.values("account")).exclude(email=None):
        notify(each, "enquiries-to-ring", key=f"enquiries-to-ring:{today}:{each.pk}")


def at_desk(by: Actor, enquiry: Enquiry) -> Actor:
    """The same actor; whoever acts at the desk does so by the membership that lets them, and the trail says it."""
    if by.membership or by.account is None or access.is_asker(by, enquiry) or access.is_asked(by, enquiry):
        return by
    membership = access.desk_of(by, enquiry)
    return by.using(membership.pk) if membership else by


def tell_supported(service: Service, template: str, about, **context) -> None:
    """Those whose help has started here hear of it, each in the way they chose; a professional for whom they asked."""
    for enquiry in Enquiry.objects.started().filter(service=service).select_related("service__enterprise"):
        tell_asker(enquiry, template, f"{about}:{enquiry.pk}", **context)
