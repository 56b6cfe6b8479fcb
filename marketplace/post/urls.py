from django.urls import include, path

from marketplace.post import views

post = [
    path("", views.index, name="list"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/print/", views.letter, name="letter"),
    path("<uuid:pk>/again/", views.again, name="again"),
    path("<uuid:pk>/done/", views.done, name="done"),
]
urlpatterns = [path("post/", include((post, "post")))]
