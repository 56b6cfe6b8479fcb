"""What pages show of introductions: records turned into words, ready to print."""

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.models import Introduction, IntroductionChoice
from marketplace.ui.filters import long_date, pounds
from providers import display, explaining, taxonomy
from providers.documents import TONES

Status, Choice = Introduction.Status, IntroductionChoice.Status
ICONS = {
    Choice.WAITING: "circle-dashed",
    Choice.SENT: "hourglass",
    Choice.ACCEPTED: "circle-check",
    Choice.DECLINED: "circle-slash",
    Choice.LAPSED: "circle-slash",
    Choice.STOPPED: "circle-slash",
    Choice.NOT_SENT: "circle-slash",
}


def row_of(introduction: Introduction) -> dict:
    """One line of the list: initials, what would help, and what happens next."""
    return {
        "introduction": introduction,
        "who": introduction.short,
        "formats": introduction.formats,
        "what": introduction.activity_name or _("Not said yet"),
        **state_of(introduction),
    }


def state_of(introduction: Introduction) -> dict:
    """In words where it stands: an icon, a sentence, whether it needs the reader now, and whether that is late."""
    today = timezone.localdate()
    late = introduction.due_on is not None and introduction.due_on < today
    icon, words, needs_you = _state(introduction)
    return {"icon": icon, "words": words, "needs_you": needs_you, "late": late and introduction.status == Status.OPEN}


def _state(introduction: Introduction) -> tuple[str, str, bool]:
    if introduction.status == Status.DRAFT:
        return "circle-dashed", _("Not sent yet. Go on where you stopped."), True
    if introduction.status == Status.NO_MATCH:
        if introduction.counted_at:
            return "circle-slash", _("No match. Counted as an unmet need."), False
        return "circle-help", _("Nobody is left to ask. Choose others, or count it as an unmet need."), True
    if introduction.status == Status.STARTED:
        day = long_date(introduction.started_on) if introduction.started_on else ""
        return "circle-check", _("Started on %(day)s") % {"day": day}, False
    if introduction.status != Status.OPEN:
        words = {"what": introduction.get_status_display(), "why": introduction.get_why_display()}
        return "circle-slash", _("%(what)s. %(why)s.") % words, False
    return _under_way(introduction)


def _under_way(introduction: Introduction) -> tuple[str, str, bool]:
    now = next((c for c in introduction.choices.all() if c.status in IntroductionChoice.UNDER_WAY), None)
    day = long_date(introduction.due_on) if introduction.due_on else ""
    if now is None:
        return "hourglass", _("The next choice is asked in a moment"), False
    name = {"name": called(now), "day": day}
    if now.status == Choice.ACCEPTED:
        return "circle-check", _("%(name)s said yes. Say what came of it by %(day)s.") % name, True
    return "hourglass", _("%(name)s answers by %(day)s") % name, False


def called(choice: IntroductionChoice) -> str:
    return choice.service.people or choice.service.enterprise.name


def choices_of(introduction: Introduction) -> list[dict]:
    """Everybody whom it names, in order, with what came of each."""
    return [_choice(choice) for choice in introduction.choices.all()]


def _choice(choice: IntroductionChoice) -> dict:
    enquiry, service = choice.enquiry, choice.service
    said = enquiry.get_reason_display() if enquiry and enquiry.reason else ""
    return {
        "choice": choice,
        "name": called(choice),
        "business": service.enterprise.name,
        "portraits": display.faces(str(service.pk), service.photo.name or "", service.portraits),
        "tone": TONES[service.pk.int % len(TONES)],
        "icon": ICONS[Choice(choice.status)],
        "kind": {"accepted": "yes", "sent": "now"}.get(choice.status, ""),
        "status": choice.get_status_display(),
        "day": long_date(enquiry.answer_by) if enquiry and enquiry.answer_by and choice.status == "sent" else "",
        "said": str(said),
        "words": enquiry.answer_words if enquiry else "",
        "reasons": [line for line in choice.reason.splitlines() if line],
    }


def facts_of(introduction: Introduction) -> dict:
    """What would help and who agreed, in words."""
    times = [explaining.label(f"when:{slot}") for slot in introduction.times]
    return {
        "activity": introduction.activity_name,
        "needs": taxonomy.named(taxonomy.NEEDS, introduction.needs),
        "times": times,
        "price": pounds(introduction.most_pence) if introduction.most_pence else "",
        "ground": introduction.get_ground_display() if introduction.ground else "",
        "ground_on": long_date(introduction.ground_on) if introduction.ground_on else "",
        "ground_until": long_date(introduction.ground_until) if introduction.ground_until else "",
    }


def steps_of(introduction: Introduction) -> list[dict]:
    """The four things to say before it is sent."""
    done = [True, bool(introduction.words), bool(introduction.choices.all()), bool(introduction.ground)]
    now = done.index(False) if False in done else None
    titles = [_("Whom"), _("What would help"), _("To whom, in order"), _("Who agreed")]
    return [
        {"title": title, "soft": "", "words": "", "state": "done" if done[n] else ("now" if n == now else "")}
        for n, title in enumerate(titles)
    ]


def page_of(page) -> dict:
    """Where one is in a long list."""
    return {
        "number": page.number,
        "pages": page.paginator.num_pages,
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
    }
