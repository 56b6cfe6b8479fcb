"""The demonstration is planted once, whole and lawful; services for measuring are made by number and never differ."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import F

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.mailbox import codes_of_staff
from marketplace.organisations.models import STAFF_ROLES, Membership
from marketplace.places.models import Postcode
from marketplace.places.squares import home_square
from marketplace.places.towns import nearest_town
from marketplace.workflow.models import Entry
from providers import completeness, documents, moderation
from providers.actions.stories import names_in
from providers.management import bench, cast
from providers.management.ground import Ground
from providers.models import Enquiry, Enterprise, PostedNeed, SearchCard, SearchDocument, Service, Story
from tests.plugins.databases import clone


@pytest.fixture(scope="module")
def demonstration(demo_template, django_db_setup, django_db_blocker, tmp_path_factory):
    """A database of this file's own with everything that `seed_demo` makes."""
    with django_db_blocker.unblock(), clone(demo_template) as name:
        yield name


@pytest.fixture(autouse=True)
def planted(demonstration, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def of_cast(slug: str) -> User:
    return User.objects.get(email=f"{slug}@{cast.DOMAIN}")


def test_planting_twice_changes_nothing_and_says_so(tmp_path):
    before = Enterprise.objects.count(), Entry.objects.count(), User.objects.count()
    assert "there already" in run("seed_demo")
    assert before == (Enterprise.objects.count(), Entry.objects.count(), User.objects.count())
    assert len([*(tmp_path / "portraits").glob("demo-*.svg")]) > 330


@pytest.mark.parametrize("command", [("seed_demo",), ("demo_accounts",), ("seed_bench", "10")])
def test_nothing_is_invented_on_a_real_site(settings, command):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command(*command)


def test_who_can_sign_in_is_told_with_the_password():
    told = run("demo_accounts")
    assert all(member.email in told for member in cast.CAST)
    assert cast.PASSWORD in told and len(cast.PASSWORD) >= 12


@pytest.mark.parametrize("member", cast.CAST, ids=lambda member: member.slug)
def test_each_of_the_cast_has_one_role_at_the_named_bodies(member):
    user = of_cast(member.slug)
    assert check_password(cast.PASSWORD, user.password)
    assert EmailAddress.objects.get(user=user).verified
    live = Membership.objects.filter(account=user).live()
    assert {m.role for m in live} == ({member.role} if member.at else set()) and len(live) == len(member.at)
    assert Authenticator.objects.filter(user=user).exists() == (member.role in STAFF_ROLES)


def test_staff_read_their_codes_in_the_mailbox():
    staff = {member.email for member in cast.CAST if member.role in STAFF_ROLES}
    assert {code.person.email for code in codes_of_staff()} == staff
    assert len({cast.second_step_of(member) for member in cast.CAST}) == len(cast.CAST)


def test_nobody_outside_the_cast_can_sign_in():
    others = User.objects.exclude(email__in=cast.BY_EMAIL)
    assert others.count() > 300
    assert not others.exclude(password="!").exists() and not User(password="!").has_usable_password()


def test_amina_runs_good_company_and_olive_does_not():
    amina, olive = Actor(account=of_cast("amina")), Actor(account=of_cast("olive"))
    mine = Service.objects.run_by(amina).get()
    assert mine.enterprise.name == "Good Company" and mine.status == "listed"
    assert mine not in Service.objects.run_by(olive)


def test_connor_finds_nine_that_wait_the_oldest_first():
    waiting = list(Service.objects.decided_by(Actor(account=of_cast("connor"))).waiting())
    assert len(waiting) == 9
    assert [s.submitted_at for s in waiting] == sorted(s.submitted_at for s in waiting)
    assert not any(service.check_results.exists() for service in waiting)


def test_where_no_council_joined_the_operator_decides_and_nothing_was_checked():
    york = Service.objects.filter(council_code="E06000014")
    assert york.count() >= 6
    assert not york.filter(listed_by__isnull=False).exists()
    assert not york.filter(check_results__isnull=False).exists()
    waiting = Service.objects.decided_by(Actor(account=of_cast("olu"))).waiting()
    assert [service.council_code for service in waiting] == ["E06000014"]


def test_a_supporter_fills_in_for_one_owner():
    helped = Enterprise.objects.get(supporter=of_cast("cat"))
    assert helped.services.get().status == "draft"


def test_everything_listed_is_complete_lawful_and_findable():
    listed = Service.objects.listed().with_details()
    for service in listed:
        lacks = completeness.missing(service, hours=service.schedules.all(), prices=service.prices.all())
        assert [step for step, _words in lacks if step != "room"] == []
        assert completeness.law_refusal(service) is None
        assert service.enterprise.is_invented
    assert set(SearchDocument.objects.values_list("pk", flat=True)) == {service.pk for service in listed}


def test_only_venues_are_published_where_they_are():
    for service in Service.objects.listed().exclude(setting="venue")[:40]:
        home = Postcode.objects.get(pk=service.postcode.replace(" ", ""))
        square = home_square(home.easting, home.northing)
        assert (service.easting, service.northing) == (square.easting, square.northing)


def test_the_trail_tells_how_each_came_to_be_listed():
    trail = Entry.objects.filter(subject_type="providers.service")
    for service in Service.objects.filter(status="listed")[:20]:
        mine = list(trail.filter(subject_id=service.pk))
        assert [entry.what for entry in mine] == ["begun", "draft>submitted", "submitted>listed"]
        assert all(entry.account_id and entry.membership_id for entry in mine)
    assert not Service.objects.filter(created_at__gt=F("submitted_at")).exists()


def test_from_memory_is_as_from_the_database():
    ground = Ground()
    for postcode in Postcode.objects.filter(code__startswith="TA4").exclude(easting=None)[:400:10]:
        square = home_square(postcode.easting, postcode.northing)
        assert ground.middle(postcode.easting, postcode.northing) == (square.easting, square.northing)
        assert ground.town((square.easting, square.northing)) == nearest_town(square.easting, square.northing).name


def test_services_for_measuring_go_on_where_they_stopped_and_never_differ():
    run("seed_bench", "20")
    first = {s.email: s.summary for s in Service.objects.filter(email__endswith=bench.MARK)}
    run("seed_bench", "45")
    all_of_them = Service.objects.filter(email__endswith=bench.MARK)
    assert all_of_them.count() == bench.already() == 45
    assert first.items() <= {s.email: s.summary for s in all_of_them}.items()
    assert "there already" in run("seed_bench", "45")
    kept = SearchDocument.objects.filter(service__in=all_of_them)
    by_copy, cards = {d.pk: facts(d) for d in kept.all()}, SearchCard.objects.filter(service__in=all_of_them)
    cards_by_copy = dict(cards.values_list("pk", "card"))
    documents.write(all_of_them.with_details())
    assert len(by_copy) == 45 and by_copy == {d.pk: facts(d) for d in kept.all()}
    assert cards_by_copy == dict(cards.values_list("pk", "card"))


def facts(document):
    return {field.name: getattr(document, field.attname) for field in document._meta.concrete_fields}


# --- Stories, and what people look for -------------------------------------------------------------------------------
def test_some_forty_services_have_stories_and_four_wait_to_be_read():
    shown = Story.objects.shown()
    assert 35 <= shown.values("service").distinct().order_by().count() <= 50 and shown.count() >= 45
    assert len(set(shown.values_list("words", flat=True))) == shown.count()
    waiting = Story.objects.moderated_by(Actor(account=of_cast("connor"))).to_read()
    assert sorted(waiting.values_list("status", flat=True)) == ["queried", "waiting", "waiting", "waiting"]
    assert Story.objects.about_own(Actor(account=of_cast("amina"))).count() == 5


def test_every_invented_story_keeps_the_rules():
    for story in Story.objects.with_service():
        names = names_in(story.service.enterprise)
        assert moderation.problems(story.words, answers=story.answers, names=names) == [], story.words
        assert not story.reply or moderation.problems_of_reply(story.reply, names=[story.shown_name]) == []
        assert story.enquiry.started_on <= story.told_at.date()


def test_amina_sees_what_people_near_her_look_for_and_ben_has_two_who_can_help():
    near = PostedNeed.objects.seen_by(Actor(account=of_cast("amina")))
    his = PostedNeed.objects.get(account=of_cast("ben"))
    assert his in near and near.count() >= 2 and his.answers.count() == 2
    for answer in his.answers.all():
        assert his.fitting_services().filter(pk=answer.service_id).exists()
    assert not PostedNeed.objects.seen_by(Actor(account=of_cast("ben")))
    assert Enquiry.objects.asked_by(Actor(account=of_cast("ben"))).started().without_story().exists()
