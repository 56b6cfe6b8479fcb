"""What operators may look at of messages."""

from django.contrib import admin

from marketplace.notifications.models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Messages that could not be sent wait here for a person; what they say is not shown."""

    list_display = ("template", "created_at", "sent_at", "failed_at", "attempts", "trouble")
    list_filter = (("failed_at", admin.EmptyFieldListFilter), "template")
    exclude = ("context", "address", "name", "subject", "said")
