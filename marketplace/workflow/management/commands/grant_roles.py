"""What the site's own database role may do, and what it may never do."""

from collections.abc import Iterable

import pghistory.models
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import models
from psycopg import sql

READ_ONLY = "justright_readonly"
EVERYBODY = ("REVOKE ALL ON DATABASE {database} FROM PUBLIC", "REVOKE ALL ON SCHEMA public FROM PUBLIC")
SITE = (
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "REVOKE ALL ON SCHEMA public FROM {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)
READER = (
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {role}",
)


def append_only_tables() -> list[str]:
    """Tables of which the site may add rows and never change or delete one: history, and models that say so."""
    return sorted(model._meta.db_table for model in apps.get_models() if _is_append_only(model))


def _is_append_only(model: type[models.Model]) -> bool:
    return getattr(model, "append_only", False) or issubclass(model, pghistory.models.Event)


class Command(BaseCommand):
    help = "Give the role in DATABASE_URL the rights of the site, as the owner in MIGRATION_DATABASE_URL. Repeatable."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        site, owner = settings.DATABASES["default"], settings.MIGRATION_DATABASE_URL
        with psycopg.connect(owner) as connection:
            if connection.info.user == site["USER"]:
                self._same_role(site["USER"])
                return
            _make_sure_of(site["USER"], site["PASSWORD"], connection)
            _grant(EVERYBODY, site["USER"], connection)
            _grant(SITE, site["USER"], connection)
            _grant(
                map("REVOKE UPDATE, DELETE ON {} FROM {{role}}".format, append_only_tables()), site["USER"], connection
            )
            if _exists(READ_ONLY, connection):
                _grant(READER, READ_ONLY, connection)

    def _same_role(self, role: str) -> None:
        if settings.SECURE and not settings.DEMO:
            raise CommandError(f"The site must not connect as '{role}', who owns the tables: change DATABASE_URL.")
        self.stdout.write(f"The site connects as the tables' owner '{role}': there are no rights to give.")


def _exists(role: str, connection: psycopg.Connection) -> bool:
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is not None


def _make_sure_of(role: str, password: str, connection: psycopg.Connection) -> None:
    if not _exists(role, connection):
        make = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
        connection.execute(make.format(sql.Identifier(role), sql.Literal(password)))


def _grant(statements: Iterable[str], role: str, connection: psycopg.Connection) -> None:
    names = {"role": sql.Identifier(role), "database": sql.Identifier(connection.info.dbname)}
    for statement in statements:
        connection.execute(sql.SQL(statement).format(**names))
