from django.urls import path

from marketplace.notifications import views

urlpatterns = [path("mailbox/", views.mailbox, name="mailbox")]
