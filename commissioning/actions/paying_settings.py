"""How a body pays: its rail, its days, its codes, and from which account of its own."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access, modulus
from commissioning.bank_files import layout_problems
from commissioning.models import PayerSettings
from commissioning.paying_out import layout_of
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry

PROPOSED = ("proposed_name", "proposed_sort_code", "proposed_number")
IN_USE = ("payer_name", "payer_sort_code", "payer_number")


@transaction.atomic
def set_paying(body: Organisation, *, by: Actor, **facts) -> PayerSettings:
    """A commissioner says how the body pays; columns that cannot be used are refused in words."""
    require(access.can_set_paying(by, body))
    if found := layout_problems(layout_of(PayerSettings(layout=facts.get("layout", {})))):
        raise RuleBroken(" ".join(found))
    facts |= {"set_by": by.person, "set_at": timezone.now()}
    known, _is_new = PayerSettings.objects.update_or_create(body=body, defaults=facts)
    record_entry(known, "set", by=by)
    return known


@transaction.atomic
def propose_payer_account(body: Organisation, name: str, sort_code: str, number: str, *, by: Actor) -> PayerSettings:
    """Its own account is entered by one, and waits for another."""
    require(access.can_propose_payer_account(by, body))
    sort_code, number = modulus.standardised(sort_code, number)
    known, _is_new = PayerSettings.objects.get_or_create(body=body)
    lock(known)
    known.proposed_name, known.proposed_sort_code, known.proposed_number = name.strip(), sort_code, number
    known.proposed_by, known.account_confirmed_by = by.person, None
    known.save(update_fields=[*PROPOSED, "proposed_by", "account_confirmed_by"])
    record_entry(known, "account-entered", by=by)
    return known


@transaction.atomic
def answer_payer_account(known: PayerSettings, *, is_right: bool, by: Actor) -> None:
    """A second commissioner or finance officer looks at it: it is used from now on, or thrown away."""
    lock(known)
    require(access.can_confirm_payer_account(by, known) or (not is_right and _proposed_it(known, by)))
    if not known.proposed_number:
        raise RuleBroken(_("No account waits to be confirmed."))
    changes: dict = dict.fromkeys(PROPOSED, "")
    if is_right:  # letter for letter as it was entered: the database holds it against that
        changes |= dict(zip(IN_USE, map(F, PROPOSED), strict=True)) | {"account_confirmed_by": by.person}
    PayerSettings.objects.filter(pk=known.pk).update(**changes)
    known.refresh_from_db()
    record_entry(known, "account-confirmed" if is_right else "account-thrown-away", by=by)


def _proposed_it(known: PayerSettings, by: Actor) -> bool:
    proposed: UUID | None = known.proposed_by_id
    return proposed == by.person.pk and access.can_propose_payer_account(by, known.body)
