from django.urls import path

from providers.views import directory, shortlists

app_name = "providers"
urlpatterns = [
    # The directory, for everybody
    path("find/", directory.find, name="find"),
    path("find/<str:token>/", directory.show_results, name="results"),
    path("find/<str:token>/narrow/", directory.narrow, name="narrow"),
    path("find/<str:token>/change/", directory.change, name="change"),
    path("find/<str:token>/share/", directory.share_search, name="share-search"),
    path("services/<uuid:pk>/", directory.service, name="service"),
    path("services/<uuid:pk>/contact/", directory.contact, name="contact"),
    path("services/<uuid:pk>/report/", directory.report, name="report"),
    path("services/<uuid:pk>/leaflet/", directory.leaflet, name="leaflet"),
    path("services/<uuid:pk>/qr.svg", directory.qr, name="qr"),
    path("services/<uuid:pk>/picture/", directory.picture, name="picture"),
    path("portraits/<slug:name>.svg", directory.portrait, name="portrait"),
    path("enterprises/<uuid:pk>/", directory.enterprise, name="enterprise"),
    path("shortlist/", shortlists.show, name="shortlist"),
    path("shortlist/keep/", shortlists.keep, name="keep"),
    path("shortlist/share/", shortlists.share, name="share-shortlist"),
    path("shared/<str:token>/", shortlists.shared, name="shared"),
    # Offering help, and deciding what is listed
]
