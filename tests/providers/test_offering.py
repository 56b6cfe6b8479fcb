"""Amina registers, describes what she does, and sends it."""

import re

import pytest
from django.urls import reverse

from marketplace.notifications.models import Message
from providers import actions
from providers.models import Enterprise, Service
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.answers import ANSWERS, ENTERPRISE, PERSONAL_CARE, page, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]


def test_a_visitor_reads_what_it_means_and_is_led_to_sign_up_and_back(client):
    words = client.get("/offer/").content.decode()
    assert "/accounts/signup/?next=/my/register/" in words
    assert "England, for now" in words


def test_olive_registers_describes_eight_things_and_sends_them(client, olive, connor):
    client.force_login(olive)
    answer = client.post("/my/register/", ENTERPRISE | {"name": "Olive’s Suppers"})
    service = Service.objects.get(enterprise__organisation__name="Olive’s Suppers")
    assert answer["Location"] == reverse("providers:progress", args=[service.pk])
    for name, given in ANSWERS.items():
        assert client.post(step(service, name), given).status_code == 302, name
    assert "Send it to be listed" in page(client, service)
    client.post(reverse("providers:submit", args=[service.pk]))
    service.refresh_from_db()
    assert (service.status, service.town, service.council_code) == ("submitted", "Nottingham", "E06000018")
    assert service.councils == ["E06000018"]
    assert service.minimum_age == 18
    assert [row.facts()[:2] for row in service.prices.all()] == [(1850, "hour")]
    assert Message.objects.get(template="service-waiting").to == connor


def test_the_steps_can_be_done_in_any_order_and_each_goes_on_to_the_next(hers, draft):
    answer = hers.post(step(draft, "money"), ANSWERS["money"])
    assert answer["Location"] == step(draft, "meeting")
    answer = hers.post(step(draft, "who"), ANSWERS["who"] | {"stop": "1"})
    assert answer["Location"] == reverse("providers:progress", args=[draft.pk])


def test_an_unfinished_step_is_saved_with_everything_that_was_understood(hers, draft):
    given = {"amount_0": "eighteen pounds", "unit_0": "hour", "amount_1": "4", "unit_1": "meal", "payments": ["self"]}
    words = hers.post(step(draft, "money"), given).content.decode()
    assert "There is a problem" in words
    assert 'value="eighteen pounds"' in words
    draft.refresh_from_db()
    assert draft.payments == ["self"]
    assert [row.facts()[:2] for row in draft.prices.all()] == [(400, "meal")]


def test_a_price_without_what_it_is_for_is_asked_about(hers, draft):
    words = hers.post(step(draft, "money"), {"amount_2": "9"}).content.decode()
    assert "Choose what price 3 is for." in words
    assert 'value="9"' in words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"opens_0_0": "09:00"}, "Choose when Monday ends."),
        ({"closes_6_1": "09:00"}, "Choose when Sunday starts."),
        (
            {"opens_2_0": "09:00", "closes_2_0": "12:00", "opens_2_1": "11:00", "closes_2_1": "13:00"},
            "The two times on Wednesday overlap.",
        ),
        ({"opens_3_0": "09:00", "closes_3_0": "08:00"}, "9am to 8am is 23 hours. Is that right? Use two stretches."),
        ({"opens_3_0": "09:00", "closes_3_0": "09:00"}, "9am to 9am is 24 hours."),
    ],
)
def test_hours_that_make_no_sense_are_asked_about_and_the_others_kept(hers, draft, given, said):
    words = hers.post(step(draft, "when"), {"opens_4_0": "22:00", "closes_4_0": "07:00"} | given).content.decode()
    assert said in words
    assert 4 in [row.day for row in draft.schedules.all()]


def test_hours_that_are_taken_are_kept_as_taken(hers, draft):
    hers.post(step(draft, "when"), {"opens_3_0": "10:00", "closes_3_0": "12:00"})
    assert [row.is_free for row in draft.schedules.all()] == [False]


@pytest.mark.parametrize(
    ("postcode", "said"),
    [
        ("Sherwood", "Type a full postcode"),
        ("ZZ1 1ZZ", "We do not know where that postcode is"),
        ("CF10 1EP", "Listings are for England for now"),
    ],
)
def test_a_postcode_that_cannot_be_used_is_explained_and_the_rest_is_saved(hers, draft, postcode, said):
    words = hers.post(step(draft, "where"), ANSWERS["where"] | {"postcode": postcode}).content.decode()
    assert said in words
    assert f'value="{postcode}"' in words
    draft.refresh_from_db()
    assert (draft.setting, draft.travel_miles, draft.postcode) == ("comes", 5, "")


def test_amina_reads_where_people_see_her_and_that_her_address_stays_hidden(hers, draft):
    hers.post(step(draft, "where"), ANSWERS["where"])
    words = hers.get(step(draft, "where")).content.decode()
    assert "People see you as near Nottingham, never your address." in words
    draft.refresh_from_db()
    assert (draft.easting, draft.northing) == (456500, 340500)


def test_washing_asks_the_question_of_law_and_keeps_what_was_typed(hers, draft):
    assert "personal care" not in hers.get(step(draft, "what")).content.decode()
    words = hers.post(step(draft, "what"), PERSONAL_CARE).content.decode()
    assert "The law calls this personal care." in words
    assert "I ran a school kitchen." in words
    draft.refresh_from_db()
    assert draft.activities == ["companionship", "washing-dressing"]
    assert draft.summary == ANSWERS["what"]["summary"]


def test_one_person_alone_may_wash_somebody_who_directs_her(hers, draft):
    answer = hers.post(step(draft, "what"), PERSONAL_CARE | {"personal_care": "directed"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.personal_care == "directed"


def test_two_people_may_not_and_cannot_send_it(hers, draft, good_company, amina):
    actions.change_enterprise(good_company, by=acting(amina), kind="partnership", workers=2)
    for name, given in (ANSWERS | {"what": PERSONAL_CARE | {"personal_care": "directed"}}).items():
        words = hers.post(step(draft, name), given).content.decode()
        assert ("needs registration with the Care Quality Commission" in words) == (name == "what")
    hers.post(reverse("providers:submit", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_registered_service_gives_its_number_and_nothing_else_is_lost(hers, draft):
    words = hers.post(step(draft, "what"), PERSONAL_CARE | {"personal_care": "registered"}).content.decode()
    assert "Type your Care Quality Commission number." in words
    draft.refresh_from_db()
    assert (draft.people, draft.personal_care) == ("Amina Yusuf", "none")
    given = PERSONAL_CARE | {"personal_care": "registered", "cqc_id": "1-123"}
    assert hers.post(step(draft, "what"), given).status_code == 302


def test_ages_in_the_wrong_order_are_asked_about(hers, draft):
    words = hers.post(step(draft, "who"), ANSWERS["who"] | {"minimum_age": "65", "maximum_age": "18"}).content.decode()
    assert "The oldest age is under the youngest." in words
    draft.refresh_from_db()
    assert (draft.needs, draft.minimum_age, draft.maximum_age) == (["older"], 18, None)


def test_what_she_typed_waits_when_her_sign_in_ran_out(client, amina, draft):
    answer = client.post(step(draft, "what"), ANSWERS["what"])
    assert answer["Location"] == f"{reverse('account_login')}?next={step(draft, 'what')}"
    draft.refresh_from_db()
    assert draft.summary == ""
    client.force_login(amina)
    words = client.get(step(draft, "what")).content.decode()
    assert "Here is what you had typed" in words
    assert ANSWERS["what"]["summary"] in words
    assert "Here is what you had typed" not in client.get(step(draft, "what")).content.decode()


def test_what_she_typed_is_not_shown_to_the_next_person_at_that_computer(client, draft, olive):
    client.post(step(draft, "what"), ANSWERS["what"])
    client.force_login(olive)
    assert client.get(step(draft, "what")).status_code == 404


def test_what_is_listed_stays_complete(hers, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True)
    words = hers.post(step(service, "what"), ANSWERS["what"] | {"summary": ""}).content.decode()
    assert "Say in one line what you do." in words
    assert "Nothing is changed yet." in words
    service.refresh_from_db()
    assert service.summary


def test_what_one_council_listed_does_not_move_to_another_by_itself(hers, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True)
    words = hers.post(step(service, "where"), ANSWERS["where"] | {"postcode": "LS1 1UR"}).content.decode()
    assert "belongs to another council" in words
    service.refresh_from_db()
    assert (service.postcode, service.council_code) == ("NG1 5FS", "E06000018")


@pytest.mark.parametrize("status", ["submitted", "closed"])
def test_what_is_with_the_council_or_closed_is_not_changed(hers, good_company, status):
    service = ServiceFactory(enterprise=good_company, status=status)
    answer = hers.post(step(service, "what"), ANSWERS["what"])
    assert answer["Location"] == reverse("providers:progress", args=[service.pk])
    service.refresh_from_db()
    assert service.people != "Amina Yusuf"


def test_one_tap_says_that_room_is_still_right(hers, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True, room_said_on="2026-01-01", room_note="on Fridays")
    hers.post(reverse("providers:say-room", args=[service.pk]), {"room": "same"})
    service.refresh_from_db()
    assert (service.room, service.room_hours, service.room_note) == ("yes", 4, "on Fridays")
    assert service.room_said_on.year > 2025 and str(service.room_said_on) != "2026-01-01"
    hers.post(reverse("providers:say-room", args=[service.pk]), {"room": "full"})
    service.refresh_from_db()
    assert (service.room, service.room_hours) == ("full", None)


def test_the_preview_is_the_public_page_without_its_buttons(hers, draft):
    for name, given in ANSWERS.items():
        hers.post(step(draft, name), given)
    words = hers.get(reverse("providers:preview", args=[draft.pk])).content.decode()
    for said in ("Amina Yusuf", "I ran a school kitchen.", "A cup of tea.", "This is a preview."):
        assert said in words
    assert reverse("providers:contact", args=[draft.pk]) not in words
    assert "NG1 5FS" not in words
    assert "0115 496 0999" not in words


def test_the_history_says_who_changed_what(hers, good_company, amina):
    service = ServiceFactory(enterprise=good_company, listed=True, people="Amina Yusuf", summary="Cooks.")
    hers.post(step(service, "what"), ANSWERS["what"])
    hers.post(step(service, "money"), ANSWERS["money"] | {"amount_0": "20"})
    hers.post(reverse("providers:pause", args=[service.pk]))
    words = re.sub(r"\s+", " ", hers.get(reverse("providers:history", args=[service.pk])).content.decode())
    assert '<strong>Changed it</strong>. <span class="jr-soft">Amina,' in words
    assert "was: Cooks." in words and "is: Keeps you company and cooks with you." in words
    assert "<strong>Changed the prices</strong>" in words and "<strong>Paused it</strong>" in words


def test_a_sole_trader_works_alone_and_the_page_keeps_what_was_typed(client, olive):
    client.force_login(olive)
    words = client.post("/my/register/", ENTERPRISE | {"workers": "3", "about": "We cook."}).content.decode()
    assert "A sole trader works alone." in words
    assert "We cook." in words
    assert not Enterprise.objects.filter(about="We cook.").exists()


# --- A supporter fills in for the owner -----------------------------------------------------------------------------
FOR_KEN = ENTERPRISE | {
    "name": "Ken Mends",
    "for_another": "on",
    "owner_name": "Ken",
    "owner_email": "ken@example.org",
}


@pytest.fixture
def kens(client, olive):
    client.force_login(olive)
    client.post("/my/register/", FOR_KEN)
    return Service.objects.get(enterprise__organisation__name="Ken Mends")


def test_a_supporter_writes_but_never_owns_and_the_owner_is_invited(client, olive, kens):
    assert kens.enterprise.supporter == olive
    assert not kens.enterprise.organisation.memberships.exists()
    invitation = kens.enterprise.organisation.invitations.get()
    assert (invitation.email, invitation.role) == ("ken@example.org", "owner")
    for name, given in ANSWERS.items():
        assert client.post(step(kens, name), given).status_code == 302
    assert "wait for their answer" in page(client, kens)
    assert client.post(reverse("providers:submit", args=[kens.pk])).status_code == 403


ABOUT_KEN = (
    "Olive is writing a page about you on Just Right. Nothing is shown before you say yes. Only you can send it."
)


def test_ken_reads_who_writes_about_him_before_he_says_yes(client, kens, mailoutbox):
    from tests.accounts.letters import newest, path_in

    letter = newest(mailoutbox)
    assert letter.subject == "An invitation on Just Right"
    assert ABOUT_KEN in letter.body
    client.post(reverse("account_logout"))
    assert ABOUT_KEN in client.get(path_in(letter)).content.decode()


def test_an_owner_is_asked_once_a_day_about_one_listing(client, olive, kens, time_machine):
    from datetime import timedelta

    from django.utils import timezone

    from marketplace.organisations.actions import accept
    from tests.people import person

    accept(kens.enterprise.organisation.invitations.get(), by=acting(person("ken")))
    ask = reverse("providers:ask-owner", args=[kens.pk])
    assert "They can send it" in client.post(ask, follow=True).content.decode()
    assert "You can ask again tomorrow" in client.post(ask, follow=True).content.decode()
    assert Message.objects.filter(template="enterprise-to-confirm").count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=1))
    actions.ask_owner(kens, by=acting(olive))
    assert Message.objects.filter(template="enterprise-to-confirm").count() == 2


def test_the_owner_says_yes_reads_it_and_sends_it(client, olive, kens, connor):
    from marketplace.organisations.actions import accept
    from tests.people import person

    for name, given in ANSWERS.items():
        client.post(step(kens, name), given)
    ken = person("ken")
    accept(kens.enterprise.organisation.invitations.get(), by=acting(ken))
    client.post(reverse("providers:ask-owner", args=[kens.pk]))
    assert Message.objects.get(template="enterprise-to-confirm").to == ken
    client.force_login(ken)
    client.post(reverse("providers:submit", args=[kens.pk]))
    kens.refresh_from_db()
    assert kens.status == "submitted"


def test_nobody_fills_in_for_themselves_as_if_for_another(client, olive):
    client.force_login(olive)
    words = client.post("/my/register/", FOR_KEN | {"owner_email": olive.email}).content.decode()
    assert "That is your own e-mail address." in words
    assert not Enterprise.objects.filter(supporter=olive).exists()


def test_a_supporter_names_the_owner(client, olive):
    client.force_login(olive)
    words = client.post("/my/register/", FOR_KEN | {"owner_name": "", "owner_email": "ken"}).content.decode()
    assert "Type the name of the owner." in words
    assert 'value="ken"' in words


def test_her_own_page_says_what_waits_for_her(hers, good_company):
    ServiceFactory(enterprise=good_company, listed=True)
    assert "Nothing waits for you." in hers.get("/my/").content.decode()
    ServiceFactory(enterprise=good_company, listed=True, room_said_on="2026-01-01")
    ServiceFactory(enterprise=good_company, status="returned")
    assert "2 things wait for you." in hers.get("/my/").content.decode()


def test_what_amina_does_most_stands_first(hers, draft):
    answers = ANSWERS["what"] | {"activities": ["companionship", "gardening", "odd-jobs"], "mainly": "gardening"}
    assert hers.post(step(draft, "what"), answers).status_code == 302
    draft.refresh_from_db()
    assert draft.activities == ["gardening", "companionship", "odd-jobs"]
    page = hers.get(step(draft, "what")).content.decode()
    assert '<option value="gardening" selected>' in page
    hers.post(step(draft, "what"), answers | {"mainly": "hair-nails"})
    draft.refresh_from_db()
    assert set(draft.activities) == {"companionship", "gardening", "odd-jobs"}
