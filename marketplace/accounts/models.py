"""People who can sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from marketplace.accounts.ids import uuid7


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields) -> "User":
        """Add a person; without an e-mail they cannot sign in by themselves yet."""
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person: no username, and an e-mail only if they have one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("your name", max_length=100, blank=True)
    email = models.EmailField("e-mail", null=True, blank=True)  # noqa: DJ001 (many may have none)
    phone = models.CharField("phone", max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May read the admin pages.", editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or str(self.id)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else ""

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Operators may look at everything in the admin pages and change nothing there."""
        return self.is_active and self.is_staff and perm.split(".")[-1].startswith("view_")

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff
