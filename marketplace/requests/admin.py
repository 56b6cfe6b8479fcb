"""Requests at a glance, read-only."""

from django.contrib import admin

from marketplace.requests.models import Request


@admin.register(Request)
class RequestAdmin(admin.ModelAdmin):
    """Deadlines at a glance; names and words are read on their own page, where reading leaves a trace."""

    list_display = ("reference", "kind", "status", "received_at", "acknowledge_by", "acknowledged_at", "answered_at")
    list_filter = ("status", "kind")
    fields = (
        "reference",
        "kind",
        "status",
        "reply_by",
        "received_at",
        "acknowledge_by",
        "acknowledged_at",
        "answered_at",
    )
