"""The worlds of payments: what is due is proposed once, and what left is posted, answered and told once."""

from datetime import timedelta

from django.utils import timezone

from budgets.models import Posting
from commissioning import actions
from commissioning.models import Grant, PayerSettings, Payment, PaymentRun, Start
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.models import Entry
from marketplace.workflow.working_days import is_working_day
from tests.commissioning.making_runs import approved, may_be_paid, proposed
from tests.commissioning.paying import account_of
from tests.factories import EnterpriseFactory, UserFactory, council
from tests.people import acting
from tests.worlds import Case, world


def _grant(code: str):
    """A council with two finance officers, and a grant that it has agreed to."""
    body, enterprise = council(f"Council {code}", code), EnterpriseFactory()
    owner, one, two, decider = (UserFactory() for _n in range(4))
    enterprise.organisation.memberships.create(account=owner, role=Role.OWNER)
    for officer in (one, two):
        body.memberships.create(account=officer, role=Role.FINANCE)
    payer = {"payer_name": "Payer", "payer_sort_code": "200000", "payer_number": "55779911",
             "proposed_by": one, "account_confirmed_by": two}  # fmt: skip
    PayerSettings.objects.create(body=body, rail="bank", **payer)
    may_be_paid(enterprise, owner, body, one, two)
    start = Start.objects.create(enterprise=enterprise, council=body, adviser=decider)
    grant = Grant.objects.create(start=start, asked_pence=10_000, purpose="A course.", applied_by=owner)
    agreed = {"status": "agreed", "agreed_pence": 10_000, "limit_pence": 10_000, "decided_at": timezone.now()}
    Grant.objects.filter(pk=grant.pk).update(decided_by=decider, **agreed)
    return body, grant, owner, one, two


@world("commissioning.propose_payments")
def propose_payments() -> Case:
    body, grant, *_people = _grant("E06000015")

    def one_effect() -> None:
        if not is_working_day(timezone.localdate()):
            return
        assert Payment.objects.filter(source_id=grant.pk).count() == 1
        assert PaymentRun.objects.get(body=body).payments.count() == 1

    return Case([], one_effect)


@world("commissioning.follow_payments")
def follow_payments() -> Case:
    body, grant, owner, one, two = _grant("E06000019")
    today = timezone.localdate()
    key = {"reference": "JRWORLD", "end_to_end_id": "JRWORLD"}
    facts = {"kind": "grant", "source_id": grant.pk, "pence": 10_000, "due_on": today, "fast_on": today}
    payment = Payment.objects.create(body=body, **facts, **key)
    run = approved(proposed(body), one, two)
    actions.note_download(run.files.first(), by=acting(one))
    actions.note_run_sent(run, by=acting(one))
    actions.say_run_paid(run, today, by=acting(two))

    def one_effect() -> None:
        payment.refresh_from_db()
        run.refresh_from_db()
        assert (payment.status, run.status) == ("paid", "done")
        assert Message.objects.filter(template="remittance", to=owner).count() == 1
        assert not Posting.objects.filter(source_id=payment.pk).exists()

    return Case([], one_effect)


@world("commissioning.forget_accounts")
def forget_accounts() -> Case:
    """One was replaced eight years ago, and one last month."""
    enterprise, owner, now = EnterpriseFactory(), UserFactory(), timezone.now()
    made = [account_of(enterprise, owner, days_ago=days, status="replaced", ended_at=now - timedelta(days=days - 5))
            for days in (8 * 366, 30)]  # fmt: skip

    def one_effect() -> None:
        for account in made:
            account.refresh_from_db()
        assert [account.number for account in made] == ["", "66374958"]
        assert Entry.objects.filter(what="forgotten", subject_id=made[0].pk).count() == 1

    return Case([], one_effect)
