"""Whoever has work to do here is led to it from every page, and nobody is led where they have none."""

from uuid import uuid4

import pytest
from django.urls import reverse

from marketplace.organisations.context import links_of
from providers import actions
from tests.accounts.signing_in import give_password, sign_in_fully
from tests.people import acting

WORK = {
    "amina": ["My page", "Enquiries", "Visits", "Money", "My checks", "Contracts", "Getting started"],
    "worker": ["My page", "Enquiries", "Visits", "Money", "My checks", "Contracts"],
    "connor": [
        "To decide", "Checks", "Budgets", "Invoices", "Worries", "Payments", "Contracts", "Starting up", "Not met",
        "By hand",
    ],
    "olu": ["Phone and paper", "To decide", "Worries", "Requests", "By hand", "Bank Rate"],
    "sam": ["Phone and paper", "Invoices", "Introductions", "Your people", "Contracts", "By hand"],
    "cat": ["Phone and paper", "Starting up", "By hand"],
    "fiona": ["Invoices", "Payments", "Bank accounts", "Grants", "Contracts"],
    "hal": ["Money you hold"],
    "ben": ["My week", "My money"],
}  # fmt: skip


@pytest.mark.parametrize("who", WORK)
def test_the_head_of_the_page_leads_each_to_their_work_and_the_page_opens(who, request, client):
    person = request.getfixturevalue(who)
    links = links_of(acting(person))
    assert [link["words"] for link in links] == WORK[who]
    sign_in_fully(client, person)
    page = client.get(reverse("account")).content.decode()
    for link in links:
        assert f'<a href="{link["url"]}"' in page
        assert client.get(link["url"]).status_code == 200


def test_whoever_writes_for_somebody_else_finds_their_page_again(ben):
    facts = {"name": "Ken Mends", "kind": "sole-trader", "workers": 1}
    actions.register_enterprise(by=acting(ben), key=uuid4(), owner_email="ken@example.org", **facts)
    assert [link["words"] for link in links_of(acting(ben))] == ["My page", "Getting started", "My week", "My money"]


def test_the_links_cost_one_question(olu, django_assert_num_queries):
    with django_assert_num_queries(1):
        links_of(acting(olu))


def test_a_visitor_is_led_nowhere(client, db):
    page = client.get(reverse("complaints")).content.decode()
    assert "My page" not in page and "To decide" not in page


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("cat", "You can write a page for somebody who helps others."),
        ("ben", "You can find help and keep a shortlist."),
    ],
)
def test_whoever_has_no_page_of_their_own_reads_what_they_can_do_today(who, words, request, client):
    sign_in_fully(client, request.getfixturevalue(who))
    assert words in client.get(reverse("account")).content.decode()


def test_amina_who_has_a_page_reads_no_such_line(amina, client):
    give_password(client, amina)
    assert "What you can do today" not in client.get(reverse("account")).content.decode()
