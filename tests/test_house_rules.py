"""The habits of this house that a machine can keep for us."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).parent.parent
HOUSE = ("marketplace", "providers", "budgets", "commissioning")
CODE = [p for part in HOUSE for p in sorted((ROOT / part).rglob("*.py")) if "migrations" not in p.parts]
TESTS = [p for p in sorted((ROOT / "tests").rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LEFT_OUT = {"services.py", "selectors.py", "utils.py", "helpers.py", "common.py", "signals.py"}
STOREYS = """
    accounts places ui workflow notifications requests organisations providers budgets commissioning
""".split()  # noqa: SIM905
OURS = set(STOREYS)


def short(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE + TESTS, ids=short)
def test_files_and_functions_stay_short(path):
    source = path.read_text()
    assert source.count("\n") <= 400, "split it into a package of the same name, one file per noun"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, f"{node.name} does more than one thing"


def test_no_file_has_a_name_that_says_nothing():
    assert not [short(p) for p in CODE if p.name in LEFT_OUT and p.parent.name != "models"]


@pytest.mark.parametrize("path", [p for p in CODE if "views" in short(p)], ids=short)
def test_views_are_short_functions(path):
    tree = ast.parse(path.read_text())
    assert not [n.name for n in tree.body if isinstance(n, ast.ClassDef)], "function views only"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 25, f"{node.name}: an edge parses, fetches, acts, answers"


@pytest.mark.parametrize("path", CODE, ids=short)
def test_every_module_that_says_something_says_what_it_is_for(path):
    tree = ast.parse(path.read_text())
    named = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    if named and path.name not in ("apps.py", "urls.py"):
        assert ast.get_docstring(tree), "one sentence at the top"


@pytest.mark.parametrize("path", [p for p in CODE if p.stem == "actions" or p.parent.name == "actions"], ids=short)
def test_every_action_says_by_whom(path):
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and _is_atomic(node):
            assert "by" in [a.arg for a in node.args.kwonlyargs], f"{node.name} does not ask who acts"


def _is_atomic(node):
    return any("atomic" in ast.unparse(d) for d in node.decorator_list) and not node.name.startswith("_")


@pytest.mark.parametrize("path", CODE, ids=short)
def test_a_status_changes_only_through_move(path):
    if path.name == "moves.py":
        return
    found = re.findall(r"\.status\s*=[^=]", path.read_text())
    assert not found, "use marketplace.workflow.moves.move"


@pytest.mark.parametrize("path", CODE, ids=short)
def test_rules_take_the_time_from_python(path):
    assert not re.search(r"\bnow\(\)(?!\s*[-+.)\]}:,\n])", path.read_text().replace("timezone.now()", "")), short(path)
    assert "date.today()" not in path.read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_pages_have_nothing_inline(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source)
    for script in re.findall(r"<script[^>]*>", source):
        is_data = re.search(r'type="application/(?:ld\+)?json"', script)  # which no browser runs
        assert "src=" in script or is_data


WITH_STATUS = [m for m in apps.get_models() if hasattr(m, "MOVES")]


@pytest.mark.parametrize("model", WITH_STATUS, ids=lambda m: m.__name__)
def test_every_status_says_where_it_may_go_next(model):
    assert set(model.MOVES) == set(model.Status)
    assert set().union(*model.MOVES.values()) <= set(model.Status)


MODELS = [m for m in apps.get_models() if m._meta.app_label in OURS and not m.__name__.endswith("Event")]
LINKS = [
    field
    for model in MODELS
    for field in model._meta.get_fields()
    if field.many_to_one and field.concrete and field.related_model._meta.app_label in OURS
    if field.related_model._meta.app_label != model._meta.app_label
]


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_foreign_keys_point_down(link):
    here, there = link.model._meta.app_label, link.related_model._meta.app_label
    assert STOREYS.index(there) < STOREYS.index(here)
    assert link.remote_field.related_name == "+" or here in ("organisations",), "a lower app cannot name a higher one"


@pytest.mark.parametrize("model", [m for m in MODELS if m._meta.app_label != "places"], ids=lambda m: m.__name__)
def test_rows_have_sortable_keys(model):
    key = model._meta.pk
    kinds = {"UUIDField", "OneToOneField", "CharField"}  # CharField: digests of tokens that nobody may guess
    assert key.get_internal_type() in kinds
    if key.get_internal_type() == "UUIDField":
        assert key.default().version == 7


def test_every_setting_from_the_environment_is_in_the_readme():
    source = (ROOT / "marketplace" / "settings.py").read_text()
    names = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', source))
    readme = (ROOT / "README.md").read_text()
    assert names and not {n for n in names if f"`{n}`" not in readme}


def test_the_site_never_runs_with_debug_on():
    assert settings.DEBUG is False
