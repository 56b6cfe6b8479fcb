from django.urls import path

from providers.views import directory, downloads, feed, offering, reviewing, shortlists

app_name = "providers"
urlpatterns = [
    # The directory, for everybody
    path("find/", directory.find, name="find"),
    path("find/<str:token>/", directory.show_results, name="results"),
    path("find/<str:token>/narrow/", directory.narrow, name="narrow"),
    path("find/<str:token>/change/", directory.change, name="change"),
    path("find/<str:token>/download/", downloads.download, name="download"),
    path("find/<str:token>/share/", directory.share_search, name="share-search"),
    path("services/<uuid:pk>/", directory.service, name="service"),
    path("services/<uuid:pk>/contact/", directory.contact, name="contact"),
    path("services/<uuid:pk>/report/", directory.report, name="report"),
    path("services/<uuid:pk>/leaflet/", directory.leaflet, name="leaflet"),
    path("services/<uuid:pk>/qr.svg", directory.qr, name="qr"),
    path("services/<uuid:pk>/picture/", directory.picture, name="picture"),
    path("portraits/<slug:name>.svg", directory.portrait, name="portrait"),
    path("enterprises/<uuid:pk>/", directory.enterprise, name="enterprise"),
    path("feed-health/", feed.feed_health, name="feed-health"),
    path("shortlist/", shortlists.show, name="shortlist"),
    path("shortlist/keep/", shortlists.keep, name="keep"),
    path("shortlist/share/", shortlists.share, name="share-shortlist"),
    path("shared/<str:token>/", shortlists.shared, name="shared"),
    # Offering help, and deciding what is listed
    path("my/", offering.my, name="my"),
    path("my/enterprises/<uuid:pk>/", offering.edit_enterprise, name="edit-enterprise"),
    path("my/enterprises/<uuid:pk>/services/new/", offering.begin_service, name="begin-service"),
    path("my/register/", offering.register, name="register"),
    path("my/services/<uuid:pk>/", offering.progress, name="progress"),
    path("my/services/<uuid:pk>/ask-owner/", offering.ask_owner, name="ask-owner"),
    path("my/services/<uuid:pk>/close/", offering.close, name="close"),
    path("my/services/<uuid:pk>/face/", offering.face, name="face"),
    path("my/services/<uuid:pk>/history/", offering.history, name="history"),
    path("my/services/<uuid:pk>/pause/", offering.pause, name="pause"),
    path("my/services/<uuid:pk>/preview/", offering.preview, name="preview"),
    path("my/services/<uuid:pk>/reopen/", offering.reopen, name="reopen"),
    path("my/services/<uuid:pk>/resume/", offering.resume, name="resume"),
    path("my/services/<uuid:pk>/say-room/", offering.say_room, name="say-room"),
    path("my/services/<uuid:pk>/sharing/", feed.choose, name="sharing"),
    path("my/services/<uuid:pk>/submit/", offering.submit, name="submit"),
    path("my/services/<uuid:pk>/take-back/", offering.take_back, name="take-back"),
    path("my/services/<uuid:pk>/<slug:step>/", offering.describe, name="describe"),  # after the words above
    path("offer/", offering.offer, name="offer"),
    path("review/", reviewing.review, name="review"),
    path("review/<uuid:pk>/", reviewing.decide, name="decide"),
    path("review/corrections/<uuid:pk>/", reviewing.settle_correction, name="settle-correction"),
]
