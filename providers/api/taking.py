"""The shapes of what the API takes from an enterprise; anything else that is sent is refused by its name."""

from django.utils.translation import gettext as _
from rest_framework import serializers as s

from providers import taxonomy
from providers.api.shapes import Cost, Day, Hours, Text, Whole, YesNo, one_of
from providers.models import Service


def words(most: int) -> s.CharField:
    return Text(max_length=most, allow_blank=True, trim_whitespace=False)


def number(least: int, most: int) -> s.IntegerField:
    return Whole(min_value=least, max_value=most, allow_null=True)


def things() -> s.ListField:
    return s.ListField(child=Text(max_length=140), max_length=8)


class Known(s.Serializer):
    """Takes what it names, and says so when something else was sent."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            unknown = {name: [_("This cannot be changed here.")] for name in data if name not in self.fields}
            if unknown:
                raise s.ValidationError(unknown)
        return super().to_internal_value(data)


class Description(Known):
    people = words(80)
    said_as = s.ChoiceField(Service.SaidAs.values)
    summary = words(140)
    story = words(2000)
    does = things()
    does_not = things()
    activities = one_of(taxonomy.ACTIVITIES)
    personal_care = s.ChoiceField(Service.PersonalCare.values)
    cqc_id = words(16)
    needs = one_of(taxonomy.NEEDS)
    minimum_age = Whole(min_value=0, max_value=110)
    maximum_age = number(0, 120)
    one_to_one = YesNo()
    in_group = YesNo()
    by_woman = YesNo()
    by_man = YesNo()
    languages = s.ListField(child=s.ChoiceField(list(taxonomy.LANGUAGES)))
    communication = one_of(taxonomy.COMMUNICATION)
    setting = s.ChoiceField(Service.Setting.values)
    postcode = words(12)
    travel_miles = number(1, 60)
    councils = s.ListField(child=Text(max_length=9), max_length=3)
    venue_name = words(80)
    venue_address = words(120)
    access = one_of(taxonomy.ACCESS)
    access_note = words(200)
    when_note = words(200)
    first_free_on = Day(allow_null=True)
    first_meeting_free = YesNo()
    costs_on_top = words(200)
    if_you_cancel = words(200)
    payments = one_of(taxonomy.PAYMENTS)
    first_meeting = words(600)
    if_ill = words(200)
    phone = words(20)
    shows_phone = YesNo()
    takes_texts = YesNo()
    email = words(254)
    shows_email = YesNo()
    contact_times = words(100)


class Room(Known):
    room = s.ChoiceField(Service.Room.values)
    room_hours = Whole(min_value=1, max_value=168, allow_null=True, required=False)
    room_people = Whole(min_value=1, max_value=99, allow_null=True, required=False)
    room_note = Text(max_length=40, allow_blank=True, required=False)
    wait_weeks = Whole(min_value=1, max_value=104, allow_null=True, required=False)
    full_until = Day(allow_null=True, required=False)


class Week(Known):
    hours = Hours(many=True)


class Costs(Known):
    prices = s.ListField(child=Cost(), max_length=6)
