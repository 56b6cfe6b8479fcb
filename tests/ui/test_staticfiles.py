from pathlib import Path

from django.contrib.staticfiles.finders import find, get_finder


def listed() -> dict:
    finder = get_finder("marketplace.ui.staticfiles.BuiltFilesFinder")
    return {f"{storage.prefix}/{path}": (storage, path) for path, storage in finder.list([])}


def test_gov_uks_stylesheet_is_served_without_the_fonts_that_are_not_ours():
    storage, path = listed()["govuk/govuk-frontend.min.css"]
    with storage.open(path) as served:
        styles = served.read().decode()
    assert "@font-face" not in styles
    assert ".govuk-button{" in styles
    assert "@font-face" in Path(find("govuk/govuk-frontend.min.css")).read_text()  # so the first line can fail


def test_only_built_files_are_served():
    names = listed()
    assert {"css/tokens.css", "js/site.js", "govuk/govuk-frontend.min.js", "leaflet/leaflet-src.esm.js"} <= set(names)
    assert not [name for name in names if name.endswith((".scss", ".njk", ".mjs"))]
    assert len(names) < 200
