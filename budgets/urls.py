from django.urls import path

from budgets.views import following, introducing, persons, stopping

app_name = "budgets"
urlpatterns = [
    path("introductions/", following.index, name="introductions"),
    path("introductions/new/", introducing.begin, name="begin"),
    path("introductions/<uuid:pk>/", following.detail, name="introduction"),
    path("introductions/<uuid:pk>/take-over/", following.take_over, name="take-over"),
    path("introductions/<uuid:pk>/needs/", introducing.needs, name="needs"),
    path("introductions/<uuid:pk>/choose/", introducing.choose, name="choose"),
    path("introductions/<uuid:pk>/agreed/", introducing.ground, name="ground"),
    path("introductions/<uuid:pk>/send/", introducing.send, name="send"),
    path("introductions/<uuid:pk>/outcome/", following.outcome, name="outcome"),
    path("introductions/<uuid:pk>/withdraw/", following.withdraw, name="withdraw"),
    path("introductions/<uuid:pk>/no-match/", following.no_match, name="no-match"),
    path("my/introductions/", stopping.mine, name="about-me"),
    path("my/introductions/<uuid:pk>/", stopping.about_me, name="about-me-one"),
    path("introduced/<str:secret>/", stopping.introduced, name="introduced"),
    path("people/", persons.index, name="persons"),
    path("people/<uuid:pk>/", persons.detail, name="person"),
    path("people/<uuid:pk>/change/", persons.change, name="change-person"),
    path("people/<uuid:pk>/hand-over/", persons.hand_over, name="hand-over"),
]
