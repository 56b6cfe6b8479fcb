"""Agreements and visits in plain Python: what any sequence of them has to come to. It shares no code with the site."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.budgets.plain_ledger import Refused


@dataclass
class PlainVisit:
    pence: int
    planned: int
    state: str = "planned"
    due: int = 0
    promised: int = 0
    is_paid: bool = False


@dataclass
class PlainSupport:
    """One pot: public money has a limit and is not paid out here; with what people hold it is the other way round."""

    is_public: bool
    posted: int
    today: date
    visits: dict[tuple[int, date], PlainVisit] = field(default_factory=dict)

    @property
    def promised(self) -> int:
        return sum(visit.promised for visit in self.visits.values())

    def _promise(self, visit: PlainVisit, pence: int) -> None:
        if self.is_public and self.posted - self.promised + visit.promised < pence:
            raise Refused("no money")
        visit.promised = pence

    def agree(self, name: int, days: list[date], pence: int) -> None:
        if self.is_public and self.posted - self.promised < len(days) * pence:
            raise Refused("no money")
        for day in days:
            self.visits[name, day] = PlainVisit(pence, pence, promised=pence)

    def _said_of(self, key, *allowed: str) -> PlainVisit:
        visit = self.visits[key]
        if visit.is_paid or key[1] > self.today or visit.state not in allowed:
            raise Refused("not now")
        return visit

    def confirm(self, key, due: int | None) -> None:
        if self.visits[key].state == "confirmed" and due is None:
            return
        visit = self._said_of(key, "planned", "missed")
        due = visit.pence if due is None else due
        if due > visit.pence and self.is_public:
            raise Refused("more than was promised")
        self._promise(visit, due)
        visit.state, visit.due, visit.pence = "confirmed", due, max(due, visit.pence)

    def nobody_came(self, key) -> None:
        if self.visits[key].state == "missed":
            return
        visit = self._said_of(key, "planned", "confirmed")
        visit.state, visit.due, visit.promised = "missed", 0, 0

    def take_back_word(self, key) -> None:
        visit = self.visits[key]
        if visit.is_paid or visit.state not in ("confirmed", "missed"):
            raise Refused("nothing was said")
        self._promise(visit, visit.planned)
        visit.state, visit.due, visit.pence = "planned", 0, visit.planned

    def call_off(self, key) -> None:
        """Less than a day before, all of it is due; once its time has come somebody says what happened instead."""
        visit = self.visits[key]
        if visit.state != "planned":
            raise Refused("not now")
        if key[1] <= self.today:
            raise Refused("its time has come")
        visit.state, visit.due = "called-off", visit.pence if key[1] == self.today + timedelta(days=1) else 0
        visit.promised = visit.due

    def pay(self, key) -> None:
        visit = self.visits[key]
        if visit.is_paid:
            return
        if self.is_public or visit.state not in ("confirmed", "called-off") or not visit.due:
            raise Refused("nothing to pay")
        self.posted -= visit.due
        visit.is_paid, visit.promised = True, 0

    def take_back_payment(self, key) -> None:
        visit = self.visits[key]
        if visit.is_paid:
            self.posted += visit.due
            visit.is_paid, visit.promised = False, visit.due

    def drop(self, name: int, first: date) -> None:
        for (whose, day), visit in self.visits.items():
            if whose == name and day >= first and visit.state == "planned":
                visit.state, visit.promised = "stopped", 0
