"""Posting a need, following the answers to it, and answering it."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.limits import too_many
from marketplace.workflow.links import open_link
from marketplace.workflow.private_pages import secret_page
from providers import access, actions, wishes
from providers.forms.posting import AnswerForm, Posting
from providers.models import PostedNeed
from providers.storytelling import pages

ON_A_PAGE = 20
POSTS_AN_HOUR = 10
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
Status = PostedNeed.Status


# --- For whoever posts -----------------------------------------------------------------------------------------------
@login_not_required
@never_cache
@get_or_post
def post_need(request):
    """One question a screen; what was answered is carried along and kept only at the end."""
    known = request.actor.is_signed_in
    posting = Posting(request.POST if request.method == "POST" else None, is_known=known)
    if posting.is_whole:
        try:
            return _posted(request, posting)
        except RuleBroken as refused:
            posting.form.add_error(None, str(refused))
    return render(request, "providers/posting/ask.html", {"posting": posting, "form": posting.form, "is_known": known})


def _posted(request, posting: Posting):
    if too_many(request, "post-need", most=POSTS_AN_HOUR):
        raise RuleBroken(_("Many needs came from this connection in the last hour. Please ring us, or wait."))
    contact = posting.contact()
    need = actions.post_need(posting.answers(), contact, key=posting.key, by=request.actor)
    if contact is None:
        messages.success(request, _("Posted. We tell you when somebody can help."))
        return redirect("providers:posted-need", need.pk)
    return redirect("providers:need-sent")


@login_not_required
@require_safe
def need_sent(request):
    """Look in your e-mail or texts."""
    return render(request, "providers/posting/sent.html")


@require_safe
def posted(request):
    """What I have posted."""
    page = Paginator(PostedNeed.objects.posted_by(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"need": need, "what": need.activity_name()} for need in page]
    return render(request, "providers/posting/mine.html", {"rows": rows, "page": pages(page)})


@never_cache
@get_or_post
def posted_need(request, pk):
    """One need of mine, and who says that they can help."""
    mine = PostedNeed.objects.posted_by(request.actor).with_answers()
    return _follow(request, get_object_or_404(mine, pk=pk), request.actor)


@secret_page
@get_or_post
def posted_need_by_link(request, secret):
    """The same for somebody without an account, by their private link."""
    link = open_link(secret, access.NEED_LINK)
    if link is None:
        raise Http404
    need = get_object_or_404(PostedNeed.objects.with_answers(), pk=link.subject_id)
    return _follow(request, need, replace(request.actor, link=link.pk))


def _follow(request, need: PostedNeed, actor):
    if request.method == "POST":
        try:
            messages.success(request, _do(request, need, actor))
        except RuleBroken as refused:
            messages.error(request, str(refused))
        return redirect(request.path)
    context = {"need": need, "facts": wishes.facts_of(need), "answers": list(need.answers.all())}
    return render(request, "providers/posting/follow.html", context)


def _do(request, need: PostedNeed, actor) -> str:
    """The one thing that was asked for, and what to say of it."""
    if "confirm" in request.POST:
        actions.confirm_need(need, by=actor)
        return _("Posted. We tell you when somebody can help.")
    if "close" in request.POST:
        actions.close_need(need, by=actor)
        return _("Closed. Nobody sees it any more.")
    chosen = request.POST.get("ask", "")
    answer = next((each for each in need.answers.all() if str(each.pk) == chosen), None)
    if answer is None:
        raise Http404
    actions.ask_who_answered(answer, by=actor)
    return _("Asked. They have your question, and a day by which to answer.")


# --- For enterprises -------------------------------------------------------------------------------------------------
@require_safe
def my_needs(request):
    """What people near here look for, of what I am checked for."""
    found = PostedNeed.objects.seen_by(request.actor).with_answers()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    works = request.actor.person.memberships.live().in_role("owner", "worker")
    mine = set(works.values_list("organisation", flat=True))
    rows = [_row(need, mine) for need in page]
    return render(request, "providers/posting/near.html", {"rows": rows, "page": pages(page)})


def _row(need: PostedNeed, mine: set[UUID]) -> dict:
    answered = any(answer.service.enterprise.organisation_id in mine for answer in need.answers.all())
    return {"need": need, "facts": wishes.beside_title(need), "answered": answered}


@get_or_post
def answer_need(request, pk):
    """I can help, in a few words."""
    need = get_object_or_404(PostedNeed.objects.seen_by(request.actor), pk=pk)
    services = need.fitting_services().run_by(request.actor).with_enterprise()
    fitting = [service for service in services if access.can_answer_need(request.actor, need, service)]
    form = AnswerForm(fitting, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = next(each for each in fitting if str(each.pk) == form.cleaned_data["service"])
        try:
            actions.answer_need(need, chosen, form.cleaned_data["words"], by=request.actor)
            messages.success(request, _("Sent. They see your words and your page, and may ask you."))
            return redirect("providers:my-needs")
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "providers/posting/answer.html", {"form": form, "facts": wishes.facts_of(need)})
