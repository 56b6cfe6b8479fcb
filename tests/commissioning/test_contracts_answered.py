"""What waits for an answer is reminded of once, and says so when its day is over; and the enterprise proposes too."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from commissioning import actions, tasks
from commissioning.actions.contracts import draft
from commissioning.models import Contract, InvoicingSettings
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Membership
from marketplace.workflow.errors import RuleBroken
from tests.budgets.agreements import known, managed, offered
from tests.commissioning.making_contracts import agreed, answers, let, lunch, may_let
from tests.people import acting

pytestmark = pytest.mark.django_db
WEDNESDAY = "2026-03-04T10:00:00+00:00"  # five working days later is Wednesday 11 March


def again(contract) -> Contract:
    return Contract.objects.with_sides().with_versions().get(pk=contract.pk)


def told(account, template: str) -> int:
    return Message.objects.filter(to=account, template=template).count()


def page(client, who, contract: Contract, name="contract", **sent) -> str:
    client.cookies.clear()  # days pass, and nobody stays signed in so long
    client.force_login(who)
    address = reverse(f"commissioning:{name}", args=[contract.pk])
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


# --- Reminded --------------------------------------------------------------------------------------------------------
def test_amina_is_reminded_once_two_working_days_before_her_day(nottingham, cooking, amina, connor, time_machine):
    time_machine.move_to(WEDNESDAY, tick=False)
    let(nottingham, cooking, connor)
    for day, times in ((5, 0), (6, 0), (8, 0), (9, 1), (10, 1), (11, 1), (12, 1)):
        time_machine.move_to(f"2026-03-{day:02}T09:25:00+00:00", tick=False)
        tasks.remind_of_offers()
        assert told(amina, "contract-waits") == times, day
    assert told(connor, "contract-waits") == 0


def test_nobody_is_reminded_of_what_is_answered_taken_back_or_not_theirs_to_answer(
    nottingham, cooking, amina, sam, connor, time_machine
):
    time_machine.move_to(WEDNESDAY, tick=False)
    may_let(nottingham, 10_000, sam)
    agreed(nottingham, cooking, connor, amina)
    actions.withdraw_contract(let(nottingham, cooking, connor), by=acting(connor))
    let(nottingham, cooking, sam, why="Nobody else cooks in Bulwell.")  # waits for Connor
    time_machine.move_to("2026-03-10T09:25:00+00:00", tick=False)
    assert tasks.remind_of_offers() == 0 and told(amina, "contract-waits") == 0


def test_after_its_day_both_read_that_nobody_answered_and_a_yes_still_counts(
    client, nottingham, cooking, amina, connor, time_machine
):
    time_machine.move_to(WEDNESDAY, tick=False)
    made = let(nottingham, cooking, connor)
    late = "Good Company did not answer by Wednesday 11 March."
    time_machine.move_to("2026-03-11T20:00:00+00:00", tick=False)
    assert late not in page(client, connor, made)
    time_machine.move_to("2026-03-12T08:00:00+00:00", tick=False)
    assert late in page(client, connor, made) and late in page(client, amina, made)
    actions.accept_contract(made, 1, by=acting(amina))
    assert again(made).status == "agreed" and late not in page(client, connor, made)


# --- The enterprise proposes -----------------------------------------------------------------------------------------
def asks(made: Contract, amina, pence=36_000, **facts):
    change = {"value_pence": pence, "ends_on": made.ends_on, "why": "Flour costs more."} | facts
    return actions.vary_contract(made, change, key=uuid7(), by=acting(amina))


def test_amina_proposes_another_value_and_it_holds_with_the_yes_of_the_council(
    client, nottingham, cooking, amina, connor
):
    made = agreed(nottingham, cooking, connor, amina)
    sent = {"value_pence": "360", "why": "Flour costs more.", "key": uuid7()}
    sent |= {f"ends_on_{part}": getattr(made.ends_on, part) for part in ("day", "month", "year")}
    assert "Nothing changes before" in page(client, amina, made, "change-contract", **sent)
    assert again(made).value_pence == 24_000 and told(connor, "contract-asked") == 1
    shown = page(client, connor, made)
    assert "Flour costs more." in shown and "A change waits for your yes." in shown
    assert "A change waits for your yes." not in page(client, amina, made)
    assert "Agreed. Both of you have it in writing here." in page(client, connor, made, "contract-yes", number=2)
    made = again(made)
    version = made.versions.get(number=2)
    assert made.value_pence == 36_000 and (version.buyer_by, version.enterprise_by) == (connor, amina)
    assert told(amina, "contract-changed") == 1


def test_what_amina_proposes_is_decided_only_by_somebody_who_lets_so_much(nottingham, cooking, amina, sam, connor):
    may_let(nottingham, 30_000, sam)
    made = agreed(nottingham, cooking, sam, amina)
    asks(made, amina)
    assert told(sam, "contract-asked") == 1 and told(connor, "contract-to-decide") == 1
    assert made in Contract.objects.to_decide_by(acting(sam)) and made in Contract.objects.to_decide_by(acting(connor))
    with pytest.raises(RuleBroken):
        actions.decide_contract(made, 2, by=acting(sam))
    actions.decide_contract(made, 2, by=acting(connor))
    assert again(made).value_pence == 36_000


def test_amina_does_not_say_yes_for_the_council_and_takes_her_own_proposal_back(
    client, nottingham, cooking, amina, connor, olive, worker
):
    made = agreed(nottingham, cooking, connor, amina)
    asks(made, amina)
    for somebody in (amina, worker, olive):
        with pytest.raises(PermissionDenied):
            actions.decide_contract(made, 2, by=acting(somebody))
    with pytest.raises(RuleBroken):
        actions.accept_contract(made, 2, by=acting(amina))
    with pytest.raises(PermissionDenied):
        actions.withdraw_contract(made, by=acting(connor))
    assert "Take it back" in page(client, amina, made) and "Take it back" not in page(client, connor, made)
    actions.withdraw_contract(made, by=acting(amina))
    assert not made.versions.still_open().exists() and again(made).value_pence == 24_000
    assert told(connor, "contract-taken-back") == 1


def test_a_no_to_her_proposal_reaches_amina_with_the_reason(client, nottingham, cooking, amina, connor):
    made = agreed(nottingham, cooking, connor, amina)
    asks(made, amina)
    actions.decline_contract(made, 2, "Not in this year.", by=acting(connor))
    assert told(amina, "contract-declined") == 1 and again(made).value_pence == 24_000
    assert "Not in this year." in page(client, amina, made)


def test_where_the_owner_who_proposed_has_left_the_next_one_is_asked(nottingham, cooking, amina, connor, worker):
    made = agreed(nottingham, cooking, connor, amina)
    asks(made, amina)
    theirs = Membership.objects.filter(organisation=cooking.enterprise.organisation)
    theirs.filter(account=worker).update(role="owner")
    theirs.filter(account=amina).delete()
    actions.decide_contract(made, 2, by=acting(connor))
    assert again(made).value_pence == 24_000 and again(made).versions.get(number=2).waits_for == "enterprise"
    actions.accept_contract(made, 2, by=acting(worker))
    assert again(made).value_pence == 36_000


# --- VAT -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("vat", "on_top", "worth", "within"), [
    ("not-registered", True, 24_000, ""), ("exempt", True, 24_000, "No VAT is charged for it."),
    ("standard", False, 24_000, "VAT of £40 is in it."), ("standard", True, 28_800, "VAT of £48 is in it."),
    ("reduced", True, 25_200, "VAT of £12 is in it."),
])  # fmt: skip
def test_the_value_of_the_whole_life_has_the_vat_in_it(nottingham, cooking, connor, vat, on_top, worth, within):
    """Twelve lunches at £20."""
    InvoicingSettings.objects.create(enterprise=cooking.enterprise, vat=vat, vat_number="GB123456782")
    made = let(nottingham, cooking, connor, is_without_vat=on_top)
    (costs,) = (part["sentences"] for part in made.terms["parts"] if part["heading"] == "What it costs")
    assert made.value_pence == worth
    assert within in costs if within else "You charge no VAT unless you are registered for it." in costs


def test_vat_comes_on_top_only_where_it_is_charged_and_somebody_says_so(client, nottingham, cooking, connor):
    client.force_login(connor)
    address = reverse("commissioning:new-contract", args=[cooking.pk])
    asked = "Their price is without VAT: add it"
    assert asked not in client.get(address).content.decode()
    InvoicingSettings.objects.create(enterprise=cooking.enterprise, vat="standard", vat_number="GB123456782")
    assert asked in client.get(address).content.decode()


def looked_at(client, service, **typed) -> str:
    found = client.post(reverse("commissioning:new-contract", args=[service.pk]), answers(**typed)).content.decode()
    return " ".join(found.replace("\xa0", " ").split())


def test_a_value_that_was_typed_in_two_ways_is_never_passed_over(client, nottingham, cooking, connor):
    client.force_login(connor)
    price = str(cooking.prices.create(pence=1_850, unit="hour").pk)
    page = looked_at(client, cooking, look="1", price=price, units="20", value_pence="100")
    assert "20 times their price is £370, and you also typed £100." in page and "What it means" not in page
    assert "What it means" in looked_at(client, cooking, look="1", price=price, units="20", value_pence="370")


def test_what_is_counted_for_a_person_is_not_lost_to_the_agreements_plan(client, nottingham, doreen, cooking, sam):
    agreement = offered(doreen, cooking, sam, version=managed(doreen, sam), about=known())
    price = str(cooking.prices.create(pence=1_850, unit="hour").pk)
    client.force_login(sam)
    sent = {"whom": str(agreement.pk), "group": "", "price": price}
    page = looked_at(client, cooking, look="1", units="50", value_pence="", **sent)
    assert "50 times their price is £925, and the agreement plans" in page and "What it means" not in page
    assert "What it means" in looked_at(client, cooking, look="1", units="", value_pence="", **sent)


def test_a_contract_like_one_that_is_open_is_pointed_out_and_can_be_offered_all_the_same(
    client, nottingham, cooking, connor
):
    client.force_login(connor)
    assert "There is one like this already" not in looked_at(client, cooking, look="1")
    looked_at(client, cooking, offer="1")
    first = Contract.objects.get()
    assert f"There is one like this already: {first.number}." in looked_at(client, cooking, look="1")
    looked_at(client, cooking, offer="1")
    assert Contract.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [("purpose", "Company for DOREEN with dementia"), ("purpose", "Mrs Mársh’s lunch"), ("team", "Doreen’s team")],
)
def test_a_contract_for_one_person_does_not_name_them(client, nottingham, doreen, cooking, sam, field, typed):
    agreement = offered(doreen, cooking, sam, version=managed(doreen, sam), about=known())
    client.force_login(sam)
    sent = answers(offer="1", whom=str(agreement.pk), value_pence="", **{field: typed})
    address = reverse("commissioning:new-contract", args=[cooking.pk])
    assert "Leave out the person’s name" in client.post(address, sent).content.decode()
    assert not Contract.objects.exists()
    assert client.post(address, sent | {field: "Lunch"}).status_code == 302


def test_what_is_ordered_for_a_person_has_its_vat_in_the_agreed_price(nottingham, doreen, cooking, sam):
    agreement = offered(doreen, cooking, sam, version=managed(doreen, sam), about=known())
    facts = lunch(agreement=agreement, group="", units=None)
    plain = draft(nottingham, cooking, facts, by=acting(sam))
    InvoicingSettings.objects.create(enterprise=cooking.enterprise, vat="standard", vat_number="GB123456782")
    charged = draft(nottingham, cooking, facts, by=acting(sam))
    assert plain.value_pence == charged.value_pence and "VAT of" in str(charged.terms)
