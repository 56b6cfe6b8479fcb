"""Every name that the public templates link to, so that they can be drawn without the apps behind them."""

from django.http import HttpResponse
from django.urls import include, path


def page(request, **kwargs):
    return HttpResponse("")


PLAIN = "home account account_login about-checks contact urgent-help formats accessibility privacy cookies terms"
PROVIDERS = "feed-health post-need find offer shortlist keep drop share-shortlist"
ONE = "ask record-need results narrow service contact report qr leaflet share-search save-search enterprise shared"
ONE += " change"

app = [path(f"{name}/", page, name=name) for name in PROVIDERS.split()]
app += [path(f"{name}/<str:key>/", page, name=name) for name in ONE.split()]
urlpatterns = [path("", page, name="home")]
urlpatterns += [path(f"{name}/", page, name=name) for name in [*PLAIN.split()[1:], "complaints"]]
urlpatterns += [path("p/", include((app, "providers")))]
checks = [path("worry/<str:key>/", page, name="raise-concern"), path("open/", page, name="open-books")]
urlpatterns += [path("c/", include((checks, "commissioning")))]
people = [path("together/<str:key>/", page, name="gatherings")]
urlpatterns += [path("b/", include((people, "budgets")))]
