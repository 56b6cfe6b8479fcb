"""Files are published by somebody who answers for them, stay as they are, and are corrected by another one."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.weeks import Period, refuse
from commissioning import access
from commissioning.models import BankRate, Publication
from commissioning.open_books import HALF_YEARLY, draft_of
from commissioning.timeliness import Approval, Authority
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import one_at_a_time, record_entry


@transaction.atomic
def publish(
    body: Organisation, kind: str, period: Period, *, number: int, by: Actor, job_title: str,
    authority: Authority | None = None,
) -> Publication:  # fmt: skip
    """The file of some days that are over, under the next number; the same number sent twice is one file."""
    one_at_a_time(f"publish:{body.pk}:{kind}:{period.starts_on}")
    require(access.can_publish(by, body))
    same = Publication.objects.filter(body=body, kind=kind, starts_on=period.starts_on)
    if there := same.filter(number=number).first():
        return there
    if number != same.count() + 1:
        raise RuleBroken(_("Another file was published meanwhile. Look at it first."))
    refuse(problems(kind, period, authority, job_title))
    approval = Approval(by.person.name, job_title.strip())
    at = timezone.now()
    draft = draft_of(body, kind, period, authority=authority, approval=approval, at=at)
    made = Publication.objects.create(
        body=body, kind=kind, starts_on=period.starts_on, ends_on=period.ends_on, number=number,
        name=f"{kind}-{period.starts_on}-to-{period.ends_on}-{number}.{draft.suffix}", content=draft.content,
        sha256=hashlib.sha256(draft.content).hexdigest(), rows=draft.rows, redacted=draft.redacted,
        approved_by=by.person, approver_name=approval.name, approver_title=approval.job_title, published_at=at,
    )  # fmt: skip
    record_entry(made, "published", by=by)
    return made


def problems(kind: str, period: Period, authority: Authority | None, job_title: str) -> list[str]:
    """What stands in the way, in sentences."""
    found = []
    if period.ends_on >= timezone.localdate():
        found.append(_("These days are not over yet. Publish when they are."))
    if not job_title.strip():
        found.append(_("Say your job title."))
    if kind in HALF_YEARLY and (authority is None or not all((authority.identifier, authority.address))):
        found.append(_("Say who the authority is: its identifier and its address."))
    return found


@transaction.atomic
def set_bank_rate(on, per_cent, source: str, *, by: Actor) -> BankRate:
    """The operator writes down the Bank Rate of a 30 June or 31 December, or puts it right."""
    one_at_a_time(f"bank-rate:{on}")
    require(access.can_set_rates(by))
    facts = {"per_cent": per_cent, "source": source.strip(), "set_by": by.person, "set_at": timezone.now()}
    rate, _is_new = BankRate.objects.update_or_create(on=on, defaults=facts)
    record_entry(rate, "set", by=by)
    return rate
