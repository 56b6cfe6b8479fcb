"""Every named question about payments and the runs that they leave in."""

from django.db import models

from commissioning.querysets.whose import bodies_for, own_enterprises
from marketplace.accounts.actors import Actor
from marketplace.workflow.models import Entry

PAYING = ("finance",)
UNCLEAR = ("unknown", "doubled", "other-sum", "too-early", "somebody-else", "otherwise")
ACCOUNT_IS_RIGHT = "account-is-right"  # in the trail of what came back
SEEING = ("finance", "commissioner")


class RunQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who pay for the body; whoever decides about money there may look."""
        return self.filter(body__in=bodies_for(actor, *SEEING))

    def open(self):
        return self.filter(status__in=("proposed", "made"))

    def answered(self):
        """Sent, and nothing in it is on its way any more."""
        return self.filter(status="sent").exclude(payments__status__in=("locked", "sent"))


class PaymentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(body__in=bodies_for(actor, *SEEING))

    def due(self):
        """To be paid, and in no run."""
        return self.filter(status="due", is_kept_back=False)

    def of_grant(self, grant):
        """What pays it, or is to pay it; not what came back, nor what is not paid any more."""
        return self.filter(kind="grant", source_id=grant.pk).exclude(status__in=("returned", "cancelled"))

    def due_beside(self, invoice):
        """What the same body is to pay the same enterprise for other invoices, the oldest first."""
        theirs = self.due().filter(invoice__enterprise=invoice.enterprise_id, body=invoice.body_id)
        return theirs.exclude(invoice=invoice).order_by("due_on", "pk")

    def set_off(self):
        """Parts of invoices that were paid with what came back of others."""
        return self.filter(kind="invoice", source_id__isnull=False, status="paid")

    def with_payee(self):
        return self.select_related("invoice__enterprise__organisation", "account", "run", "body")

    def held(self):
        """To be paid, and kept out of the proposal for a reason."""
        return self.filter(models.Q(is_kept_back=True) | ~models.Q(held_because=""), status="due")

    def sent_back(self, codes):
        """Came back because of the account, and nobody who pays has said since that the account is right."""
        right = Entry.objects.filter(subject_type=self.model._meta.label_lower, subject_id=models.OuterRef("pk"))
        back = self.filter(status="returned", return_code__in=codes)
        return back.filter(~models.Exists(right.filter(what=ACCOUNT_IS_RIGHT)))

    def on_the_way(self):
        return self.filter(status="sent")

    def waiting_for_an_answer(self):
        """In a run that left."""
        return self.filter(status__in=("locked", "sent"), run__sent_at__isnull=False)

    def received_by(self, actor: Actor):
        """Those that go to an enterprise of the actor, to a fund that they look after, or to themselves."""
        if actor.account is None:
            return self.none()
        held = actor.account.memberships.live().in_role("fund_holder").values("organisation")
        own = models.Q(account__enterprise__in=own_enterprises(actor)) | models.Q(account__holder__in=held)
        return self.filter(own | models.Q(account__person__account=actor.account))

    def that_left(self):
        """With the day on which the file was given to the bank."""
        return self.filter(status__in=("sent", "paid", "returned"), run__isnull=False)


class BankAnswerQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who pay for the body."""
        return self.filter(body__in=bodies_for(actor, *PAYING))


class AnswerLineQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(answer__body__in=bodies_for(actor, *PAYING))

    def unclear(self):
        """What waits for somebody who decides."""
        return self.filter(outcome__in=UNCLEAR, seen_at=None)

    def of_nobody(self):
        """Not clear, and about no payment of the body."""
        return self.unclear().filter(payment=None)

    def to_apply(self):
        """Clear, and not in the books yet: what arrived before what came back."""
        left = models.Q(payment__status__in=("locked", "sent"))
        came_back = models.Q(outcome="returned") & (left | models.Q(payment__status="paid"))
        return self.filter(models.Q(outcome="paid") & left | came_back).order_by("outcome", "pk")
