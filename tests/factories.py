"""One factory per model; every default is valid and unremarkable."""

import datetime

import factory
from django.utils import timezone
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation, Role
from providers import documents
from providers.models import CheckResult, Enquiry, Enterprise, PostedNeed, Price, Schedule, Service, Story

NOTTINGHAM, LEEDS = "E06000018", "E08000035"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = Sequence(lambda n: f"Person {n}")
    email = Sequence(lambda n: f"person{n}@example.org")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    kind = Organisation.Kind.ENTERPRISE
    name = Sequence(lambda n: f"Enterprise {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    account = SubFactory(UserFactory)
    organisation = SubFactory(OrganisationFactory)
    role = Role.OWNER
    since_on = datetime.date(2026, 1, 1)


class EnterpriseFactory(DjangoModelFactory):
    """An enterprise of one person; `owner` makes somebody its owner."""

    class Meta:
        model = Enterprise
        skip_postgeneration_save = True

    organisation = SubFactory(OrganisationFactory)
    kind = Enterprise.Kind.SOLE_TRADER

    @factory.post_generation
    def owner(self, create, account, **kwargs):
        if account:
            MembershipFactory(account=account, organisation=self.organisation, role=Role.OWNER)


class ServiceFactory(DjangoModelFactory):
    """A finished description in Nottingham, not sent yet; `listed=True` puts it in the directory."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    class Params:
        listed = factory.Trait(status=Service.Status.LISTED, listed_on=datetime.date(2026, 10, 1))

    enterprise = SubFactory(EnterpriseFactory)
    people = Sequence(lambda n: f"Helper {n}")
    summary = "Cooks with you in your own kitchen."
    story = "I like to cook and to talk."
    activities = ["cooking-with-you"]
    needs = ["older"]
    setting = Service.Setting.COMES
    postcode = "NG1 5FS"
    town = "Nottingham"
    council_code = NOTTINGHAM
    easting, northing = 457500, 340500
    travel_miles = 5
    payments = ["self", "direct-payment"]
    phone = "07700 900123"
    email = "helper@example.org"
    room = Service.Room.YES
    room_hours = 4
    room_said_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def details(self, create, given, **kwargs):
        Schedule.objects.create(
            service=self, day=1, opens_at=datetime.time(9), closes_at=datetime.time(12), is_free=True
        )
        Price.objects.create(service=self, pence=1850, unit=Price.Unit.HOUR)
        documents.write(Service.objects.filter(pk=self.pk).with_details())


class EnquiryFactory(DjangoModelFactory):
    """Somebody without an account asked by e-mail, and it started; `account` makes it theirs."""

    class Meta:
        model = Enquiry

    key = factory.LazyFunction(uuid7)
    service = SubFactory(ServiceFactory, listed=True)
    status = Enquiry.Status.CLOSED
    name = "Ruth Marsh"
    way = "email"
    address = Sequence(lambda n: f"asker{n}@example.org")
    words = "Some company in the afternoon."
    outcode = "NG5"
    confirmed_at = sent_at = answered_at = ended_at = factory.LazyFunction(timezone.now)
    answer_by = factory.LazyFunction(timezone.localdate)
    answer = Enquiry.Answer.YES
    outcome = Enquiry.Outcome.STARTED
    started_on = factory.LazyFunction(timezone.localdate)


class StoryFactory(DjangoModelFactory):
    """A story that everybody reads."""

    class Meta:
        model = Story

    enquiry = SubFactory(EnquiryFactory)
    service = factory.SelfAttribute("enquiry.service")
    status = Story.Status.PUBLISHED
    came = reached = again = Story.Said.YES
    words = "We talk, we laugh, and the kitchen smells of bread again."
    shown_as = Story.ShownAs.FIRST_NAME
    shown_name = "Ruth"
    waits_until = moderated_at = published_at = factory.LazyFunction(timezone.now)


class PostedNeedFactory(DjangoModelFactory):
    """Somebody near Nottingham looks for company while they cook; open for four weeks."""

    class Meta:
        model = PostedNeed

    key = factory.LazyFunction(uuid7)
    status = PostedNeed.Status.OPEN
    account = SubFactory(UserFactory)
    poster = Sequence(lambda n: f"poster {n}")
    activity = "cooking-with-you"
    needs = ["older"]
    outcode = "NG1"
    easting, northing = 457388, 340082
    council_code = NOTTINGHAM
    posted_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=28))


def checked(service: Service, good_until: datetime.date | None = None) -> Service:
    """The council has seen something of this service."""
    today = timezone.localdate()
    CheckResult.objects.create(
        service=service, council=council(), what="dbs", words="DBS seen", seen_on=today, good_until=good_until
    )
    documents.write(Service.objects.filter(pk=service.pk).with_details())
    return service


def council(name: str = "Nottingham City Council", code: str = NOTTINGHAM) -> Organisation:
    """A council that has joined."""
    found, _new = Organisation.objects.get_or_create(
        council_code=code, defaults={"kind": Organisation.Kind.COUNCIL, "name": name}
    )
    return found
