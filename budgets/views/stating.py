"""Statements: of one's own money, and of somebody's whom one supports; as a page, a PDF or a spreadsheet."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from budgets import leaves
from budgets.forms.stating import NAMES, period_of
from budgets.models import Budget, Person
from budgets.picturing import bars_of
from budgets.stating import Told, statement_of
from budgets.views.whose import mine, theirs


@never_cache
@require_safe
def my_statement(request) -> HttpResponse:
    """What came in, is promised, was spent and is left of my money, in any days."""
    return _answer(request, mine(request), is_mine=True)


@never_cache
@require_safe
def statement(request, pk: UUID) -> HttpResponse:
    """The same of somebody whose money the actor may see."""
    return _answer(request, theirs(request, pk), is_mine=False)


def _answer(request, person: Person | None, *, is_mine: bool) -> HttpResponse:
    name, period, form = period_of(request.GET, timezone.localdate())
    told = statement_of(list(Budget.objects.of(person)), period)
    if person and (file := _file(request.GET.get("as"), person, told)):
        return file
    shown = {"person": person, "told": told, "form": form, "chosen": name, "names": NAMES,
             "is_mine": is_mine, "draw": bars_of}  # fmt: skip
    days = {"first": period.starts_on, "last": period.ends_on}
    shown["days"] = "&".join(
        f"{which}_{part}={getattr(day, part)}" for which, day in days.items() for part in ("day", "month", "year")
    )
    shown["home"] = _home(person, is_mine)
    return render(request, "budgets/statement.html", shown)


def _home(person: Person | None, is_mine: bool) -> str:
    return reverse("budgets:my-money") if is_mine or person is None else reverse("budgets:money", args=[person.pk])


def _file(kind: str | None, person: Person, told: Told) -> HttpResponse | None:
    if kind == "csv":
        return csv_of(told, "statement.csv")
    return _named(leaves.as_pdf(person, told), "application/pdf", "statement.pdf") if kind == "pdf" else None


def csv_of(told: Told, name: str) -> HttpResponse:
    """A statement as a spreadsheet that opens in the right letters."""
    return _named(leaves.as_csv(told).encode("utf-8-sig"), "text/csv; charset=utf-8", name)


def _named(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
