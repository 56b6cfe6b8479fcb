"""Long names and long days stay within 320 pixels on every page that shows them."""

import os
from datetime import time

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from marketplace.organisations.models import Organisation, Role
from providers import documents
from providers.models import Schedule, Service
from tests.factories import EnterpriseFactory, MembershipFactory, OrganisationFactory, ServiceFactory, council
from tests.journeys.visitor import width
from tests.people import person

LONG, DOUBLE = "Llanfairpwllgwyngyllgogerychwyrn", "Featherstonehaugh-Cholmondeley-Marjoribanks"
TOO_WIDE = """() => [...document.querySelectorAll("main *")]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 && part.checkVisibility())
  .map((part) => part.outerHTML.slice(0, 120))"""
RUN_TOGETHER = """() => {
  const seen = [...document.querySelectorAll(".jr-week thead span:not(.jr-week__between)")].map((each) => {
    const words = document.createRange(); words.selectNodeContents(each); return words.getBoundingClientRect() });
  return seen.slice(1).filter((each, n) => each.left < seen[n].right + 4).length }"""


@pytest.fixture
def phone(fresh_db: str, page: Page) -> Page:
    page.set_viewport_size({"width": 320, "height": 640})
    return page


@pytest.fixture
def amina(fresh_db: str):
    return person("amina")


@pytest.fixture
def service(fresh_db: str, amina) -> Service:
    """Works from 8am to 10pm, under names as long as names can be."""
    enterprise = EnterpriseFactory(organisation__name=f"{LONG} {DOUBLE}", owner=amina, about=LONG * 3)
    words = {"people": f"{LONG} {DOUBLE}", "summary": LONG * 3, "story": LONG * 9, "does": [LONG * 3]}
    made = ServiceFactory(enterprise=enterprise, listed=True, listed_by=council(), venue_name=LONG, **words)
    Schedule.objects.create(service=made, day=2, opens_at=time(8), closes_at=time(22), is_free=True)
    documents.write(Service.objects.filter(pk=made.pk).with_details())
    return made


def sign_in(page: Page, site: str, who) -> None:
    client = Client()
    client.force_login(who)
    cookie = client.cookies["session"]
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])


def assert_fits(page: Page, address: str) -> None:
    assert page.goto(address).status == 200, address
    wide = width(page)
    assert wide <= 320, f"{address} is {wide} wide: {page.evaluate(TOO_WIDE)[:5]}"


def test_names_of_any_length_fit_the_pages_that_everybody_sees(phone: Page, service: Service):
    assert_fits(phone, reverse("providers:enterprise", args=[service.enterprise_id]))
    assert_fits(phone, reverse("providers:leaflet", args=[service.pk]))
    assert_fits(phone, reverse("providers:service", args=[service.pk]))
    assert phone.locator(".jr-week thead span").count() > 5
    assert phone.evaluate(RUN_TOGETHER) == 0, "the hours of the week stand clear of each other"


def test_names_of_any_length_fit_her_own_pages(phone: Page, site: str, service: Service, amina):
    sign_in(phone, site, amina)
    for name in ("progress", "preview", "face", "history"):
        assert_fits(phone, reverse(f"providers:{name}", args=[service.pk]))
    for name in ("providers:my", "account"):
        assert_fits(phone, reverse(name))


def test_names_of_any_length_fit_the_pages_of_those_who_decide(phone: Page, site: str, service: Service):
    sign_in(phone, site, person("connor", role=Role.COMMISSIONER, organisation=council()))
    assert_fits(phone, reverse("providers:review") + "?status=listed")
    assert_fits(phone, reverse("providers:decide", args=[service.pk]))


def test_the_head_of_the_page_fits_whoever_has_most_links_in_it(phone: Page, site: str):
    home = OrganisationFactory(kind=Organisation.Kind.OPERATOR, name="Just Right")
    olu = person("olu", role=Role.OPERATOR, organisation=home)
    MembershipFactory(account=olu, role=Role.OWNER)
    sign_in(phone, site, olu)
    assert_fits(phone, reverse("account"))
    assert phone.locator(".jr-nav a").all_inner_texts()[-5:] == [
        "My page", "Enquiries", "Visits", "Money", "My checks",
    ]  # fmt: skip
    assert phone.locator("nav.jr-more a").all_inner_texts() == [
        "Contracts", "Getting started", "Phone and paper", "To decide", "Worries", "Requests", "By hand",
        "Bank Rate",
    ]  # fmt: skip


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.OWNER, Role.SOCIAL_WORKER, Role.FINANCE])
def test_the_head_of_the_page_is_one_line_on_a_desk(page: Page, site: str, fresh_db: str, role):
    connor = person("connor")
    MembershipFactory(account=connor, role=role, **({} if role == Role.OWNER else {"organisation": council()}))
    sign_in(page, site, connor)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(reverse("account"))
    tops = page.evaluate("[...document.querySelectorAll('.jr-nav a')].map((a) => a.getBoundingClientRect().top)")
    assert len(tops) > 3 and len(set(tops)) == 1, tops
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/head-{role}.png")
