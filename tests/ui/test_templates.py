"""The public templates: drawn whole with invented content, and held to the rules of the look."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from tests.ui.content import results, service
from tests.ui.gallery import PAGES

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
GALLERY = PAGES()


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "tests.ui.addresses"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


AMINA = Actor(account=User(name="Amina Yusuf"))


def drawn(template: str, content: dict, address: str = "/", actor=None) -> str:
    request = RequestFactory().get(address)
    request.session = {"shortlist": ["a", "b", "c"]}
    request.resolver_match = resolve(address.split("?")[0])
    request.actor = actor
    return render_to_string(template, content, request)


class Outline(HTMLParser):
    """Ids, and what points at them."""

    def __init__(self):
        super().__init__()
        self.ids, self.points, self.headings = [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("for", "form", "aria-labelledby"):
            self.points += [found[name]] if name in found else []
        self.points += (found.get("aria-describedby") or "").split()
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


@pytest.mark.parametrize("name", GALLERY)
def test_a_page_is_whole(name):
    page = drawn(*GALLERY[name])
    outline = Outline()
    outline.feed(page)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.points) <= set(outline.ids)
    assert outline.headings.count(1) == 1
    assert page.count("<main") == 1


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_template_has_inline_style_or_script(path):
    source = path.read_text()
    assert not re.search(r"<style|\sstyle\s*=", source, re.IGNORECASE)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source, re.IGNORECASE)
    assert not re.search(r"javascript:", source, re.IGNORECASE)
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", source, re.DOTALL):
        is_data = re.search(r'type="application/(?:ld\+)?json"', attributes)  # which no browser runs
        assert not body.strip() or is_data


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != "tokens.css"], ids=lambda path: path.name)
def test_colours_are_named_in_the_tokens_and_nowhere_else(path):
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(), flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklch|oklab|color)a?\(", rules)
    assert "!important" not in rules


def test_every_colour_that_the_look_names_exists():
    known = set(re.findall(r"(--jr-[\w-]+)\s*:", (ROOT / "static/css/tokens.css").read_text()))
    used = set(re.findall(r"var\((--jr-[\w-]+)", (ROOT / "static/css/justright.css").read_text()))
    assert used <= known


@pytest.mark.parametrize("path", [path for path in TEMPLATES if "css" not in path.name], ids=lambda path: path.name)
def test_no_template_names_a_colour(path):
    source = re.sub(r"&#\d+;|href=\"[^\"]*\"", "", path.read_text())
    assert not re.findall(r"(?:fill|stroke|color)=\"(?!none|currentColor)[^\"{]+\"", source)


def test_the_head_of_the_page_says_where_ben_is_and_what_he_kept():
    page = drawn("providers/results.html", results(), "/p/results/t0ken/")
    assert re.search(r'aria-current="page">Find help', page)
    assert re.search(r'Shortlist <span class="jr-count">3</span>', page)
    assert ">Sign in<" in page


@pytest.mark.django_db
def test_amina_sees_her_name_when_she_is_signed_in():
    page = drawn("404.html", {}, actor=AMINA)
    assert re.search(r'class="jr-account"[^>]*>Amina</a>', page)
    assert ">Sign in<" not in page


def test_a_page_that_is_not_yours_speaks_of_a_form_only_when_there_was_one():
    assert "the form may have waited too long" in drawn("403.html", {"is_stale": True})
    plain = drawn("403.html", {"is_stale": False})
    assert "the form" not in plain and "Sign out, and sign in as" in plain


def test_where_nothing_is_found_and_nothing_is_ticked_there_is_nothing_to_narrow():
    nothing = results(0, total=0)
    for each in [*nothing["chips"], *(option for group in nothing["groups"] for option in group["options"])]:
        each["checked"] = False
    assert "Narrow the list" not in drawn("providers/results.html", nothing)
    nothing["chips"][0]["checked"] = True
    assert "Narrow the list" in drawn("providers/results.html", nothing)


def test_a_long_day_names_fewer_hours_on_a_small_phone_and_all_to_a_screen_reader():
    labels = ["8am", "10am", "noon", "2pm", "4pm", "6pm", "8pm"]
    long = service(week={"hours": labels, "rows": [{"day": "Mon", "rest": "day", "off": True}]})
    page = drawn("providers/service.html", long)
    heads = re.findall(r'<th scope="col"[^>]*><span( class="jr-week__between")?>([^<]+)</span>', page)
    assert [name for _hidden, name in heads] == labels
    assert [name for hidden, name in heads if not hidden] == labels[::2]


def test_a_demonstration_says_so_on_every_page(settings):
    settings.DEMO = True
    assert "Everyone here is invented" in drawn("404.html", {})
    settings.DEMO = False
    assert "invented" not in drawn("404.html", {})


def test_the_searchers_words_are_printed_as_words():
    page = drawn("providers/results.html", results(words="<script>alert(1)</script>"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nothing_found_is_never_a_dead_end():
    page = drawn(*GALLERY["results-none"])
    for way in ("Look within 5 miles", "Leave out “Has room”", "Leave out “Monday”", "Try other words", "Ring us on"):
        assert way in page


def test_leaving_out_one_filter_keeps_the_others():
    page = drawn(*GALLERY["results-none"])
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if "Leave out “Has room”" in form)
    assert 'name="day" value="mon"' in form
    assert 'name="room"' not in form


def test_a_search_carries_no_token_but_keeping_somebody_does():
    page = drawn("providers/results.html", results())
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    with_token = {re.search(r'action="([^"]+)"', form)[1] for form in forms if "csrfmiddlewaretoken" in form}
    assert with_token == {"/p/keep/", "/p/share-search/t0ken/"}


def test_what_nobody_checked_is_said_plainly():
    page = drawn("providers/service.html", service(checks=None, unchecked="Nobody has checked this yet."))
    assert "Nobody has checked this yet." in page
    assert "What this does not mean" not in page


def test_the_map_is_there_without_tiles_and_script():
    page = drawn("providers/results.html", results())
    assert page.count('class="jr-pin jr-pin--room"') + page.count('class="jr-pin"') == 6
    script = re.compile(r"/js/map(\.\w+)?\.js")  # collected files carry a digest in their names
    assert not script.search(page)
    assert script.search(drawn(*GALLERY["results-tiles"]))


def test_the_weeks_hours_add_up_in_every_row():
    page = drawn("providers/service.html", service())
    table = re.search(r'<table class="jr-week">.*?</table>', page, re.DOTALL)[0]
    spans = [
        sum(map(int, re.findall(r'colspan="(\d+)"', row))) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    ]
    assert set(spans) == {10}


def test_a_fault_of_ours_needs_nothing_to_be_said(settings):
    assert "The fault is ours" in render_to_string("500.html")
