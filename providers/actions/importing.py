"""Taking in a service of another directory: a draft, new or untouched by anybody; never an owner's words."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.actions import create_enterprise_organisation
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, one_at_a_time, record_entry
from providers.actions.keeping import replace, set_facts
from providers.models import Enterprise, ImportedService, Service
from providers.open_referral.incoming.reading import Draft
from providers.placing import place

IMPORTING = "import-oruk"


class Verdict(StrEnum):
    """What happens to a service of the feed."""

    NEW = "taken in"
    CHANGED = "brought up to date"
    UNCHANGED = "not changed since"
    OWNED = "left to its owner"
    HERE = "here already"
    ELSEWHERE = "elsewhere"
    INACTIVE = "not active"
    REFUSED = "refused"


WRITES = (Verdict.NEW, Verdict.CHANGED)


@dataclass
class Outcome:
    """A verdict, why, and what is known here: the record of an earlier import, the enterprise, the draft written."""

    verdict: Verdict
    why: str = ""
    record: ImportedService | None = None
    enterprise: Enterprise | None = None
    service: Service | None = None

    @property
    def writes(self) -> bool:
        return self.verdict in WRITES


def judged(council: Organisation, source: str, draft: Draft, *, unplaced: bool = False) -> Outcome:
    """What would happen to this service. `unplaced`: services that do not say where they are count as here."""
    earlier = ImportedService.objects.with_enterprise().filter(external_id=draft.id)
    record = earlier.from_feed(source).first() or earlier.first()
    outcome = _again(source, draft, record) if record else _first_time(draft)
    if outcome.writes and (why := _elsewhere(council, draft, unplaced)):
        return Outcome(Verdict.ELSEWHERE, why)
    return _beside_others(council, source, draft) if outcome.verdict == Verdict.NEW else outcome


def _again(source: str, draft: Draft, record: ImportedService) -> Outcome:
    if record.source != source:
        return Outcome(Verdict.HERE, _("It came from another feed: %(source)s.") % {"source": record.source})
    if record.digest == draft.digest:
        return Outcome(Verdict.UNCHANGED)
    if not draft.is_active:
        return Outcome(Verdict.INACTIVE, _("It is no longer active there. Look whether it is still offered."))
    if not record.is_as_written or _is_managed(record.service.enterprise):
        return Outcome(Verdict.OWNED, _("Its owner manages it, and the feed says something new. Tell the owner."))
    return Outcome(Verdict.CHANGED, record=record)


def _first_time(draft: Draft) -> Outcome:
    if Service.objects.filter(pk=draft.id).exists():
        return Outcome(Verdict.HERE, _("It is one of our own services."))
    if not draft.is_active:
        return Outcome(Verdict.INACTIVE, _("Only what is active there is taken in."))
    if not draft.organisation:
        return Outcome(Verdict.REFUSED, _("It does not say who runs it."))
    return Outcome(Verdict.NEW)


def _beside_others(council: Organisation, source: str, draft: Draft) -> Outcome:
    """A new service goes to the enterprise that came with it before, and beside none that was here without it."""
    enterprise = _enterprise_of(source, draft)
    if enterprise and _is_managed(enterprise):
        return Outcome(Verdict.OWNED, _("Its owner manages the enterprise here. Ask them to add this service."))
    alike = Service.objects.like(draft.organisation, draft.service["postcode"], council.council_code or "-")
    if enterprise is None and alike.exists():
        return Outcome(Verdict.HERE, _("An enterprise of this name is here already. Look whether it is the same."))
    return Outcome(Verdict.NEW, enterprise=enterprise)


def _elsewhere(council: Organisation, draft: Draft, unplaced: bool) -> str:
    """Why it does not belong to this council, or nothing."""
    if draft.councils:
        said = _("It is not in the area of %(council)s.") % {"council": council.name}
        return "" if council.council_code in draft.councils else said
    return "" if unplaced else _("It does not say where it is, by a postcode or the code of a council that we know.")


def _enterprise_of(source: str, draft: Draft) -> Enterprise | None:
    """The enterprise that came from the same organisation of the same feed."""
    known = ImportedService.objects.with_enterprise().from_feed(source)
    found = known.filter(external_organisation_id=draft.organisation_id).order_by("pk").first()
    return found.service.enterprise if found else None


def _is_managed(enterprise: Enterprise) -> bool:
    """Whether somebody speaks for it here: an owner or worker, or whoever fills in for the owner."""
    return enterprise.supporter_id is not None or enterprise.organisation.memberships.live().exists()


@transaction.atomic
def bring_in(council: Organisation, source: str, draft: Draft, *, by: Actor, unplaced: bool = False) -> Outcome:
    """One service of a feed becomes a draft that waits for its owner, or brings such a draft up to date."""
    require(by.rule == IMPORTING)
    one_at_a_time(f"import:{source}")
    outcome = judged(council, source, draft, unplaced=unplaced)
    if outcome.record:
        lock(outcome.record.service)
        outcome = judged(council, source, draft, unplaced=unplaced)
    if outcome.writes:
        outcome.service = _written(council, source, draft, outcome, by=by)
    return outcome


def _written(council: Organisation, source: str, draft: Draft, outcome: Outcome, *, by: Actor) -> Service:
    record = outcome.record
    enterprise = outcome.enterprise or (record and record.service.enterprise) or _begun(draft, by=by)
    service = record.service if record else Service(enterprise=enterprise)
    set_facts(service, draft.service)
    place(service)
    if service.council_code not in ("", council.council_code):
        raise RuleBroken(_("This postcode is not in the area of %(council)s.") % {"council": council.name})
    for manager, rows in ((service.schedules, draft.schedules), (service.prices, draft.prices)):
        replace(manager, rows, service)
    _remember(source, draft, service)
    record_entry(service, "taken-in", by=by)
    return service


def _begun(draft: Draft, *, by: Actor) -> Enterprise:
    """The enterprise, which waits for its owner."""
    organisation = create_enterprise_organisation(draft.organisation, by=by, joins=False)
    return Enterprise.objects.create(organisation=organisation, **draft.enterprise)


def _remember(source: str, draft: Draft, service: Service) -> None:
    seen = {
        "external_organisation_id": draft.organisation_id,
        "last_modified": draft.last_modified[:40],
        "digest": draft.digest,
        "written_at": service.updated_at,
    }
    ImportedService.objects.update_or_create(
        source=source, external_id=draft.id, defaults=seen, create_defaults=seen | {"service": service}
    )
