"""An upgrade loses nothing: rows that the first release wrote are still there, and valid, after the last migration."""

import datetime
import uuid
from itertools import count

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Value
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict

from providers import facets
from providers.models import SearchCard, SearchDocument
from tests.plugins.databases import MINE, execute, point_to, server

pytestmark = pytest.mark.R11
HOUSE = ("marketplace", "providers", "budgets", "commissioning")
OURS = sorted({app.label for app in apps.get_app_configs() if app.name.split(".")[0] in HOUSE})
LATER = {"budgets", "commissioning"}  # what the first release did not have
BIG = ("places", "providers")
HISTORY = "event"
numbers = count(1)


def migrations_of_ours(loader: MigrationLoader, label: str):
    return sorted((key, made) for key, made in loader.disk_migrations.items() if key[0] == label)


# --- Forward, with rows ----------------------------------------------------------------------------------------------
@pytest.fixture
def first_release(django_db_setup, django_db_blocker):
    """An empty database with the tables of the first release, to which Django connects as their owner."""
    name, before = f"{MINE}{next(numbers)}_first", dict(connection.settings_dict)
    owner = conninfo_to_dict(settings.MIGRATION_DATABASE_URL)
    with django_db_blocker.unblock(), server() as postgres:
        execute(postgres, "CREATE DATABASE {}", name)
        point_to(name)
        connection.settings_dict.update(USER=owner["user"], PASSWORD=owner.get("password", ""))
        try:
            executor = MigrationExecutor(connection)
            executor.migrate(first_targets(executor.loader))
            yield executor
        finally:
            connection.settings_dict.update(USER=before["USER"], PASSWORD=before["PASSWORD"])
            point_to(before["NAME"])
            execute(postgres, "DROP DATABASE {} WITH (FORCE)", name)


def first_targets(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Our first migrations, and every migration of the packages that we use; some apps came later."""
    then = [label for label in OURS if label not in LATER and migrations_of_ours(loader, label)]
    first = [migrations_of_ours(loader, label)[0][0] for label in then]
    return first + [leaf for leaf in loader.graph.leaf_nodes() if leaf[0] not in OURS]


class Rows:
    """One believable row of every table of a release, made from its own models."""

    special = {
        "organisations.organisation": {"kind": "council", "council_code": "E06000018"},
        "providers.enterprise": {"kind": "sole-trader", "workers": 1},
        "providers.checkresult": {"good_until": None},
        "providers.searchdocument": {
            "words": Value("'cook':1"),
            "point": (457500, 340500),
            "card": {"summary": "Dinners"},
            "tags": ["act:cleaning", "who:dementia", "when:tue-morning", "is:checked"],
        },
        "organisations.membership": {"role": "commissioner"},
        "organisations.invitation": {"role": "commissioner"},
    }

    def __init__(self, models_then):
        self.apps, self.made = models_then, {}

    def of(self, model):
        """The row of this model, made when it is first asked for."""
        label = model._meta.label_lower
        if label not in self.made:
            values = {f.name: self.value(f) for f in model._meta.concrete_fields if self.must_be_given(f)}
            self.made[label] = model._base_manager.create(**values | self.special.get(label, {}))
        return self.made[label]

    @staticmethod
    def must_be_given(field) -> bool:
        return not (field.has_default() or field.null or field.auto_created or getattr(field, "auto_now", False))

    def value(self, field):
        if field.is_relation:
            return self.of(field.related_model)
        if field.choices:
            return field.flatchoices[0][0]
        kind = type(field).__name__
        if kind in ("CharField", "TextField", "SlugField", "SealedTextField"):
            return f"{'x' * 6}{next(numbers)}"[: field.max_length]
        if kind == "ArrayField":
            return [self.value(field.base_field)]
        plain = {
            "UUIDField": uuid.uuid4(), "DateField": datetime.date(2026, 11, 2), "DateTimeField": timezone.now(),
            "TimeField": datetime.time(9, 30), "BinaryField": b"sealed", "BooleanField": True,
            "EmailField": "a@example.org", "JSONField": {}, "FileField": "", "ImageField": "", "URLField": "https://example.org/",
        }  # fmt: skip
        return plain.get(kind, 1)


def models_of(registry):
    return [m for m in registry.get_models() if m._meta.app_label in OURS and not m.__name__.lower().endswith(HISTORY)]


def counted() -> dict[str, int]:
    """Rows of every table of ours, history too."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if t.split("_")[0] in OURS]
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            rows[table] = cursor.fetchone()[0]
    return rows


def may_be_empty(field) -> bool:
    return field.blank or field.null or field.is_relation or field.has_default()


def test_rows_of_the_first_release_are_there_and_valid_after_the_last_migration(first_release):
    then = first_release.loader.project_state(first_targets(first_release.loader)).apps
    rows = Rows(then)
    for model in models_of(then):
        rows.of(model)
    before = counted()
    assert len(rows.made) > 20 and before["providers_serviceevent"] >= 1
    first_release.loader.build_graph()
    last = first_release.loader.graph.leaf_nodes()
    assert first_release.migration_plan(last), "there is a way to go"
    first_release.migrate(last)
    after = counted()
    assert {table: after.get(table, 0) for table in before} == before
    is_found_as_before(SearchDocument.objects.get())
    for model in models_of(apps):
        for row in model._base_manager.all():
            row.clean_fields(exclude={f.name for f in model._meta.concrete_fields if may_be_empty(f)})
    with psycopg.connect(settings.MIGRATION_DATABASE_URL) as owner:
        assert owner.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated").fetchall() == []


def is_found_as_before(document: SearchDocument) -> None:
    """What the search read of a listing has moved, and nothing of it is lost before it is written anew."""
    facts = {"act:cleaning", "who:dementia", "when:tue-morning", "is:checked"}
    assert document.words == {"cook", "act:cleaning@91.68", "who:dementia@91.68"}
    assert facets.facts_of(document.flags) == facts and document.is_checked
    assert document.tally == facets.tally(facts) and document.slots == facets.slots(["tue-morning"])
    assert SearchCard.objects.get(pk=document.pk).card == {"summary": "Dinners"}


@pytest.mark.django_db
def test_no_model_is_ahead_of_its_migrations(capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert "No changes detected" in capsys.readouterr().out


# --- No operation that hurts a running site --------------------------------------------------------------------------
LOSES = (migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel,
         migrations.AlterModelTable)  # fmt: skip


def trouble(operation, label: str, before) -> str:
    """Why a site that runs the release before would break or wait, or nothing."""
    name = type(operation).__name__
    if isinstance(operation, LOSES):
        return f"{name}: the release before still reads it; stop using it first, and take it away one release later"
    if isinstance(operation, migrations.RunSQL) and operation.reverse_sql is None:
        return "RunSQL without a way back"
    if isinstance(operation, migrations.RunPython) and operation.reverse_code is None:
        return "RunPython without a way back"
    if isinstance(operation, migrations.AddIndex) and label in BIG and not isinstance(operation, AddIndexConcurrently):
        return "an index on a big table stops its writes: AddIndexConcurrently, in a migration of its own"
    if isinstance(operation, migrations.AlterField) and becomes_needed(operation, label, before):
        return "a column becomes NOT NULL: rows of the release before may have nothing in it"
    return ""


def becomes_needed(operation: migrations.AlterField, label: str, before) -> bool:
    was = before.models[label, operation.model_name.lower()].fields[operation.name]
    return was.null and not operation.field.null and not operation.field.has_default()


def troubles(migration, before) -> list[str]:
    """What is unsafe in a migration; one that gives its reason in `why_safe` is believed."""
    if getattr(migration, "why_safe", ""):
        return []
    found = [(operation, trouble(operation, migration.app_label, before)) for operation in migration.operations]
    return [f"{migration}: {why}" for _operation, why in found if why]


def test_every_migration_after_the_first_is_safe_or_says_why():
    loader = MigrationLoader(None)
    found = []
    for label in OURS:
        for key, migration in migrations_of_ours(loader, label)[1:]:
            found += troubles(migration, loader.project_state(key, at_end=False))
    assert found == []


PHONE = models.CharField(max_length=20)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("service", "phone"),
        migrations.DeleteModel("Service"),
        migrations.RenameField("service", "phone", "telephone"),
        migrations.RenameModel("Service", "Offer"),
        migrations.RunSQL("DELETE FROM providers_service"),
        migrations.RunPython(lambda apps, editor: None),
        migrations.AddIndex("service", models.Index(fields=["phone"], name="x")),
        migrations.AlterField("service", "maximum_age", models.IntegerField()),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_an_unsafe_operation_is_refused_unless_it_says_why(operation):
    loader = MigrationLoader(None)
    state = loader.project_state(migrations_of_ours(loader, "providers")[0][0])
    migration = migrations.Migration("0099_unsafe", "providers")
    migration.operations = [operation]
    assert troubles(migration, state)
    migration.why_safe = "Nothing has read this since release 3."
    assert not troubles(migration, state)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("service", "nickname", PHONE),
        migrations.RunSQL("SELECT 1", migrations.RunSQL.noop),
        AddIndexConcurrently("service", models.Index(fields=["phone"], name="x")),
        migrations.AlterField("service", "maximum_age", models.IntegerField(null=True)),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_a_safe_operation_needs_no_reason(operation):
    loader = MigrationLoader(None)
    state = loader.project_state(migrations_of_ours(loader, "providers")[0][0])
    migration = migrations.Migration("0099_safe", "providers")
    migration.operations = [operation]
    assert not troubles(migration, state)
