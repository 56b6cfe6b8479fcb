"""The books in plain Python: what any sequence of movements has to come to. It shares no code with the real ones."""

from dataclasses import dataclass, field


class Refused(Exception):
    """A rule forbids it; nothing has changed."""


@dataclass
class Movement:
    lines: dict[str, int]
    is_promise: bool = False
    is_over: bool = False  # a promise that was paid or released, or what was reversed
    may_reverse: bool = True


@dataclass
class PlainLedger:
    limited: set[str]
    posted: dict[str, int] = field(default_factory=dict)
    pending: dict[str, int] = field(default_factory=dict)
    done: dict[str, tuple] = field(default_factory=dict)  # key: what was asked for
    movements: dict[str, Movement] = field(default_factory=dict)

    def left(self, name: str) -> int:
        return self.posted.get(name, 0) - self.pending.get(name, 0)

    def _once(self, key: str, asked: tuple) -> bool:
        """Whether this was done already; refused when something else was done under the key."""
        if key in self.done and self.done[key] != asked:
            raise Refused(key)
        return key in self.done

    def _apply(self, key: str, asked: tuple, moved: dict, promised: dict, movement: Movement) -> None:
        before = dict(self.posted), dict(self.pending)
        for book, changes in ((self.posted, moved), (self.pending, promised)):
            for name, pence in changes.items():
                book[name] = book.get(name, 0) + pence
        if any(self.left(name) < 0 for name in self.limited & (moved.keys() | promised.keys())):
            self.posted, self.pending = before
            raise Refused(key)
        self.done[key], self.movements[key] = asked, movement

    def post(self, key: str, lines: dict[str, int]) -> None:
        asked = ("post", tuple(sorted(lines.items())))
        if not self._once(key, asked):
            self._apply(key, asked, lines, {}, Movement(lines))

    def reserve(self, key: str, lines: dict[str, int]) -> None:
        asked = ("reserve", tuple(sorted(lines.items())))
        if not self._once(key, asked):
            out = {name: -pence for name, pence in lines.items() if pence < 0}
            self._apply(key, asked, {}, out, Movement(lines, is_promise=True))

    def settle(self, key: str, of: str, lines: dict[str, int]) -> None:
        """Pay these lines of a promise, or release it when there are none."""
        promise = self.movements[of]
        if not promise.is_promise:
            raise Refused(key)
        most = promise.lines
        if any(lines[n] * most.get(n, 0) <= 0 or abs(lines[n]) > abs(most[n]) for n in lines):
            raise Refused(key)
        asked = ("settle", of, tuple(sorted(lines.items())))
        if self._once(key, asked):
            return
        if promise.is_over:
            raise Refused(key)
        back = {name: pence for name, pence in most.items() if pence < 0}
        self._apply(key, asked, lines, back, Movement(lines, may_reverse=bool(lines)))
        promise.is_over = True

    def reverse(self, key: str, of: str) -> None:
        wrong = self.movements[of]
        if wrong.is_promise or not wrong.may_reverse:
            raise Refused(key)
        asked = ("reverse", of)
        if self._once(key, asked):
            return
        if wrong.is_over:
            raise Refused(key)
        back = {name: -pence for name, pence in wrong.lines.items()}
        self._apply(key, asked, back, {}, Movement(back, may_reverse=False))
        wrong.is_over = True
