"""What operators may look at of people."""

from django.contrib import admin

from marketplace.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("name", "email", "is_active", "is_staff", "joined_at")
    search_fields = ("name", "email")
    exclude = ("password",)
