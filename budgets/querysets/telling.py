"""Every named question about what people say of their life, and tell of their money."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from budgets.querysets.money import deciding
from budgets.querysets.people import bodies, near_to
from marketplace.accounts.actors import Actor


class LifeCheckQuerySet(models.QuerySet):
    def of(self, person):
        """What was said of a person's life, oldest first; not what was blanked."""
        return self.filter(person=person).exclude(said="").order_by("said_at", "pk")


class WordingQuerySet(models.QuerySet):
    def on(self):
        """The wording that is asked now, or nothing."""
        return self.filter(ended_at=None).first()


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Of whoever's money the actor may see."""
        budgets = apps.get_model("budgets", "Budget").objects.visible_to(actor)
        kept = self.filter(expense__budget__in=budgets).exclude(stored_as="")
        return kept.select_related("expense__budget__person__organisation")


class ReturnQuerySet(models.QuerySet):
    def live(self):
        """Those that no newer one replaces."""
        return self.exclude(status="replaced")

    def visible_to(self, actor: Actor):
        """Of whoever's money the actor may see."""
        budgets = apps.get_model("budgets", "Budget").objects.visible_to(actor)
        found = self.filter(budget__in=budgets)
        return found.select_related("budget__person__organisation", "budget__person__account", "sent_by", "seen_by")

    def to_check_by(self, actor: Actor):
        """Sent and not looked at: of the people whose named worker the actor is, and of their bodies; never their
        own, and never what they sent themselves, or wrote down a part of."""
        if actor.account is None:
            return self.none()
        theirs = Q(budget__person__named_worker=actor.account, budget__person__organisation__in=bodies(actor))
        found = self.filter(theirs | Q(budget__person__organisation__in=deciding(actor)), status__in=("sent", "asked"))
        wrote = apps.get_model("budgets", "Expense").objects.filter(
            budget=OuterRef("budget"), declared_by=actor.account, taken_back_at=None,
            spent_on__gte=OuterRef("starts_on"), spent_on__lte=OuterRef("ends_on"),
        )  # fmt: skip
        found = found.exclude(budget__person__in=near_to(actor)).exclude(sent_by=actor.account).exclude(Exists(wrote))
        return found.select_related("budget__person__named_worker").order_by("sent_at", "pk")

    def naming(self, expense) -> bool:
        """Whether one of them was sent for days in which this was paid, after it was written down."""
        found = self.filter(budget=expense.budget_id, sent_at__gte=expense.declared_at)
        return found.filter(starts_on__lte=expense.spent_on, ends_on__gte=expense.spent_on).exists()
