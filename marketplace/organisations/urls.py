from django.urls import include, path

from marketplace.organisations import views

organisations = [
    path("organisations/<uuid:pk>/", views.members, name="members"),
    path("organisations/<uuid:pk>/invite/", views.invite, name="invite"),
    path("organisations/<uuid:pk>/invitations/<uuid:invitation_pk>/withdraw/", views.withdraw, name="withdraw"),
    path("organisations/<uuid:pk>/members/<uuid:membership_pk>/end/", views.end, name="end"),
    path("organisations/<uuid:pk>/members/<uuid:membership_pk>/team/", views.set_team, name="set-team"),
    path(
        "organisations/<uuid:pk>/members/<uuid:membership_pk>/second-step/",
        views.reset_second_step,
        name="reset-second-step",
    ),
    path("organisations/<uuid:pk>/keys/", views.make_token, name="make-token"),
    path("organisations/<uuid:pk>/keys/<uuid:token_pk>/revoke/", views.revoke_token, name="revoke-token"),
    path("invitations/<uuid:invitation_pk>/accept/", views.accept, name="accept"),
    path("invitations/<str:secret>/", views.invitation, name="invitation"),
]
urlpatterns = [
    path("account/", views.account, name="account"),
    path("", include((organisations, "organisations"))),
]
