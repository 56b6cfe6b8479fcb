"""A person's own details."""

from io import BytesIO

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts import actions
from marketplace.accounts.forms import DetailsForm


@require_http_methods(["GET", "HEAD", "POST"])
def details(request):
    """Change my name and phone."""
    form = DetailsForm(request.POST or None, initial={"name": request.user.name, "phone": request.user.phone})
    if request.method == "POST" and form.is_valid():
        actions.change_details(request.user, **form.cleaned_data, by=request.actor)
        messages.success(request, _("We have changed your details."))
        return redirect("account")
    return render(request, "account/details.html", {"form": form})


@require_safe
def second_step_qr(request):
    """The picture that an authenticator app scans while a person sets it up."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    address = get_adapter().build_totp_url(request.user, secret)
    picture = BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", scale=6, border=4, light="white")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
