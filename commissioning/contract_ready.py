"""What an enterprise still has to show, and the body to check, so that neither first day nor first payment waits."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning.models import CheckCase, PayeeCheck
from commissioning.paying_out import NO_ACCOUNT, NOT_CHECKED, WORDS, payable_to
from commissioning.proportionality import BY_SLUG
from commissioning.standing import Row, is_settled
from marketplace.organisations.models import Organisation
from providers.models import Enterprise, Service


@dataclass(frozen=True)
class Ready:
    """`missing`: names of checks; `has_case`: this body looks at the service; `payee`: why no money can go there."""

    has_case: bool
    case: CheckCase | None
    missing: tuple[str, ...]
    payee: str
    payee_code: str

    @property
    def is_ready(self) -> bool:
        return self.has_case and not self.missing and not self.payee_code


def ready(service: Service, body: Organisation) -> Ready:
    """As it is now, said before anything is offered."""
    case = CheckCase.objects.filter(service=service, council=body).first()
    account, code = payable_to(Q(enterprise=service.enterprise), body, timezone.now())
    return Ready(case is not None, case, tuple(missing_of(case)), "" if account else str(WORDS[code]), code)


def missing_of(case: CheckCase | None) -> list[str]:
    """The checks of a case that somebody needs and nobody has settled, each named once."""
    if case is None:
        return []
    today = timezone.localdate()
    rows = case.requirements.needed().filter(is_desirable=False).order_by("pk")
    found = [row for row in rows if row.what in BY_SLUG and not is_settled(_row(row), today)]
    return list(dict.fromkeys(str(BY_SLUG[row.what].name) for row in found))


def _row(row) -> Row:
    return Row(row.what, row.status, row.is_desirable, row.decided_on, row.good_until)


def what_to_do(found: Ready, enterprise: Enterprise, body: Organisation) -> list[str]:
    """Who does what now, in sentences."""
    said = []
    if not found.has_case:
        said.append(_("%(body)s does not look at their checks yet. They begin it on their page of checks.")
                    % {"body": body.name})  # fmt: skip
    said += [_("%(what)s: %(who)s shows it on their page of checks.") % {"what": each, "who": enterprise.name}
             for each in found.missing]  # fmt: skip
    if found.payee_code == NO_ACCOUNT:
        said.append(_("%(who)s enters a bank account, so that the first invoice does not wait.")
                    % {"who": enterprise.name})  # fmt: skip
    elif found.payee_code == NOT_CHECKED:
        waits = PayeeCheck.objects.waiting().filter(account__enterprise=enterprise, body=body).exists()
        said.append(_("A second finance officer looks at their bank account.") if waits else
                    _("Finance checks whose bank account it is, and a second person looks."))  # fmt: skip
    elif found.payee_code:
        said.append(found.payee)
    return said
