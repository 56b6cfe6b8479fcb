"""Operators may look at every record and change none here: a change is an action."""

from django.contrib import admin

from providers.models import (
    CheckResult,
    Correction,
    Enquiry,
    Enterprise,
    ImportedService,
    Price,
    Schedule,
    Service,
    UnmetNeed,
)


class ReadOnly:
    """Looking only."""

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class ScheduleInline(ReadOnly, admin.TabularInline):
    model = Schedule


class PriceInline(ReadOnly, admin.TabularInline):
    model = Price


class CheckResultInline(ReadOnly, admin.TabularInline):
    model = CheckResult


@admin.register(Enterprise)
class EnterpriseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["name", "kind", "workers", "volunteers", "is_independent"]
    list_filter = ["kind", "is_independent"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name"]


@admin.register(Service)
class ServiceAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["people", "enterprise", "status", "town", "council_code", "listed_on"]
    list_filter = ["status", "setting", "personal_care"]
    list_select_related = ["enterprise__organisation"]
    search_fields = ["people", "enterprise__organisation__name"]
    inlines = [ScheduleInline, PriceInline, CheckResultInline]


@admin.register(Enquiry)
class EnquiryAdmin(ReadOnly, admin.ModelAdmin):
    """Deadlines at a glance; names and words are read at the desk, where reading leaves a trace."""

    list_display = ["reference", "status", "answer", "came_by", "created_at", "answer_by", "ended_at"]
    list_filter = ["status", "answer", "came_by"]
    fields = (
        *("reference", "status", "answer", "came_by", "created_at", "answer_by", "ended_at"),
        *("outcode", "sent_at", "seen_at", "answered_at", "reason", "outcome", "started_on"),
    )


@admin.register(UnmetNeed)
class UnmetNeedAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["activity", "source", "outcode", "council_code", "recorded_at"]
    list_filter = ["source"]


@admin.register(Correction)
class CorrectionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["service", "at", "seen_at"]


@admin.register(ImportedService)
class ImportedServiceAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["service", "source", "external_id", "taken_in_at"]
    list_select_related = ["service"]
