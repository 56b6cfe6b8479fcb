from django.urls import path

from marketplace.notifications import views

urlpatterns = [
    path("account/messages/", views.mine, name="my-messages"),
    path("account/messages/settings/", views.settings_of_mine, name="message-settings"),
    path("account/messages/<uuid:pk>/", views.one, name="my-message"),
    path("notify/delivery/", views.delivery, name="notify-delivery"),
    path("mailbox/", views.mailbox, name="mailbox"),
]
