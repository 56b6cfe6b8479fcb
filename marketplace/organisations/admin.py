"""What operators may look at. Nothing can be changed here: the account's permissions only say `view`."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib import admin

from marketplace.organisations.models import Invitation, Membership, Organisation, Token

admin.site.site_header = "Just Right"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # our own sign-in, so that nobody skips the second step
for secret in (Authenticator, SocialApp, SocialToken):
    if admin.site.is_registered(secret):
        admin.site.unregister(secret)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "council_code", "joined_on")
    list_filter = ("kind",)
    search_fields = ("name",)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("account", "organisation", "role", "since_on", "ended_on")
    list_filter = ("role",)
    list_select_related = ("account", "organisation")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    list_display = ("email", "organisation", "role", "status", "created_at")
    list_filter = ("status",)
    list_select_related = ("organisation",)
    exclude = ("token_digest",)


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin):
    list_display = ("name", "organisation", "created_at", "last_used_on", "revoked_at")
    list_select_related = ("organisation",)
    exclude = ("digest",)
