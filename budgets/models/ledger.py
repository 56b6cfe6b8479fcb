"""The books: accounts, and postings of two or more lines that sum to zero; added to, and never changed.

Signs. A line is pence *into* its account when positive and *out of* it when negative; so `posted` is what an account
holds, and is negative where it has given, or owes, more than came in. `pending` is what is promised out of it and has
not gone yet: never negative, and money that is promised *to* an account does not count before it comes. What can still
be spent is `posted - pending`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from budgets.models.persons import Person
from budgets.querysets import LineQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from providers.models import Enterprise

MOST_PENCE = 10**9  # no single line has ten figures: nine are £9,999,999.99
LIMITED = ("council-managed", "isf", "health-notional", "health-third-party")  # public money: always with a minimum
AS_ITS_MONEY = ("pool-share", "contingency")  # with one, or without, as the money that comes in


class Account(models.Model):
    """One pot in the books of an organisation; PostgreSQL changes its balance when lines come, and nobody else does.

    Public money, paid by a council, an NHS body or the holder of an individual service fund, has a `minimum` below
    which it is neither spent nor promised. A direct-payment account and people's own money have none: there the site
    records what happened and shows the shortfall. Shares of a pool and contingencies are of the one kind or the other,
    as the money in them is.
    """

    append_only = True  # the site's database role may open accounts, and never change or delete one

    class Kind(models.TextChoices):
        COUNCIL_MANAGED = "council-managed", "Budget that the council manages"
        ISF = "isf", "Individual service fund"
        HEALTH_NOTIONAL = "health-notional", "Personal health budget, notional"
        HEALTH_THIRD_PARTY = "health-third-party", "Personal health budget held by somebody else"
        DIRECT_PAYMENT = "direct-payment", "Direct payment"
        HEALTH_DIRECT = "health-direct", "Personal health budget, direct payment"
        OWN_MONEY = "own-money", "Own money"
        POOL_SHARE = "pool-share", "One person’s share of what several buy together"
        CONTINGENCY = "contingency", "Set aside for what may come"
        FUNDING = "funding", "Where a council’s or NHS body’s money comes from: what it gave, with a minus"
        CONTRIBUTION = "contribution", "What a person still has to contribute, with a minus"
        OUTSIDE = "outside", "A person’s bank account, as far as money came from it or went to it"
        ENTERPRISE = "enterprise", "What an enterprise was paid"
        EXPENSE = "expense", "Spent elsewhere, as it was declared"
        CLAWBACK = "clawback", "Asked back by the council and not there yet"
        CLEARING = "clearing", "Money on its way: nothing is left in it in the end"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=18, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", help_text="In whose books it is: a council, an NHS body."
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, null=True, related_name="+")
    budget_id = models.UUIDField(null=True)
    agreement_id = models.UUIDField(null=True)
    pot = models.CharField(max_length=18, choices=Kind, blank=True, help_text="Out of which money it was set aside.")
    posted = models.BigIntegerField(default=0, editable=False, help_text="Pence in it: the sum of its posted lines.")
    pending = models.BigIntegerField(default=0, editable=False, help_text="Pence promised out of it.")
    minimum = models.BigIntegerField(null=True, help_text="Pence below which nothing is spent or promised.")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["budget_id"], name="account_of_budget"),
            models.Index(fields=["agreement_id"], name="account_of_agreement"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(posted__gte=F("minimum") + F("pending")),
                name="account_keeps_its_minimum",
            ),
            models.CheckConstraint(condition=Q(pending__gte=0), name="account_promises_no_less_than_nothing"),
            models.CheckConstraint(
                condition=(Q(kind__in=LIMITED) & Q(minimum__isnull=False, minimum=0))
                | (Q(kind__in=AS_ITS_MONEY) & (Q(minimum=None) | Q(minimum=0)))
                | (~Q(kind__in=LIMITED + AS_ITS_MONEY) & Q(minimum=None)),
                name="account_limits_only_public_money",
            ),
            models.CheckConstraint(condition=Q(kind="contingency") | Q(pot=""), name="account_set_aside_from_a_pot"),
            models.UniqueConstraint(
                fields=["organisation", "kind", "person", "enterprise", "budget_id", "agreement_id", "pot"],
                nulls_distinct=False,
                name="account_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def available(self) -> int:
        """Pence that can still be spent or promised."""
        return self.posted - self.pending

    @property
    def shortfall(self) -> int:
        """Pence that are spent or promised and not there."""
        return max(0, -self.available)


class Posting(models.Model):
    """One movement of money, written whole: plain, a reservation, what became of a reservation, or a reversal."""

    append_only = True

    class EntryType(models.TextChoices):
        ALLOCATION = "allocation", "Given"
        CONTRIBUTION_DUE = "contribution-due", "Contribution due"
        CONTRIBUTION_RECEIVED = "contribution-received", "Contribution received"
        DP_PAYMENT = "dp-payment", "Direct payment sent"
        COMMITMENT = "commitment", "Promised"
        COMMITMENT_RELEASE = "commitment-release", "No longer promised"
        INVOICE_PAID = "invoice-paid", "Invoice paid"
        PAYMENT_ARRIVED = "payment-arrived", "Reached the bank account"
        EXPENSE_DECLARED = "expense-declared", "Spent elsewhere"
        CONTINGENCY_HOLD = "contingency-hold", "Set aside"
        ADJUSTMENT = "adjustment", "Put right"
        CLAWBACK_NOTICE = "clawback-notice", "Asked back"
        CLAWBACK_RECEIVED = "clawback-received", "Given back"
        REFUND_TO_PERSON = "refund-to-person", "Refunded to the person"
        TRANSFER_TO_POOL = "transfer-to-pool", "Put into a pool"
        TRANSFER_FROM_POOL = "transfer-from-pool", "Taken out of a pool"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, help_text="The same movement under the same key is one.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of all that was asked for: sealing.seal().")
    entry_type = models.CharField(max_length=21, choices=EntryType)
    effective_on = models.DateField(help_text="The day, in London, from which it counts.")
    recorded_at = models.DateTimeField(default=timezone.now)
    source_type = models.CharField(max_length=60, help_text="What it was written for, such as 'budgets.agreement'.")
    source_id = models.UUIDField()
    line_count = models.PositiveSmallIntegerField()
    settles = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="+",
                                help_text="The reservation that ends with this.")  # fmt: skip
    reverses = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rule = models.SlugField(blank=True, help_text="The system's own rule, when no person acted.")
    link_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    acting_for_id = models.UUIDField(null=True)
    token_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["source_type", "source_id"], name="posting_of_source")]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="posting_once"),
            models.UniqueConstraint(fields=["settles"], name="posting_settles_once"),
            models.UniqueConstraint(fields=["reverses"], name="posting_reverses_once"),
            models.CheckConstraint(condition=Q(line_count__gte=2), name="posting_has_two_lines"),
            models.CheckConstraint(condition=Q(settles=None) | Q(reverses=None), name="posting_settles_or_reverses"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(rule="") | Q(link_id__isnull=False) | Q(token_id__isnull=False),
                name="posting_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_type} {self.key}"


class Line(models.Model):
    """Pence into one account, or out of it: moved (`posted`), or promised and no longer promised (`pending`)."""

    append_only = True

    class Layer(models.TextChoices):
        POSTED = "posted", "Moved"
        PENDING = "pending", "Promised"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    posting = models.ForeignKey(Posting, models.PROTECT, db_index=False, related_name="lines")
    account = models.ForeignKey(Account, models.PROTECT, db_index=False, related_name="lines")
    layer = models.CharField(max_length=7, choices=Layer, default=Layer.POSTED)
    pence = models.BigIntegerField()

    objects = LineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account", "posting"], name="line_of_account")]
        constraints = [
            models.UniqueConstraint(fields=["posting", "account", "layer"], name="line_once"),
            models.CheckConstraint(
                condition=~Q(pence=0) & Q(pence__gt=-MOST_PENCE) & Q(pence__lt=MOST_PENCE), name="line_moves_money"
            ),
            models.CheckConstraint(condition=Q(layer__in=["posted", "pending"]), name="line_is_posted_or_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.pence}p"
