"""Asking a service, without an account: three short screens, then the way to show that the contact is one's own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.places import postcodes
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.limits import count, sender_of, too_many
from marketplace.workflow.links import address_of, open_link
from marketplace.workflow.private_pages import secret_page
from providers import access, deadlines, searches
from providers.actions import enquiries
from providers.actions.enquiries.telling import link_of
from providers.forms.enquiries import AskForm, CodeForm, NewLinkForm, now_sealed
from providers.models import Enquiry, Service
from providers.next_choices import next_choices

FORM = ["GET", "HEAD", "POST"]
MOST_AN_HOUR = 30  # questions from one connection: a library or an office shares one
MOST_LINKS = 10
SALT = "providers.asked"
A_WEEK = 7 * 24 * 3600
LAST = len(AskForm.SCREENS)


@login_not_required
@never_cache
@require_http_methods(FORM)
def ask(request, pk: UUID) -> HttpResponse:
    """One screen after the other; each carries what the others were told, and nothing is kept before the last."""
    service = get_object_or_404(Service.objects.listed().with_enterprise(), pk=pk)
    at_desk = access.desk(request.actor, service) is not None
    if request.method != "POST":
        form = AskForm(initial=_known(request, at_desk), at_desk=at_desk)
        return _screen(request, service, form, 1)
    form = AskForm(request.POST, at_desk=at_desk)
    screen = _number(request.POST.get("screen"))
    if request.POST.get("go") == "back":
        form.forgive()
        return _screen(request, service, form, max(screen - 1, 1))
    wrong = form.first_wrong(screen)
    if wrong or screen < LAST:
        if not wrong:
            form.forgive()
        return _screen(request, service, form, wrong or screen + 1)
    return _send(request, service, form)


def _number(given: str | None) -> int:
    return int(given) if given in ("1", "2", "3") else 1


def _known(request, at_desk: bool) -> dict:
    """What we need not ask again: of somebody signed in, and what they had just looked for."""
    known = {"key": uuid7(), "began": now_sealed()} | _looked_for(request.GET.get("from", ""))
    account = request.actor.account
    if account and not at_desk:
        known |= {"name": account.name, "way": "email", "email": account.email}
    return known


def _looked_for(token: str) -> dict:
    body = searches.read(token) if token else None
    if body is None:
        return {}
    label = body["place"]["label"]
    whole = postcodes.full(label)
    return {"words": body["help"], "outcode": whole[:-3] if whole else postcodes.outcode(label) or ""}


def _screen(request, service: Service, form: AskForm, number: int, status: int = 200) -> HttpResponse:
    council = service.listed_by
    last_day = deadlines.today_plus(council.enquiry_days if council else deadlines.USUAL_DAYS)
    context = {"form": form, "service": service, "screen": number, "last": LAST, "last_day": last_day}
    return render(request, "providers/enquiries/ask.html", context, status=status)


def _send(request, service: Service, form: AskForm) -> HttpResponse:
    if form.is_machine():
        form.add_error(None, _("Leave the box for machines empty. It is there to stop junk."))
    elif form.is_too_quick():
        form.begin_anew()
        form.add_error(None, _("That was very quick. Wait five seconds and press Send again. It keeps junk away."))
    elif too_many(request, "ask", most=MOST_AN_HOUR):
        form.add_error(None, _("Many questions came from this connection in one hour. Please ring us, or wait."))
        return _screen(request, service, form, LAST, status=429)
    else:
        return _keep(request, service, form)
    return _screen(request, service, form, LAST)


def _keep(request, service: Service, form: AskForm) -> HttpResponse:
    try:
        enquiry = enquiries.ask(service, **form.said(), sender=sender_of(request), by=request.actor)
    except RuleBroken as refused:
        form.replace("key", str(uuid7()))
        form.add_error(None, str(refused))
        return _screen(request, service, form, LAST, status=409)
    if enquiry.entered_by_id and enquiry.entered_by_id == request.user.pk:
        messages.success(request, _("%(reference)s is sent.") % {"reference": enquiry.reference})
        return redirect("providers:desk-enquiry", enquiry.pk)
    if enquiry.confirmed_at:
        return redirect("providers:enquiry", address_of(link_of(enquiry).pk))
    return redirect("providers:asked", signing.dumps(str(enquiry.pk), salt=SALT))


def _asked(token: str) -> Enquiry:
    """The enquiry that was asked in this very browser, within the last week."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=A_WEEK)
    except signing.BadSignature:
        raise Http404 from None
    return get_object_or_404(Enquiry.objects.with_service(), pk=pk)


@secret_page
@require_http_methods(FORM)
def asked(request, token: str) -> HttpResponse:
    """The reference, and how to confirm: by a link, by the code from a text, or when we ring."""
    enquiry = _asked(token)
    form = CodeForm(request.POST if request.method == "POST" else None)
    shown = {"enquiry": enquiry, "form": form, "token": token, "others": []}
    if enquiry.status != Enquiry.Status.UNCONFIRMED or not form.is_valid():
        return render(request, "providers/enquiries/asked.html", shown)
    try:
        if enquiries.confirm_by_code(enquiry, form.cleaned_data["code"]):
            return redirect("providers:enquiry", address_of(link_of(enquiry).pk))
        form.add_error("code", _("That is not the code. Look again, or let us send a new one."))
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        shown["others"] = next_choices(enquiry)
    return render(request, "providers/enquiries/asked.html", shown, status=409 if form.non_field_errors() else 200)


@secret_page
@require_POST
def ask_again(request, token: str) -> HttpResponse:
    """Another link or code to the same contact."""
    enquiry = _asked(token)
    try:
        enquiries.send_again(enquiry, by=request.actor)
        messages.success(request, _("We have sent you a new one. The one before no longer works."))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("providers:asked", token)


@secret_page
@require_http_methods(FORM)
def confirm(request, secret: str) -> HttpResponse:
    """The link from the message, and a button: programs that open every link in a message press none."""
    link = open_link(secret, access.CONFIRM)
    if link is None:
        return gone(request)
    enquiry = get_object_or_404(Enquiry.objects.with_service(), pk=link.subject_id)
    shown = {"enquiry": enquiry, "why": "", "others": []}
    if request.method != "POST":
        return render(request, "providers/enquiries/confirm.html", shown)
    try:
        enquiries.confirm(enquiry, by=Actor(link=link.pk))
    except RuleBroken as refused:
        shown |= {"why": str(refused), "others": next_choices(enquiry)}
        return render(request, "providers/enquiries/confirm.html", shown, status=409)
    messages.success(request, _("Thank you. It is sent."))
    return redirect("providers:enquiry", address_of(link_of(enquiry).pk))


def gone(request) -> HttpResponse:
    """The same answer to every address that opens nothing, whatever the reason."""
    return render(request, "providers/enquiries/gone.html", status=404)


@secret_page
@require_http_methods(FORM)
def new_link(request) -> HttpResponse:
    """Somebody has lost the link to their question; the answer is the same whether or not we know them."""
    form = NewLinkForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "providers/enquiries/new_link.html", {"form": form, "sent": False})
    tries = count("new-link", form.cleaned_data["reference"], seconds=3600)
    if too_many(request, "new-link", most=MOST_LINKS):
        form.add_error(None, _("Many links were asked for from here in one hour. Please ring us, or wait."))
        return render(request, "providers/enquiries/new_link.html", {"form": form, "sent": False}, status=429)
    if tries <= MOST_LINKS:
        enquiries.send_link(**form.cleaned_data, by=request.actor)
    return render(request, "providers/enquiries/new_link.html", {"form": form, "sent": True})
