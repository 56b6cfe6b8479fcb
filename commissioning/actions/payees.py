"""Entering a bank account, taking it back, and stopping one that somebody else entered."""

import json
from datetime import datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from budgets.models import Agreement, Deployment, Person
from commissioning import access, modulus
from commissioning.models import BankAccount, Contract, Grant, Invoice, ModulusTables, PayeeCheck, PayerSettings
from commissioning.models.payees import owned_by
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation, Role
from marketplace.ui.fields import is_mobile
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import end_links, make_link, open_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from marketplace.workflow.working_days import working_day_after
from providers.actions.telling import owners
from providers.models import Enterprise

NOT_ME = "bank-not-me"
LINK_LASTS = timedelta(days=30)
COOLING_DAYS = 2  # working days, where nobody who pays them has said otherwise
Status = BankAccount.Status
Owner = Enterprise | Person | Organisation


# --- What an account is made of --------------------------------------------------------------------------------------
def load_modulus_tables(weights: str, substitutes: str) -> ModulusTables:
    """An operator brings Pay.UK's tables; what cannot be read is refused with its line, and the old ones stay."""
    modulus.read_tables(weights, substitutes)
    return ModulusTables.objects.create(weights=weights, substitutes=substitutes)


def judged(sort_code: str, number: str) -> modulus.Verdict:
    """Whether the number fits the sort code: a warning and never a wall. Without tables: nobody can say."""
    newest = ModulusTables.objects.values_list("pk", flat=True).first()
    return modulus.check(sort_code, number, _tables(newest) if newest else modulus.Tables())


@lru_cache(maxsize=2)
def _tables(key: UUID) -> modulus.Tables:
    found = ModulusTables.objects.get(pk=key)
    return modulus.read_tables(found.weights, found.substitutes)


def digest_of(sort_code: str, number: str) -> str:
    """The same for the same account, and of no use without the site's own key."""
    return salted_hmac("commissioning.bank-account", f"{sort_code}:{number}", algorithm="sha256").hexdigest()


def bodies_paying(owner: Owner):
    """The councils and NHS bodies that buy from them, give them money, or checked an account of theirs."""
    if isinstance(owner, Person):
        return Organisation.objects.filter(pk=owner.organisation_id)
    if isinstance(owner, Organisation):
        held = Deployment.objects.filter(held_by=owner).order_by()
        return Organisation.objects.filter(pk__in=held.values("version__budget__person__organisation"))
    found = [
        Contract.objects.filter(enterprise=owner).values_list("body", flat=True),
        Invoice.objects.filter(enterprise=owner, payer="body").values_list("body", flat=True),
        Grant.objects.filter(start__enterprise=owner).values_list("start__council", flat=True),
        Agreement.objects.filter(service__enterprise=owner).values_list("person__organisation", flat=True),
        PayeeCheck.objects.filter(account__enterprise=owner).values_list("body", flat=True),
    ]
    return Organisation.objects.filter(pk__in={key for keys in found for key in keys.order_by() if key})


def usable_from(owner: Owner, now: datetime) -> datetime:
    """The start of the first day on which money may go there: the longest wait of those who pay them."""
    bodies = bodies_paying(owner)
    said = dict(PayerSettings.objects.filter(body__in=bodies).values_list("body", "cooling_days"))
    days = max([said.get(body.pk, COOLING_DAYS) for body in bodies], default=COOLING_DAYS)
    day = working_day_after(timezone.localdate(now), max(days, 1))
    return timezone.make_aware(datetime.combine(day, time()))


# --- Its owner -------------------------------------------------------------------------------------------------------
@transaction.atomic
def enter_account(
    owner: Owner, name: str, sort_code: str, number: str, *, key: UUID, by: Actor
) -> BankAccount:
    """A new account waits until whoever pays has checked it; all owners hear of it at once, where they were before."""
    one_at_a_time(f"bank-account:{owner.pk}")
    require(access.can_enter_account(by, owner))
    sort_code, number = modulus.standardised(sort_code, number)
    digest, whose = digest_of(sort_code, number), owned_by(owner)
    if made := BankAccount.objects.filter(key=key).first():
        return _sent_before(made, digest, whose)
    if BankAccount.objects.live().filter(**whose, status=Status.WAITING).exists():
        raise RuleBroken(_("Another account waits to be checked. Take it back first."))
    if BankAccount.objects.in_use().filter(**whose, digest=digest, stopped_at=None).exists():
        raise RuleBroken(_("This account is in use already."))
    now = timezone.now()
    made = BankAccount.objects.create(
        key=key, **whose, name=name.strip(), sort_code=sort_code, number=number, digest=digest,
        fits=judged(sort_code, number), entered_by=by.person, entered_at=now, usable_from=usable_from(owner, now),
        contacts=json.dumps(_contacts(owner, by.person)),
    )  # fmt: skip
    record_entry(made, "entered", by=by)
    _tell_owners_at_once(made, owner)
    tell_finance(made, bodies_paying(owner), "bank-account-to-check")
    return made


def _sent_before(made: BankAccount, digest: str, whose: dict) -> BankAccount:
    if made.digest != digest or any(getattr(made, name) != owner for name, owner in whose.items()):
        raise RuleBroken(
            _("This form was sent already, with other answers. Open it again, and look at what is there.")
        )
    return made


def people_told(owner: Owner) -> list[User]:
    """All owners of an enterprise or a fund holder; the person, and whoever pays for them."""
    if isinstance(owner, Enterprise):
        return list(owners(owner))
    if isinstance(owner, Organisation):
        works = owner.memberships.live().in_role(Role.FUND_HOLDER)
        return list(User.objects.filter(is_active=True, pk__in=works.values("account")))
    around = owner.circle.filter(powers__contains=["pay"], account__isnull=False).values_list("account", flat=True)
    keys = {owner.account_id, *around}
    return list(User.objects.filter(is_active=True, pk__in=[key for key in keys if key]))


def _contacts(owner: Owner, entered_by: User) -> list[dict]:
    everybody = {user.pk: user for user in (*people_told(owner), entered_by)}
    return [{"email": user.email or "", "phone": user.phone} for user in everybody.values()]


def numbers_before(account: BankAccount) -> dict[str, datetime]:
    """The phone numbers that the site had of its owner before this account was entered, and since when for sure."""
    found: dict[str, datetime] = {}
    for old in BankAccount.objects.before(account).order_by("entered_at"):
        for each in json.loads(old.contacts or "[]"):
            if each["phone"]:
                found.setdefault(each["phone"], old.entered_at)
    return found


def numbers_with(account: BankAccount) -> set[str]:
    """Those that its owner had when it was entered: whoever entered it may have changed them first."""
    return {each["phone"] for each in json.loads(account.contacts or "[]") if each["phone"]}


def _tell_owners_at_once(account: BankAccount, owner: Owner) -> None:
    """To every e-mail and phone, today's and those from before, with one link that stops it."""
    link = make_link(account, NOT_ME, lasts=LINK_LASTS)
    said = {"whose": _shown(owner), "link": str(link.pk)}
    contacts, reached = _addresses(account, people_told(owner)), set()
    for number, contact in enumerate(contacts):
        notify(contact, "bank-account-entered", key=f"bank-entered:{account.pk}:{number}", context=said)
        reached.add(contact.account)
    for user in people_told(owner):
        if user not in reached:
            notify(user, "bank-account-entered", key=f"bank-entered:{account.pk}:{user.pk}", context=said)


def _addresses(account: BankAccount, people: list[User]) -> list[Contact]:
    """Every e-mail and every phone once; a landline is rung by hand."""
    known = [account, *BankAccount.objects.before(account)]
    told = [each for one in known for each in json.loads(one.contacts or "[]")]
    mails = sorted({each["email"] for each in told if each["email"]})
    phones = sorted({each["phone"] for each in told if each["phone"]})
    whose = {address: user for user in people for address in (user.email, user.phone) if address}
    found = [Contact(Way.EMAIL, mail, account=whose.get(mail)) for mail in mails]
    ways = [Way.TEXT if is_mobile(phone) else Way.PHONE for phone in phones]
    texts = [Contact(way, phone, account=whose.get(phone)) for way, phone in zip(ways, phones, strict=True)]
    return found + texts


def _shown(owner: Owner) -> str:
    """An enterprise and a holder by their name; of a person a message never says whose money it is about."""
    return "" if isinstance(owner, Person) else owner.name


@transaction.atomic
def withdraw_account(account: BankAccount, *, by: Actor) -> None:
    """Its owner takes back what nobody has confirmed yet: the account from before is used again."""
    lock(account)
    require(access.can_withdraw_account(by, account))
    move(account, Status.WITHDRAWN, by=by, ended_at=timezone.now())
    end_links(account, NOT_ME)


# --- It was not me ---------------------------------------------------------------------------------------------------
def open_not_me(secret: str) -> tuple[BankAccount, PrivateLink] | None:
    """The account behind the link of a message, if the link still works."""
    link = open_link(secret, NOT_ME)
    found = BankAccount.objects.with_owner().filter(pk=link.subject_id).first() if link else None
    return (found, link) if found and link else None


@transaction.atomic
def stop_account(account: BankAccount, *, by: Actor) -> None:
    """Somebody who was told says that it was not them: nothing is paid there, ever; owners and payers hear of it."""
    lock(account)
    require(by.link is not None or access.can_withdraw_account(by, account))
    if account.stopped_at is not None or account.status not in (Status.WAITING, Status.CURRENT):
        return
    account.stopped_at = timezone.now()
    account.save(update_fields=["stopped_at"])
    record_entry(account, "stopped", by=by)
    owner = account.whose
    for user in people_told(owner):
        notify(user, "bank-account-stopped", key=f"bank-stopped:{account.pk}:{user.pk}",
               context={"whose": _shown(owner)})  # fmt: skip
    tell_finance(account, bodies_paying(owner), "bank-account-stopped-payer")


def tell_finance(account: BankAccount, bodies, template: str, *, but: User | None = None) -> None:
    """Those who pay for these bodies, once each."""
    working = Organisation.objects.filter(pk__in=[body.pk for body in bodies])
    for body in working:
        works = body.memberships.live().in_role(Role.FINANCE).values("account")
        for officer in User.objects.filter(is_active=True, pk__in=works).exclude(pk__in=[but.pk] if but else []):
            said = {"enterprise": _shown(account.whose), "account": str(account.pk)}
            key = f"{template}:{account.pk}:{officer.pk}"
            notify(officer, template, key=key, context=said, organisation_id=body.pk)
