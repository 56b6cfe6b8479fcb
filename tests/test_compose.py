"""docker-compose.yml starts what the site needs, and says nothing that nobody reads. Docker itself is not run here."""

import ast
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "marketplace" / "Dockerfile").read_text()
SETTINGS = (ROOT / "marketplace" / "settings.py").read_text()
READ = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', SETTINGS))
NEEDED = set(re.findall(r'env(?:\.\w+)?\("([A-Z_]+)"\)', SETTINGS))
BY_THE_ENTRY = set(re.findall(r"\$\{([A-Z_]+)", DOCKERFILE.split("CMD")[-1]))
SITE = [name for name, service in SERVICES.items() if "build" in service]
LASTING = {"postgres", "valkey", "web", "worker", "beat"}


def test_everything_that_the_site_needs_is_there():
    assert set(SERVICES) == LASTING | {"migrate"}
    assert set(SITE) == {"web", "worker", "beat", "migrate"}
    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert SERVICES["valkey"]["image"] == "valkey/valkey:9"


@pytest.mark.parametrize("name", SITE)
def test_every_variable_that_is_set_is_one_that_settings_read(name):
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} <= NEEDED <= READ
    assert set(SERVICES[name]["environment"]) - READ - BY_THE_ENTRY == set()


@pytest.mark.parametrize("name", SITE)
def test_every_variable_without_a_safe_value_is_set(name):
    assert NEEDED - set(SERVICES[name]["environment"]) == set()


def test_nothing_secret_has_a_value_in_the_file():
    for name in ("SECRET_KEY", "FIELD_KEYS", "EMAIL_URL"):
        assert SERVICES["web"]["environment"][name].startswith(f"${{{name}:?")
    for password in ("APP_PASSWORD", "OWNER_PASSWORD"):
        assert f"${{{password}:?" in (ROOT / "docker-compose.yml").read_text()
    assert SERVICES["web"]["environment"]["DEMO"] == "${DEMO:-0}"


@pytest.mark.parametrize("name", sorted(LASTING))
def test_everything_that_lasts_is_watched_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_its_database_is_ready(name):
    conditions = {other: wanted["condition"] for other, wanted in SERVICES[name]["depends_on"].items()}
    assert conditions["postgres"] == conditions["valkey"] == "service_healthy"
    assert conditions["migrate"] == "service_completed_successfully"


def test_the_site_connects_as_the_lesser_role_and_only_migrations_as_the_owner():
    for name in SITE:
        environment = SERVICES[name]["environment"]
        assert "//justright_app:" in environment["DATABASE_URL"]
        assert ("MIGRATION_DATABASE_URL" in environment) == (name == "migrate")


def test_migrations_end_with_the_rights_of_the_site():
    steps = SERVICES["migrate"]["command"][-1].splitlines()
    assert [step.split("manage.py ")[1].split()[0] for step in steps] == ["migrate", "grant_roles", "load_postcodes"]


def test_what_people_gave_us_is_kept_in_named_volumes():
    mounted = {mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", ())}
    assert mounted == set(COMPOSE["volumes"]) == {"postgres", "valkey", "media"}


@pytest.mark.parametrize("source", re.findall(r"^COPY ([^-]\S*(?: \S+)*) \S+$", DOCKERFILE, re.MULTILINE))
def test_what_the_image_copies_exists(source):
    assert all((ROOT / path).exists() for path in source.split())


def test_the_programs_in_the_health_checks_are_python():
    for name in ("web", "beat"):
        assert ast.parse(SERVICES[name]["healthcheck"]["test"][-1]).body, name
