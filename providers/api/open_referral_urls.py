"""The addresses of the Open Referral UK feed: none ends in a slash, and none leads to another."""

from django.urls import path

from providers.api import open_referral as feed

app_name = "open-referral"
BASE = "api/oruk/v3"
urlpatterns = [
    path(BASE, feed.base, name="base"),
    path(f"{BASE}/", feed.base, name="base-with-slash"),
    path(f"{BASE}/services", feed.services, name="services"),
    path(f"{BASE}/services/<str:key>", feed.service, name="one-service"),
    path(f"{BASE}/service_at_locations", feed.service_at_locations, name="service-at-locations"),
    path(f"{BASE}/service_at_locations/<str:key>", feed.service_at_location, name="one-service-at-location"),
    path(f"{BASE}/organizations", feed.organizations, name="organizations"),
    path(f"{BASE}/organizations/<str:key>", feed.organization, name="one-organization"),
    path(f"{BASE}/taxonomies", feed.taxonomies, name="taxonomies"),
    path(f"{BASE}/taxonomies/<str:key>", feed.taxonomy, name="one-taxonomy"),
    path(f"{BASE}/taxonomy_terms", feed.taxonomy_terms, name="taxonomy-terms"),
    path(f"{BASE}/taxonomy_terms/<str:key>", feed.taxonomy_term, name="one-taxonomy-term"),
    path(f"{BASE}/<path:rest>", feed.nothing, name="nothing"),
]
