"""Our own terms are known in a feed that has given them ids of its own."""

import pytest

from providers.open_referral import vocabularies
from tests.providers.feeds import tagged
from tests.providers.test_import_oruk_reading import draft, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]


@pytest.mark.parametrize("how", ["by the name of the list", "by the id of the list", "by the kind of the link"])
def test_our_own_terms_are_known_under_the_ids_of_another_directory(how):
    found = draft(attributes=[
        other_ids(slug, how) for slug in ("gardening", "direct-payment", "level-entry", "makaton", "home",
                                           "way/in-group", "setting/home-based", "care/directed")
    ])  # fmt: skip
    assert not said(found, "terms")
    lists = {name: found.service[name] for name in ("activities", "payments", "access", "communication")}
    assert lists == {"activities": ["gardening"], "payments": ["direct-payment"], "access": ["level-entry"],
                     "communication": ["makaton"]}  # fmt: skip
    assert found.service["in_group"] and not found.service["one_to_one"]
    assert (found.service["setting"], found.service["personal_care"]) == ("home-based", "directed")


def other_ids(slug: str, how: str) -> dict:
    """One of our terms as another directory has it that has given all of them ids of its own."""
    vocabulary, term = vocabularies.KNOWN[slug]
    lists = {"by the name of the list": {"taxonomy": vocabulary.name.upper()},
             "by the id of the list": {"taxonomy_id": str(vocabulary.id)}}  # fmt: skip
    return tagged(term.name, vocabulary.link_type if how not in lists else "attribute", **lists.get(how, {}))


def test_a_name_of_ours_in_the_wrong_list_is_not_ours():
    found = draft(attributes=[tagged("The council pays"), tagged("Quiet room", taxonomy="Rooms for hire")])
    assert not found.service["payments"] and not found.service["access"]
    assert "The council pays" in said(found, "terms") and "Quiet room" in said(found, "terms")
