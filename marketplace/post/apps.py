from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "marketplace.post"
    label = "post"
