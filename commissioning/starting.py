"""The path to a first customer, in five steps: what is done is read from the facts, never ticked for show."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissioning.models import Start

# The key, the name, what to do, and the page where it is done.
STEPS: tuple[tuple[str, Promise, Promise, str], ...] = (
    ("idea", _("Your idea"), _("Say on your page what you do, for whom, and where."), "providers:my"),
    ("plan", _("Your plan"), _("Write down what it costs, when you work, and what happens when you are ill."),
     "commissioning:pack"),
    ("checks", _("Your checks"), _("Send what the council asks for your kind of work. It asks for nothing else."),
     "commissioning:my-checks"),
    ("insurance", _("Your insurance"), _("Show that you are insured for what you do."), "commissioning:my-checks"),
    ("customer", _("Your first customer"), _("Answer the first people who ask. A quick answer counts for a lot."),
     "providers:enquiries"),
)  # fmt: skip


@dataclass(frozen=True)
class PathStep:
    """One step of five, and whether it is behind you."""

    key: str
    name: str
    words: str
    page: str
    is_done: bool
    is_now: bool = False


def path_of(start: Start) -> list[PathStep]:
    """The five steps of one start, fetched `with_path`; the first that is not done is the one to do now."""
    done = {
        "idea": start.has_idea,  # type: ignore[attr-defined]
        "plan": start.plan_ready_on is not None,
        "checks": start.is_checked,  # type: ignore[attr-defined]
        "insurance": start.has_case and not start.lacks_insurance,  # type: ignore[attr-defined]
        "customer": start.has_customer,  # type: ignore[attr-defined]
    }
    now = next((key for key, *_rest in STEPS if not done[key]), "")
    return [PathStep(key, str(name), str(words), page, done[key], key == now) for key, name, words, page in STEPS]


def now_of(path: list[PathStep]) -> PathStep | None:
    """The step to do now; None for whoever has come all the way."""
    return next((step for step in path if step.is_now), None)
