from django.urls import path

from commissioning.views import concerns

app_name = "commissioning"
urlpatterns = [
    path("services/<uuid:pk>/concern/", concerns.raise_concern, name="raise-concern"),
    path("services/<uuid:pk>/suspend/", concerns.suspend, name="suspend"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/<uuid:pk>/", concerns.concern, name="concern"),
    path("suspensions/<uuid:pk>/", concerns.suspension, name="suspension"),
    path("councils/<uuid:pk>/safeguarding/", concerns.route, name="safeguarding-route"),
]
