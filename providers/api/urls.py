from django.urls import path

from providers.api import directory, own_services

urlpatterns = [
    path("services", directory.services, name="services"),
    path("search", directory.search, name="search"),
    path("services/<uuid:pk>", directory.service, name="service"),
    path("enterprises/<uuid:pk>", directory.enterprise, name="enterprise"),
    path("taxonomies", directory.taxonomies, name="taxonomies"),
    path("my/services", own_services.services, name="my-services"),
    path("my/services/<uuid:pk>", own_services.service, name="my-service"),
    path("my/services/<uuid:pk>/room", own_services.room, name="room"),
    path("my/services/<uuid:pk>/hours", own_services.hours, name="hours"),
    path("my/services/<uuid:pk>/prices", own_services.prices, name="prices"),
    path("my/services/<uuid:pk>/pause", own_services.pause, name="pause"),
    path("my/services/<uuid:pk>/resume", own_services.resume, name="resume"),
]
