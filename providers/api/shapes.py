"""The shapes of what the API answers and takes, for the schema and for reading what was sent."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from providers import sharing, taxonomy
from providers.models import Enterprise, Price, Service

Text, Whole, YesNo, Day, Moment = s.CharField, s.IntegerField, s.BooleanField, s.DateField, s.DateTimeField
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"
NO_TIME: dict[str, Any] = {"invalid": _("Send a time, like 14:30.")}


def texts(**options) -> s.ListField:
    return s.ListField(child=Text(), **options)


def one_of(terms) -> s.ListField:
    return s.ListField(child=s.ChoiceField([term.slug for term in terms]))


class Problem(s.Serializer):
    """Why something was refused (RFC 9457)."""

    type = Text()
    title = Text()
    status = Whole()
    detail = Text()
    errors = s.DictField(  # type: ignore[assignment]
        child=texts(), required=False, help_text="What is wrong, by the name of the answer."
    )
    choices = texts(required=False, help_text="Places that may have been meant.")


class RoomWords(s.Serializer):
    kind = s.ChoiceField(["yes", "soon", "full", "unknown"])
    strong = Text()
    soft = Text()


class Point(s.Serializer):
    """For a home, or somebody who travels, only the middle of a wide square."""

    easting = Whole()
    northing = Whole()
    latitude = s.FloatField()
    longitude = s.FloatField()


def kept_back() -> s.ListField:
    words = "What its people keep from other directories. It is empty here for all but themselves."
    return s.ListField(
        child=s.ChoiceField([sharing.EVERYTHING, *(each.slug for each in sharing.GROUPS)]), help_text=words
    )


class Result(s.Serializer):
    id = s.UUIDField()
    page = s.URLField()
    people = Text()
    business = Text()
    summary = Text()
    when = Text()
    where = Text()
    money = Text()
    checked = Text()
    is_checked = YesNo()
    room = RoomWords()
    metres = Whole()
    point = Point()
    pictures = texts()
    fits = YesNo(help_text="What was asked for is met here; otherwise this one may do instead.")
    reasons = texts(help_text="Why this one fits, in sentences.")
    kept_back = kept_back()
    is_invented = YesNo()


class FoundPlace(s.Serializer):
    name = Text()
    easting = Whole()
    northing = Whole()
    council = Text()


class Respelled(s.Serializer):
    typed = Text()
    read = Text()


class Heard(s.Serializer):
    """What a search took its words for, as its page says it."""

    understood = texts(help_text="What was looked for, in our words.")
    respelled = Respelled(many=True, help_text="Words that we read as others. Send exact to search for them as typed.")
    is_understood = YesNo(help_text="Or the words are in none of our lists, and whoever uses them comes first.")
    fitting = Whole(help_text="So many of the total fit; those after them may do instead.")
    miles = Whole(help_text="How far we looked.")
    is_further = YesNo(help_text="Few fit nearby, so we looked further than 10 miles.")
    is_urgent = YesNo(help_text="Somebody may be in danger: say first where help is now (999, 111, 116 123).")


class Results(s.Serializer):
    place = FoundPlace()
    heard = Heard()
    total = Whole(help_text="At most 1,000.")
    is_more = YesNo(help_text="More than 1,000 fit.")
    page = Whole()
    pages = Whole()
    size = Whole()
    counts = s.DictField(
        child=Whole(), help_text="How many of these carry each filter: of those who keep nothing back."
    )
    results = Result(many=True)


class Hours(s.Serializer):
    day = s.ChoiceField(DAYS)
    opens = s.RegexField(CLOCK, error_messages=NO_TIME)
    closes = s.RegexField(CLOCK, error_messages=NO_TIME, help_text="At or before `opens` means the next morning.")
    is_free = YesNo(default=True, help_text="Free for somebody new.")


class Cost(s.Serializer):
    pence = Whole(min_value=0, max_value=1_000_000)
    unit = s.ChoiceField(Price.Unit.values)
    note = Text(max_length=60, allow_blank=True, default="")


class Venue(s.Serializer):
    name = Text()
    address = Text()
    postcode = Text()


class Check(s.Serializer):
    what = Text()
    words = Text()
    council = Text()
    seen_on = Day()
    good_until = Day(allow_null=True)


class Council(s.Serializer):
    name = Text()
    code = Text(allow_null=True)


class RoomFacts(s.Serializer):
    """What was said about room, and on which day; after 28 days nobody counts on it."""

    room = s.ChoiceField(["", *Service.Room.values])
    room_people = Whole(allow_null=True)
    room_hours = Whole(allow_null=True)
    room_note = Text()
    wait_weeks = Whole(allow_null=True)
    full_until = Day(allow_null=True)
    said_on = Day(allow_null=True)


class EnterpriseInShort(s.Serializer):
    id = s.UUIDField()
    name = Text()
    page = s.URLField()


class Reach(s.Serializer):
    """By which ways people are reached; numbers are shown on the page, one at a time."""

    phone = YesNo()
    text = YesNo()
    email = YesNo()
    times = Text()


class PublicService(s.Serializer):
    id = s.UUIDField()
    page = s.URLField()
    enterprise = EnterpriseInShort()
    people = Text()
    said_as = s.ChoiceField(Service.SaidAs.values)
    summary = Text()
    story = Text()
    does = texts()
    does_not = texts()
    activities = one_of(taxonomy.ACTIVITIES)
    needs = one_of(taxonomy.NEEDS)
    minimum_age = Whole()
    maximum_age = Whole(allow_null=True)
    one_to_one = YesNo()
    in_group = YesNo()
    by_woman = YesNo()
    by_man = YesNo()
    languages = texts()
    communication = one_of(taxonomy.COMMUNICATION)
    personal_care = s.ChoiceField(Service.PersonalCare.values)
    cqc_id = Text()
    setting = s.ChoiceField(["", *Service.Setting.values])
    travel_miles = Whole(allow_null=True)
    councils = texts()
    town = Text()
    council = Text()
    point = Point(allow_null=True)
    venue = Venue(allow_null=True)
    access = one_of(taxonomy.ACCESS)
    access_note = Text()
    hours = Hours(many=True)
    when = Text()
    when_note = Text()
    first_free_on = Day(allow_null=True)
    prices = Cost(many=True)
    money = Text()
    costs_on_top = Text()
    if_you_cancel = Text()
    first_meeting_free = YesNo()
    payments = one_of(taxonomy.PAYMENTS)
    first_meeting = Text()
    if_ill = Text()
    room = RoomFacts()
    room_words = RoomWords()
    reach = Reach()
    checked = Text()
    checks = Check(many=True)
    listed_by = Council(allow_null=True)
    listed_on = Day(allow_null=True)
    updated_at = Moment()
    pictures = texts()
    kept_back = kept_back()
    is_invented = YesNo()


class Lack(s.Serializer):
    step = Text()
    words = Text()


class OwnService(PublicService):
    """What the enterprise itself sees of its service."""

    status = s.ChoiceField(Service.Status.values)
    status_words = Text()
    postcode = Text()
    phone = Text()
    shows_phone = YesNo()
    takes_texts = YesNo()
    email = Text()
    shows_email = YesNo()
    contact_times = Text()
    returned_because = Text()
    submitted_at = Moment(allow_null=True)
    look_again_since = Moment(allow_null=True)
    missing = Lack(many=True)


class OwnInShort(s.Serializer):
    id = s.UUIDField()
    enterprise = EnterpriseInShort()
    people = Text()
    summary = Text()
    status = s.ChoiceField(Service.Status.values)
    status_words = Text()
    room_words = RoomWords()
    updated_at = Moment()


class OwnServices(s.Serializer):
    services = OwnInShort(many=True)


class ListedService(s.Serializer):
    id = s.UUIDField()
    page = s.URLField()
    people = Text()
    summary = Text()


class PublicEnterprise(s.Serializer):
    id = s.UUIDField()
    page = s.URLField()
    name = Text()
    kind = s.ChoiceField(Enterprise.Kind.values)
    kind_words = Text()
    size_words = Text()
    is_micro = YesNo()
    about = Text()
    website = Text()
    company_number = Text()
    charity_number = Text()
    services = ListedService(many=True)
    is_invented = YesNo()


class Term(s.Serializer):
    slug = Text()
    name = Text()
    family = Text(help_text="Of an activity: the family it belongs to.")


class Filter(s.Serializer):
    tag = Text()
    name = Text()
    group = Text()


class Taxonomies(s.Serializer):
    families = Term(many=True)
    activities = Term(many=True)
    needs = Term(many=True)
    payments = Term(many=True)
    access = Term(many=True)
    communication = Term(many=True)
    languages = Term(many=True)
    filters = Filter(many=True)
