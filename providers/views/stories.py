"""Stories: read by everybody, told by whoever was helped, queried by the enterprise, read first by who decides."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.access import require
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.limits import too_many
from marketplace.workflow.links import open_link
from marketplace.workflow.private_pages import secret_page
from providers import access, actions, moderation, storytelling
from providers.forms.stories import QueryForm, ReadForm, ReplyForm, StoryForm
from providers.models import Enquiry, Service, Story

ON_A_PAGE = 20
TRIES_AN_HOUR = 30
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
Status = Story.Status


# --- For everybody ---------------------------------------------------------------------------------------------------
@login_not_required
@require_safe
def stories(request, pk):
    """Every story about one service, newest first."""
    service = get_object_or_404(Service.objects.listed().with_enterprise(), pk=pk)
    told = storytelling.of_service(service, number=request.GET.get("page"))
    return render(request, "providers/stories/all.html", {"service": service, "stories": told})


# --- For whoever was helped ------------------------------------------------------------------------------------------
@require_safe
def to_tell(request):
    """Help of mine that started, with the story I told or can tell."""
    mine = Enquiry.objects.asked_by(request.actor).started().with_story()
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "providers/stories/mine.html", {"rows": page, "page": storytelling.pages(page)})


@never_cache
@get_or_post
def tell(request, pk):
    """Tell a story with an account."""
    mine = Enquiry.objects.asked_by(request.actor).started().with_story()
    return _tell(request, get_object_or_404(mine, pk=pk), request.actor)


@secret_page
@get_or_post
def tell_by_link(request, secret):
    """Tell a story by the private link that came by e-mail, text or letter."""
    link = open_link(secret, access.STORY_LINK, access.FOLLOW_LINK)
    if link is None:
        raise Http404
    enquiry = get_object_or_404(Enquiry.objects.started().with_story(), pk=link.subject_id)
    return _tell(request, enquiry, replace(request.actor, link=link.pk))


def _tell(request, enquiry: Enquiry, actor):
    require(access.can_tell(actor, enquiry))
    story = getattr(enquiry, "story", None)
    may_write = story is None or story.status in (Status.WRITTEN, Status.HELD)
    form = StoryForm(request.POST if request.method == "POST" else None, story=story, name=enquiry.name)
    if request.method == "POST" and _told(request, enquiry, story, form, actor):
        return redirect(request.path)
    name = enquiry.service.enterprise.name
    asked = [moderation.CHANGE[slug] for slug in story.held_because if slug in moderation.CHANGE] if story else []
    context = {"form": form, "story": story, "may_write": may_write, "name": name, "asked": asked}
    context |= {"service": enquiry.service, "harm": bool(story and "harm" in story.held_because)}
    return render(request, "providers/stories/tell.html", context)


def _told(request, enquiry: Enquiry, story: Story | None, form: StoryForm, actor) -> bool:
    """Whether what was sent was done; what was refused stands on the form."""
    try:
        if "remove" in request.POST and story is not None:
            actions.remove_story(story, by=actor)
            messages.success(request, _("Your story is gone. Nobody can read it any more."))
            return True
        if not form.is_valid() or _in_haste(request, form):
            return False
        told = actions.tell_story(enquiry, by=actor, **form.told())
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    if told.status == Status.WAITING:
        messages.success(request, _("Thank you. Your story is sent. We tell you when people can read it."))
    return True


def _in_haste(request, form: StoryForm) -> bool:
    if too_many(request, "stories", most=TRIES_AN_HOUR):
        form.add_error(None, _("You sent this many times in one hour. Wait a little, or ring us."))
    return bool(form.errors)


# --- For the enterprise ----------------------------------------------------------------------------------------------
@require_safe
def my_stories(request):
    """Stories about the enterprises where I work."""
    told = Story.objects.about_own(request.actor).with_service()
    page = Paginator(told, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [storytelling.row(story) | {"story": story} for story in page]
    return render(request, "providers/stories/about_me.html", {"rows": rows, "page": storytelling.pages(page)})


@get_or_post
def my_story(request, pk):
    """One story about my enterprise: ask for it to be looked at within 72 hours, or answer it under it."""
    story = get_object_or_404(Story.objects.about_own(request.actor).with_service(), pk=pk)
    sent = request.POST if request.method == "POST" else None
    query = QueryForm(sent if sent and "ask" in sent else None, prefix="query")
    reply = ReplyForm(sent if sent and "answer" in sent else None, prefix="reply")
    if sent is not None and _spoken(request, story, query, reply):
        return redirect("providers:my-story", pk)
    may_speak = access.can_speak_for(request.actor, story.service.enterprise)
    context = {"story": story, "row": storytelling.row(story), "query": query, "reply": reply, "may_speak": may_speak}
    return render(request, "providers/stories/about_me_one.html", context)


def _spoken(request, story: Story, query: QueryForm, reply: ReplyForm) -> bool:
    asked = query if query.is_bound else reply
    if not asked.is_valid():
        require(access.can_speak_for(request.actor, story.service.enterprise))
        return False
    try:
        if query.is_bound:
            actions.query_story(story, by=request.actor, **query.cleaned_data)
            messages.success(request, _("Thank you. A person looks at it before anybody reads it."))
        else:
            actions.reply_to_story(story, reply.cleaned_data["words"], by=request.actor)
            messages.success(request, _("Your answer stands under the story."))
    except RuleBroken as refused:
        asked.add_error("words", str(refused))
        return False
    return True


# --- For whoever decides ---------------------------------------------------------------------------------------------
@require_safe
def to_read(request):
    """Stories that no person has read yet, the first to be shown first; then those decided lately."""
    require(access.can_review(request.actor))
    mine = Story.objects.moderated_by(request.actor).with_service()
    page = Paginator(mine.to_read(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [storytelling.row(story) | {"story": story} for story in page],
        "page": storytelling.pages(page),
        "all": page.paginator.count,
        "lately": [storytelling.row(story) | {"story": story} for story in mine.decided()[:10]],
    }
    return render(request, "providers/stories/to_read.html", context)


@get_or_post
def read_story(request, pk):
    """One story and what the enterprise says of it, beside the decision."""
    story = get_object_or_404(Story.objects.moderated_by(request.actor).with_service(), pk=pk)
    require(access.can_moderate(request.actor, story))
    form = ReadForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _decided(request, story, form):
        return redirect("providers:stories-to-read")
    open_now = story.status in (Status.WAITING, Status.QUERIED) and story.moderated_at is None
    context = {"story": story, "row": storytelling.row(story), "form": form, "is_open": open_now}
    return render(request, "providers/stories/read.html", context)


def _decided(request, story: Story, form: ReadForm) -> bool:
    try:
        if "remove" in request.POST:
            actions.remove_story(story, by=request.actor)
            messages.success(request, _("Removed. Nobody can read it any more."))
            return True
        if not form.is_valid():
            return False
        messages.success(request, _decide(story, form.cleaned_data, request.actor))
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _decide(story: Story, given: dict, actor) -> str:
    if given["decision"] == "pass":
        actions.pass_story(story, by=actor)
        return _("It is shown once the 72 hours are over.")
    if given["decision"] == "change":
        actions.ask_to_change(story, given["because"], by=actor)
        return _("The author has it back, with what to change.")
    actions.refuse_story(story, given["refusal"], by=actor)
    return _("It is not shown. The author is told why.")
