"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from marketplace import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("providers.urls")),
    path("", include("providers.api.open_referral_urls")),
    path("", include("budgets.urls")),
    path("", include("commissioning.urls")),
    path("", include("marketplace.accounts.urls")),
    path("", include("marketplace.organisations.urls")),
    path("", include("marketplace.notifications.urls")),
    path("", include("marketplace.post.urls")),
    path("", include("marketplace.requests.urls")),
    path("", include("marketplace.information")),
    path("", include("marketplace.api")),
    path("", include("marketplace.sitemaps")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("metrics/", views.metrics, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
]
handler400 = "marketplace.views.bad_request"
handler403 = "marketplace.views.forbidden"
handler404 = "marketplace.views.not_found"
handler500 = "marketplace.views.server_error"
