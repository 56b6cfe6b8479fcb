"""Whose bank account money goes to: entered by its owner, checked by two people of whoever pays, never at once."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models import Person
from commissioning.modulus import Verdict
from commissioning.querysets import BankAccountQuerySet, PayeeCheckQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.models import Enterprise


def masked(sort_code: str, number: str) -> str:
    """The end of each: enough to know it again, too little to pay."""
    return f"•• •• {sort_code[-2:]}, ••••• {number[-3:]}" if number else ""


def owned_by(owner: Enterprise | Person | Organisation) -> dict:
    """Whose account it is, as a filter of accounts: an enterprise, a person, or whoever holds a fund."""
    fields = {Enterprise: "enterprise", Person: "person", Organisation: "holder"}
    return {fields[type(owner)]: owner}


class BankAccount(models.Model):
    """The account of an enterprise, a person or a fund holder; a change is a new row: what was checked stays."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waits until it is checked")
        CURRENT = "current", _("In use")
        REPLACED = "replaced", _("Another account is used now")
        REFUSED = "refused", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Taken back")

    MOVES = {
        Status.WAITING: {Status.CURRENT, Status.REFUSED, Status.WITHDRAWN, Status.REPLACED},
        Status.CURRENT: {Status.REPLACED},
        Status.REPLACED: set(),
        Status.REFUSED: set(),
        Status.WITHDRAWN: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="For direct payments.")
    holder = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", help_text="Who holds a fund for somebody."
    )
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING, editable=False)
    name = SealedTextField(help_text="The name on the account, as the bank writes it.")
    sort_code = SealedTextField(help_text="Six digits.")
    number = SealedTextField(help_text="Eight digits.")
    digest = models.CharField(max_length=64, help_text="HMAC of both: finds the same account elsewhere.")
    fits = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Verdict], blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    usable_from = models.DateTimeField(help_text="No money goes there before: time to notice that it was not you.")
    contacts = SealedTextField(blank=True, help_text="JSON: where its owner was reached on that day; never shown.")
    stopped_at = models.DateTimeField(null=True, help_text="When its owner said: that was not me.")
    ended_at = models.DateTimeField(null=True)

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        ordering = ["-entered_at", "-pk"]
        indexes = [models.Index(fields=["digest"], name="bank_account_same")]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "person", "holder"],
                condition=Q(status="current"),
                nulls_distinct=False,
                name="bank_account_one_in_use",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "person", "holder"],
                condition=Q(status="waiting"),
                nulls_distinct=False,
                name="bank_account_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, person=None, holder=None)
                | Q(enterprise=None, person__isnull=False, holder=None)
                | Q(enterprise=None, person=None, holder__isnull=False),
                name="bank_account_is_one_owners",
            ),
            models.CheckConstraint(
                condition=Q(usable_from__gte=F("entered_at")), name="bank_account_usable_after_it_was_entered"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def owner(self) -> dict:
        """Whose it is, as a filter of accounts."""
        if self.enterprise_id:
            return {"enterprise": self.enterprise_id}
        return {"person": self.person_id} if self.person_id else {"holder": self.holder_id}

    @property
    def whose(self) -> Enterprise | Person | Organisation:
        return self.enterprise or self.person or self.holder  # type: ignore[return-value]

    @property
    def masked(self) -> str:
        """All that any screen shows of it."""
        return masked(self.sort_code, self.number)


class PayeeCheck(models.Model):
    """What whoever pays did to be sure of an account: asked the bank whose it is, called back, and a second person."""

    class Name(models.TextChoices):
        MATCH = "match", _("It matches")
        CLOSE = "close", _("It nearly matches")
        NO_MATCH = "no-match", _("It does not match")
        UNAVAILABLE = "unavailable", _("The bank could not say")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="checks")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="Who pays.")
    supplier_number = models.CharField(max_length=30, blank=True, help_text="In the body's own finance system.")
    name_result = models.CharField(max_length=11, choices=Name)
    name_returned = SealedTextField(blank=True, help_text="The name that the bank gave.")
    called_on = models.CharField(max_length=20, blank=True, help_text="The number that was called back.")
    number_since = models.DateField(null=True, help_text="Since when that number is known: before the request.")
    number_from = SealedTextField(blank=True, help_text="Where the number is from, as the site did not have it.")
    called_at = models.DateTimeField(null=True)
    because = SealedTextField(blank=True, help_text="Why it is right all the same, where the name does not match.")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)

    objects = PayeeCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "body"], condition=Q(refused_at=None), name="payee_check_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("checked_by")), name="payee_checked_by_two"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, refused_at=None),
                name="payee_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(name_result="no-match") | ~Q(because=""),
                name="payee_other_name_needs_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PayerSettings(models.Model):
    """How a council or an NHS body pays: by which rail, from where, how fast, and what passes by itself."""

    class Rail(models.TextChoices):
        FINANCE = "finance", _("Our finance system pays: Just Right gives it a file")
        BANK = "bank", _("We send the bank a file from Just Right")

    body = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    rail = models.CharField(max_length=7, choices=Rail, default=Rail.FINANCE)
    profile = models.CharField(max_length=15, default="faster-payments", help_text="bank_files.PROFILES.")
    straight_through_pence = models.PositiveBigIntegerField(
        default=100_000, help_text="Up to this an invoice that matches is approved by itself."
    )
    query_days = models.PositiveSmallIntegerField(default=7, help_text="In which a query must be raised.")
    fast_days = models.PositiveSmallIntegerField(default=5, help_text="Working days in which small invoices are paid.")
    cooling_days = models.PositiveSmallIntegerField(default=2, help_text="Working days before a new account is used.")
    department = models.CharField(max_length=80, default="Adult social care")
    cost_centre = models.CharField(max_length=20, blank=True)
    subjective_code = models.CharField(max_length=20, blank=True)
    layout = models.JSONField(default=dict, help_text="The columns of the finance system: bank_files.Layout.")
    headings = models.JSONField(default=dict, help_text="The headings of what the finance system gives back.")
    payer_name = models.CharField(max_length=70, blank=True)
    payer_sort_code = SealedTextField(blank=True)
    payer_number = SealedTextField(blank=True)
    proposed_name = models.CharField(max_length=70, blank=True, help_text="Waits for a second person.")
    proposed_sort_code = SealedTextField(blank=True)
    proposed_number = SealedTextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    account_confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    user_number = models.CharField(
        max_length=6, blank=True, validators=[RegexValidator(r"^[0-9]{6}$")], help_text="SUN: only for Bacs."
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "payer settings"
        constraints = [
            models.CheckConstraint(
                condition=Q(query_days__range=(1, 30), fast_days__range=(1, 20), cooling_days__range=(1, 20)),
                name="payer_settings_days",
            ),
            models.CheckConstraint(
                condition=Q(straight_through_pence__lte=10_000_000), name="payer_settings_straight_through"
            ),
            models.CheckConstraint(
                condition=Q(account_confirmed_by=None) | ~Q(account_confirmed_by=F("proposed_by")),
                name="payer_account_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.rail

    @property
    def masked(self) -> str:
        """All that any screen shows of the payer's own account."""
        return masked(self.payer_sort_code, self.payer_number)

    @property
    def masked_proposed(self) -> str:
        return masked(self.proposed_sort_code, self.proposed_number)


class ModulusTables(models.Model):
    """Pay.UK's tables as an operator loaded them: the newest are used."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    weights = models.TextField(help_text="valacdos.txt.")
    substitutes = models.TextField(blank=True, help_text="scsubtab.txt.")
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "modulus tables"
        ordering = ["-loaded_at", "-pk"]

    def __str__(self) -> str:
        return str(self.pk)
