from django.urls import path

from marketplace.accounts import views

urlpatterns = [
    path("account/details/", views.details, name="account-details"),
    path("account/second-step.svg", views.second_step_qr, name="second-step-qr"),
]
