"""The asker's own page behind a private link: where it stands, what was said, what to do next."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.limits import too_many
from marketplace.workflow.links import address_of, open_link
from marketplace.workflow.private_pages import secret_page
from providers import access, enquiring
from providers.actions import enquiries, record_unmet_need
from providers.actions.enquiries.guarding import is_blocked
from providers.actions.enquiries.telling import link_of, links_of
from providers.forms.enquiries import NextForm, NothingForm, ReportForm, SayForm, StartForm, TakeBackForm
from providers.models import Enquiry, Service, UnmetNeed
from providers.next_choices import place_of, what_next
from providers.views.enquiries.asking import gone

ON_A_PAGE = 20
MOST_AN_HOUR = 60  # things one connection may do to questions


def _opened(secret: str) -> tuple[Enquiry, Actor] | None:
    """What this secret opens, and who acts with it."""
    link = open_link(secret, access.FOLLOW)
    if link is None:
        return None
    return get_object_or_404(Enquiry.objects.with_service(), pk=link.subject_id), Actor(link=link.pk)


@secret_page
@require_safe
def enquiry(request, secret: str) -> HttpResponse:
    """Where it stands."""
    opened = _opened(secret)
    return _page(request, opened[0], secret) if opened else gone(request)


def _page(request, asked: Enquiry, secret: str, *, which: str = "", bound=None, status: int = 200) -> HttpResponse:
    blank = {name: form(auto_id=f"{name}-%s", initial={"key": uuid7()}) for name, (form, _do) in ACTS.items()}
    context = {
        "asked": asked,
        "secret": secret,
        "steps": enquiring.steps(asked, reader="asker"),
        "clock": enquiring.clock(asked),
        "facts": enquiring.facts(asked),
        "lines": list(asked.lines.all()),
        "forms": blank | ({which: bound} if which else {}),
        "form": bound or NothingForm(),
        "is_heard": asked.introduced_by_id is not None or not is_blocked(asked.service, asked.contact_digest),
    } | what_next(asked)
    now = context["asked_next"]
    context["next_secret"] = address_of(link_of(now).pk) if now else ""
    return render(request, "providers/enquiries/enquiry.html", context, status=status)


@secret_page
@require_POST
def act(request, secret: str, what: str) -> HttpResponse:
    """The asker does one thing; whatever is refused is said on the same page, with what was typed."""
    opened = _opened(secret)
    if opened is None or what not in ACTS:
        return gone(request)
    asked, by = opened
    kind, do = ACTS[what]
    form = kind(request.POST, auto_id=f"{what}-%s")
    if form.is_valid():
        if too_many(request, "enquiry-act", most=MOST_AN_HOUR):
            form.add_error(None, _("That was a lot in one hour. Please ring us, or wait."))
            return _page(request, asked, secret, which=what, bound=form, status=429)
        try:
            words, then = do(asked, form.cleaned_data, by)
            messages.success(request, words)
            return redirect("providers:enquiry", then or secret)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    asked = get_object_or_404(Enquiry.objects.with_service(), pk=asked.pk)
    status = 409 if form.non_field_errors() else 200
    return _page(request, asked, secret, which=what, bound=form, status=status)


# --- What the asker does: says what to tell them, and which secret to show next --------------------------------------
def _say(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    enquiries.say(asked, said["words"], key=said["key"], by=by)
    return _("Sent. They are told that you wrote."), ""


def _share(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    enquiries.share_contact(asked, by=by)
    return _("%(who)s can see your name and how to reach you now.") % {"who": asked.service.people}, ""


def _agree(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    enquiries.agree(asked, by=by)
    return _("Good. We have told %(who)s.") % {"who": asked.service.people}, ""


def _start(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    enquiries.record_start(asked, said["started_on"], by=by)
    return _("We are glad. We wish you well."), ""


def _take_back(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    enquiries.close(asked, said["outcome"], by=by)
    return _("It is closed."), ""


def _report(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    enquiries.report(asked, said["words"], key=said["key"], by=by)
    return _("Thank you for telling us. A person looks into it."), ""


def _next(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    service = listed(said["service"])
    again = enquiries.ask_next(asked, service, key=said["key"], by=by)
    return _("%(who)s has your question now.") % {"who": service.people}, address_of(link_of(again).pk)


def listed(pk: UUID) -> Service:
    """Whoever is to be asked next, while people find them here."""
    service = Service.objects.listed().with_enterprise().filter(pk=pk).first()
    if service is None:
        raise RuleBroken(_("They cannot be asked now. Choose somebody else."))
    return service


def _nobody(asked: Enquiry, said: dict, by: Actor) -> tuple[str, str]:
    place = place_of(asked)
    council = place.council_code if place else asked.service.council_code
    what = {"activity": asked.service.activities[0], "times": asked.times, "outcode": asked.outcode}
    record_unmet_need(key=asked.key, source=UnmetNeed.Source.ENQUIRY, council_code=council, by=by, **what)
    return _("Thank you. It is counted, without your name and without your words."), ""


ACTS: dict[str, tuple[type[forms.Form], Callable]] = {
    "say": (SayForm, _say),
    "share": (NothingForm, _share),
    "agree": (NothingForm, _agree),
    "started": (StartForm, _start),
    "take-back": (TakeBackForm, _take_back),
    "report": (ReportForm, _report),
    "next": (NextForm, _next),
    "nobody": (NothingForm, _nobody),
}


@never_cache
@require_safe
def mine(request) -> HttpResponse:
    """What somebody has asked with their account, each with the link to follow it."""
    found = Enquiry.objects.asked_by(request.actor).exclude(status=Enquiry.Status.UNCONFIRMED)
    page = Paginator(found.with_service(), ON_A_PAGE).get_page(request.GET.get("page"))
    links: dict[UUID, UUID] = links_of([each.pk for each in page])
    rows = [{"asked": each, "secret": address_of(links[each.pk]), "clock": enquiring.clock(each)} for each in page]
    if not request.actor.is_signed_in:
        raise Http404
    return render(request, "providers/enquiries/mine.html", {"rows": rows, "page": paged(page)})


def paged(page, more: str = "") -> dict:
    """A page of a list as the links below it need it; `more` is what else an address of this list says."""
    more = f"{more}&" if more else ""
    return {
        "number": page.number,
        "pages": page.paginator.num_pages,
        "next_url": f"?{more}page={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?{more}page={page.previous_page_number()}" if page.has_previous() else "",
    }
