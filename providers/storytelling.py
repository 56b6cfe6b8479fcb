"""Stories as a page shows them: who, when, what was answered, the words, the reply, and honest counts."""

from django.core.paginator import Paginator
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from providers.models import Service, Story

FIRST, ON_A_PAGE = 3, 10
QUESTIONS = {
    "came": gettext_lazy("Came when they said"),
    "reached": gettext_lazy("I could reach them"),
    "again": gettext_lazy("I would ask them again"),
}
MARKS = {"yes": ("check", "yes"), "partly": ("circle-dashed", ""), "no": ("x", "no")}


def of_service(service: Service, *, number: int | str | None = 1, size: int = ON_A_PAGE) -> dict:
    """Stories of a service, newest first, with how many said yes of how many, and how many were taken away later."""
    all_of_it = Story.objects.of_service(service)
    shown = all_of_it.shown()
    page = Paginator(shown.with_service(), size).get_page(number)
    counts = shown.counted()
    removed = all_of_it.removed_later().count()
    return {
        "rows": [row(story) for story in page],
        "all": counts["all"],
        "counts": [_count(name, counts) for name in QUESTIONS] if counts["all"] else [],
        "removed": _removed(removed) if removed else "",
        "more": counts["all"] > size,
        "page": pages(page),
    }


def row(story: Story) -> dict:
    """One story, ready to print."""
    return {
        "id": str(story.pk),
        "who": who(story),
        "when": date_format(localdate(story.published_at or story.told_at), "F Y"),
        "answers": [_answer(name, getattr(story, name)) for name in QUESTIONS],
        "words": story.words,
        "reply": story.reply,
    }


def who(story: Story) -> str:
    """The author as they chose to be shown."""
    return story.shown_name or _("Somebody in %(area)s") % {"area": story.enquiry.outcode}


def _answer(name: str, said: str) -> dict:
    icon, kind = MARKS[said]
    return {"icon": icon, "kind": kind, "words": f"{QUESTIONS[name]}: {Story.Said(said).label.lower()}"}


def _count(name: str, counts: dict[str, int]) -> dict:
    return {"words": QUESTIONS[name], "yes": counts[name], "all": counts["all"]}


def _removed(number: int) -> str:
    return ngettext(
        "One more story was shown here and removed later.",
        "%(number)s more stories were shown here and removed later.",
        number,
    ) % {"number": number}


def pages(page) -> dict:
    """Numbers and addresses for the way to the next page."""
    return {
        "number": page.number,
        "pages": page.paginator.num_pages,
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
    }
