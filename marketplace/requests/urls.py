from django.urls import include, path

from marketplace.requests import views

operators = [
    path("", views.index, name="list"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/move/", views.step, name="move"),
]
urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
    path("data-requests/", views.data_requests, name="data-requests"),
    path("received/<str:token>/", views.received, name="request-received"),
    path("requests/", include((operators, "requests"))),
]
