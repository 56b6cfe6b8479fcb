"""What people tell in the demonstration: how life is, a return, receipts, money set aside, and a surplus."""

import json
from datetime import date, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets import actions
from budgets.models import Budget, Expense, LifeCheck, MoneyReturn, Person, SpendingAnswer
from budgets.returning import last_quarter, quarter_of
from budgets.spending import USUAL
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.workflow import files

BEFORE = {"dignity": 3, "health": 2, "safety": 4, "control": 2, "activity": 1, "money-company": 2,
          "relationships": 3, "home": 4, "contribution": 1}  # fmt: skip
NOW = BEFORE | {"health": 3, "control": 4, "activity": 4, "money-company": 4, "contribution": 3, "home": 3}
RECEIPT = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" \
          b"trailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip
EDITH = {"name": "Edith Hall", "outcode": "NG5", "communication": ["large-print"]}
PAID = ((10, 6_200, "wages", "Leroy"), (24, 1_140, "tax", "HMRC"), (45, 6_200, "wages", "Leroy"),
        (60, 2_400, "holiday", "Leroy"), (75, 1_800, "provider", "Sheila’s supper"))  # fmt: skip


class Command(BaseCommand):
    help = "Adds returns, receipts and answers to the demonstration, once (only with DEMO=1, after seed_budgets)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        found = {name: User.objects.filter(email=f"{name}@demo.justright.example").first() for name in
                 ("ben", "sam", "connor")}  # fmt: skip
        his = Person.objects.filter(account=found["ben"], budgets__isnull=False).first()
        if his is None or None in found.values():
            raise CommandError("Ben has no budget yet: run seed_budgets first.")
        if LifeCheck.objects.exists():
            self.stdout.write("They are there already.")
            return
        with transaction.atomic():
            plant(his, Actor(account=found["ben"]), Actor(account=found["sam"]), Actor(account=found["connor"]))
        self.stdout.write(f"{LifeCheck.objects.count()} answers and {MoneyReturn.objects.count()} returns.")


def plant(his: Person, ben: Actor, sam: Actor, connor: Actor) -> None:
    _say(his, BEFORE, ben, timezone.localdate() - timedelta(days=38))
    _say(his, NOW, ben, timezone.localdate() - timedelta(days=3))
    budget = Budget.objects.of(his)[0]
    paid = Expense.objects.filter(budget=budget).order_by("spent_on").first()
    if paid:
        actions.add_receipts(paid, [_paper("supper.pdf")], by=ben)
    _step(budget, "contribution", 4_800, "", "October", sam)
    _step(budget, "set-aside", 3_000, "direct-payment", "Holiday pay", sam)
    _step(budget, "top-up", 2_000, "direct-payment", "For a day at the sea", ben)
    answers = [{"question": str(each.question), "verdict": each.verdict, "answer": str(each.answer), "url": ""}
               for each in USUAL]  # fmt: skip
    facts = {
        "surplus_weeks": 8,
        "contact_words": "Ring the direct payments team on 0115 496 0177, Monday to Friday, 9am to 4pm.",
        "assess_words": "Ring 0115 496 0178 and say: I would like a needs assessment. It costs nothing.",
    }
    if not SpendingAnswer.objects.filter(organisation=his.organisation).exists():
        actions.set_spending(his.organisation, facts, answers, by=connor)
    _edith(sam)


def _say(person: Person, levels: dict, by: Actor, on: date) -> None:
    """Answers of an earlier day, which no action writes."""
    facts = {"said": json.dumps(levels), "said_on": on, "account": by.account, "instrument": "life"}
    LifeCheck.objects.create(person=person, **facts)


def _paper(name: str) -> files.Paper:
    return files.Paper(name, "application/pdf", RECEIPT)


def _step(budget: Budget, kind: str, pence: int, mechanism: str, words: str, by: Actor) -> None:
    facts = {"pence": pence, "mechanism": mechanism, "words": words, "on": timezone.localdate() - timedelta(days=2)}
    actions.take_step(budget, kind, facts, key=uuid7(), by=by)


def _edith(sam: Actor) -> None:
    """Since the quarter before the last: one return is sent, one is due, and more is in hand than eight weeks."""
    last = last_quarter(timezone.localdate()).period
    before = quarter_of(last.starts_on - timedelta(days=1)).period
    body = sam.person.memberships.live().in_role("social_worker")[0].organisation
    edith = Person.objects.create(organisation=body, named_worker=sam.person, **EDITH)
    facts = {"reason": "new", "starts_on": before.starts_on, "gross_weekly_pence": 14_000}
    ways = [{"mechanism": "direct-payment", "weekly_pence": 14_000, "account": "prepaid-card"}]
    version = actions.propose_budget(edith, "council", facts, ways, key=uuid7(), by=sam)
    for days, pence, kind, words in PAID:
        told = {"pence": pence, "kind": kind, "words": words, "spent_on": before.starts_on + timedelta(days=days)}
        paper = [_paper(f"{kind}.pdf")] if kind != "provider" else []
        actions.declare_expense(version.budget, "direct-payment", told, key=uuid7(), papers=paper, by=sam)
    actions.send_return(version.budget, before, key=uuid7(), by=sam)
    actions.raise_surplus(version.budget, by=system("surplus-raised"))
