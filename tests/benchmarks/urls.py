"""Every address of the site, and a page that is always the same bytes."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from marketplace.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401


@login_not_required
def fixed(request, size):
    """The same bytes through the same server and the same middleware."""
    return HttpResponse(b"<!doctype html>" + b"x" * (size - 15))


urlpatterns = [path("fixed/<int:size>/", fixed, name="fixed"), *urlpatterns]
