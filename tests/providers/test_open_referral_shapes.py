"""What we ask of an Open Referral document is what the published schemas ask."""

import copy
import json

import pytest

from providers.open_referral import shapes
from providers.open_referral.facts import SHAPES
from tests.open_referral import folder, published, samples

PUBLISHED_ENTITIES = [name for name in SHAPES if not name.startswith("listed_")]
MOCKS = "validator-mocks/OpenReferralApi/Mocks/V3.0-UK-"
SAMPLE_PAYLOADS = {
    "root": "api_details", "organizations": "organization_list", "organizations_id": "organization",
    "service_at_locations": "service_at_location_list", "service_at_locations_id": "service_at_location",
    "services": "service_list", "services_empty": "service_list", "services_id": "service",
    "taxonomies": "taxonomy_list", "taxonomies_id": "taxonomy", "taxonomy_terms": "taxonomy_term_list",
    "taxonomy_terms_id": "taxonomy_term",
}  # fmt: skip


@pytest.fixture(scope="module")
def official():
    return published()


@pytest.fixture
def service():
    return json.loads((folder() / "spec-3.0" / "examples" / "service_full.json").read_text())


def _entity(name: str) -> str | None:
    stem = name.rpartition("/")[2].removesuffix(".json").removesuffix("_full").removesuffix("_data")
    stem = SAMPLE_PAYLOADS.get(stem, stem) if name.startswith("sample-payloads") else stem
    return stem if stem in SHAPES else None


def test_every_sample_gets_the_verdict_of_the_published_schema(official):
    verdicts = []
    folders = ("spec-3.0/examples", "sample-payloads", *(MOCKS + kind for kind in ("Default", "Test", "Fail", "Warn")))
    for name, document in samples(*folders):
        if entity := _entity(name):
            verdict = official[entity].is_valid(document)
            told = shapes.shape_faults(entity, document)
            assert (not told) == verdict, (name, [str(problem) for problem in told])
            verdicts.append(verdict)
    assert len(verdicts) > 60 and 4 <= verdicts.count(False) < 10


@pytest.mark.parametrize("entity", PUBLISHED_ENTITIES)
def test_every_field_of_every_entity_is_asked_for_as_published(entity, official):
    """Type, format, words and whether it is required, field by field: neither side knows one more."""
    theirs, ours = official[entity].schema, shapes.schema(entity)["$defs"][entity]
    if entity.endswith("_list"):
        theirs, ours = theirs["properties"]["contents"], ours["properties"]["contents"]
        assert _plain(theirs, {}) == _plain(ours, shapes.schema(entity)["$defs"])
        return
    assert sorted(theirs["required"]) == sorted(ours["required"])
    assert {n: _shallow(p) for n, p in theirs["properties"].items()} == {
        n: _shallow(p) for n, p in ours["properties"].items()
    }


def _shallow(rule: dict) -> tuple:
    target = (rule.get("items", rule).get("$ref", "").rpartition("/")[2]).removesuffix(".json")
    kind = rule.get("type") if not target or "items" in rule else None
    return kind, rule.get("format"), tuple(rule.get("enum", ())), target


def _plain(rule: dict, known: dict):
    """A rule with everything that it refers to, without titles and examples."""
    if "$ref" in rule:
        rule = known[rule["$ref"].rpartition("/")[2]]
    if rule.get("type") == "array":
        return [_plain(rule["items"], known)]
    if "properties" not in rule:
        return rule.get("type"), rule.get("format"), tuple(rule.get("enum", ()))
    return sorted(rule.get("required", [])), {n: _plain(p, known) for n, p in rule["properties"].items()}


ODD = [
    None, "", "words", 7, 1.5, True, [], {}, "2026-02-30", "2026-01-01", "2026-01-01T10:00:00Z", "WEEKLY", "physical",
    "nobody@example.org", "http://example.org/a b", "https://example.org", "3a19ff88-4620-4d17-9830-ac1d859eb5d5",
]  # fmt: skip


def test_a_service_broken_anywhere_gets_the_published_verdict(official, service):
    tried = refused = 0
    for change in _changes(service):
        document = copy.deepcopy(service)
        change(document)
        verdict = official["service"].is_valid(document)
        assert (not shapes.shape_faults("service", document)) == verdict, document
        tried, refused = tried + 1, refused + (not verdict)
    assert tried > 1500 and refused > 500


def _changes(node, path=()):
    """Leave each field out, and put each odd value in its place, at every depth."""
    for key in node if isinstance(node, dict) else range(len(node)):
        here = (*path, key)
        yield lambda d, here=here: _holder(d, here).pop(here[-1])
        for value in ODD:
            yield lambda d, here=here, value=value: _holder(d, here).__setitem__(here[-1], value)
        if isinstance(node[key], dict | list):
            yield from _changes(node[key], here)


def _holder(document, path):
    for key in path[:-1]:
        document = document[key]
    return document


def test_a_problem_says_where_it_is_what_was_found_and_the_rule():
    service = _small() | {"cost_options": [{"id": ID, "amount": "19.50"}], "status": "published", "url": "no" * 50}
    assert shapes.problems("service", service)[:3] == [
        f'$.url = "{("no" * 50)[:58]}…: must be a uri',
        '$.status = "published": must be one of active, inactive, defunct, temporarily closed',
        '$.cost_options[0].amount = "19.50": must be a number',
    ]


@pytest.mark.parametrize("wrong, told", [
    ({"name": ""}, '$.name = "": a field without a value is left out'),
    ({"ours": {"deep": [None]}}, "$.ours.deep[0] = null: a field without a value is left out"),
    ({"ours": "  "}, '$.ours = "  ": a field without a value is left out'),
    ({"schedules": [{"id": "3", "freq": "DAILY"}]}, '$.schedules[0].freq = "DAILY": must be one of WEEKLY, MONTHLY'),
    ({"ours": {"amount": True}}, "$.ours.amount = True: must be a number"),
    ({"id": "12"}, '$.id = "12": must be a uuid'),
    ({"email": "somebody@"}, '$.email = "somebody@": must be an email'),
    ({"last_modified": "2026-01-01"}, '$.last_modified = "2026-01-01": must be a date-time'),
])  # fmt: skip
def test_what_breaks_a_rule_is_told(wrong, told):
    assert told in shapes.problems("service", _small() | wrong)


def test_part_of_an_address_is_refused():
    address = {"id": ID, "address_1": "1 High Street", "city": "Leeds", "postal_code": "LS1 1UR"}
    location = {"id": ID, "location_type": "physical", "addresses": [address]}
    assert shapes.problems("location", location) == [
        "$.addresses[0].state_province = nothing: is required",
        "$.addresses[0].country = nothing: is required",
        "$.addresses[0].address_type = nothing: is required",
    ]


def test_the_same_problems_in_two_places_are_of_one_kind():
    service = _small() | {"schedules": [{"id": "1"}, {"id": "2"}]}
    assert {problem.kind for problem in shapes.faults("service", service)} == {"$.schedules[].id: must be a uuid"}


def test_what_is_right_has_no_problem_and_extra_fields_are_allowed():
    assert shapes.problems("service", _small() | {"justright_room": {"people": 2}}) == []


def test_a_word_that_names_no_entity_is_an_error():
    with pytest.raises(LookupError):
        shapes.problems("shop", {})


ID = "3a19ff88-4620-4d17-9830-ac1d859eb5d5"


def _small() -> dict:
    return {"id": ID, "name": "Cooking with you", "status": "active"}
