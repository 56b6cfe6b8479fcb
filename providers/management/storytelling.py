"""Plants what people tell of those who help them, and what people have posted, beside the enterprises."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import NAMESPACE_DNS, uuid5

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.workflow.references import LETTERS
from providers import moderation, taxonomy
from providers.actions.stories import TO_QUERY
from providers.demonstration import told
from providers.demonstration.invent import SEED
from providers.demonstration.told import TOLD, Told
from providers.management.planting import Rows
from providers.models import Enquiry, NeedAnswer, PostedNeed, Service, Story

FAMILY_OF = {term.slug: term.family for term in taxonomy.ACTIVITIES}
SHARE, NUMBERS = 0.22, (1, 1, 1, 2)
OLD_ENOUGH = 100  # days in the directory
FAVOURITE = "Good Company"
A_DAY = timedelta(days=1)


class Storyteller:
    """Makes enquiries that led to help, and their stories; the same ones each time, on days around today."""

    def __init__(self, rows: Rows, *, readers: dict[str, User], today: date):
        self.rows, self.readers, self.today = rows, readers, today
        self.rng, self.made = Random(f"{SEED} told"), 0
        self.left = {family: list(stories) for family, stories in TOLD.items()}
        self.now = timezone.now()

    def about(self, service: Service) -> None:
        """A few stories of some services that have been listed for a while."""
        drawn, is_favourite = self.rng.random(), service.enterprise.name == FAVOURITE
        if service.status != "listed" or service.listed_on is None:
            return
        old = (self.today - service.listed_on).days >= OLD_ENOUGH and drawn < SHARE
        shelf = self.left[FAMILY_OF[service.activities[0]]] if service.activities else []
        if not (old or is_favourite):
            return
        for _each in range(4 if is_favourite else self.rng.choice(NUMBERS)):
            if shelf:
                self._shown(service, shelf.pop(0))

    def _shown(self, service: Service, story: Told) -> Story:
        listed_on: date = service.listed_on or self.today
        days = min((self.today - listed_on).days - 20, 300)
        told_at = self.now - timedelta(days=self.rng.randint(9, max(days, 10)), minutes=self.rng.randint(0, 600))
        reply = self.rng.choice(told.THANKS if story.is_glad else told.SORRY) if self.rng.random() < 0.3 else ""
        seen = {
            "status": Story.Status.PUBLISHED, "moderated_at": told_at + A_DAY, "published_at": told_at + 3 * A_DAY,
            "moderated_by": self.readers.get(service.council_code) or self.readers[""], "reply": reply,
            "replied_at": told_at + 2 * A_DAY if reply else None,
        }  # fmt: skip
        return self._story(service, story, told_at, **seen)

    def waiting(self, service: Service, family: str, hours_ago: int, **facts) -> Story:
        """One that somebody has yet to read."""
        status = facts.pop("status", Story.Status.WAITING)
        told_at = self.now - timedelta(hours=hours_ago)
        return self._story(service, self.left[family].pop(0), told_at, status=status, **facts)

    def _story(self, service: Service, story: Told, told_at: datetime, **facts) -> Story:
        name, enquiry = self.rng.choice(told.NAMES), self.helped(service, told_at - 40 * A_DAY)
        shown_as = self.rng.choices(Story.ShownAs.values, (5, 2, 3))[0]
        shown = {"first-name": name, "initials": f"{name[0]}. {self.rng.choice(told.LAST)}."}.get(shown_as, "")
        came, reached, again = story.answers
        assert not moderation.problems(story.words, answers=story.answers), story.words
        return self.rows.add(
            Story(
                enquiry=enquiry, service=service, came=came, reached=reached, again=again, words=story.words,
                shown_as=shown_as, shown_name=shown, told_at=told_at, waits_until=told_at + TO_QUERY, **facts,
            )
        )  # fmt: skip

    def helped(self, service: Service, asked_at: datetime, account: User | None = None) -> Enquiry:
        """An enquiry that led to help; what was said in it has been forgotten since."""
        self.made += 1
        drawn = [self.rng.choice(LETTERS) for _letter in range(8)]
        started, contact = asked_at + 12 * A_DAY, f"asked-{self.made}@demo.justright.example"
        return self.rows.add(
            Enquiry(
                key=uuid5(NAMESPACE_DNS, f"told-{self.made}.demo.justright.example"), service=service,
                reference=f"{''.join(drawn[:4])}-{''.join(drawn[4:])}", status=Enquiry.Status.CLOSED,
                account=account, name=account.name if account else "", way="email",
                address=(account.email or "") if account else contact, outcode=service.postcode.split(" ")[0],
                created_at=asked_at, confirmed_at=asked_at, sent_at=asked_at, seen_at=asked_at + A_DAY / 3,
                answered_at=asked_at + A_DAY, answer_by=timezone.localdate(asked_at + 5 * A_DAY),
                answer=Enquiry.Answer.YES, shared_at=asked_at + 2 * A_DAY, outcome=Enquiry.Outcome.STARTED,
                started_on=timezone.localdate(started), ended_at=started,
            )
        )  # fmt: skip

    def need(self, activity: str, near: Service, days_ago: int, account: User | None = None, **facts) -> PostedNeed:
        """Something that somebody looks for near a service."""
        self.made += 1
        posted_at = self.now - timedelta(days=days_ago, hours=self.rng.randint(1, 9))
        contact = {} if account else {"way": "email", "address": f"posted-{self.made}@demo.justright.example"}
        return self.rows.add(
            PostedNeed(
                key=uuid5(NAMESPACE_DNS, f"posted-{self.made}.demo.justright.example"), account=account, **contact,
                poster=f"invented {self.made}", activity=activity, outcode=near.postcode.split(" ")[0],
                easting=near.easting or 0, northing=near.northing or 0, council_code=near.council_code,
                written_at=posted_at, posted_at=posted_at, expires_at=posted_at + 28 * A_DAY,
                **{"status": PostedNeed.Status.OPEN, "payments": ["direct-payment"]} | facts,
            )
        )  # fmt: skip

    def answer(self, need: PostedNeed, service: Service, owner: User, number: int) -> NeedAnswer:
        words = told.CAN_HELP[number % len(told.CAN_HELP)]
        return self.rows.add(
            NeedAnswer(need=need, service=service, account=owner, words=words, at=need.written_at + A_DAY)
        )


# Activity, days ago, for whom, times, the most in pence.
LOOKED_FOR: tuple[tuple[str, int, list[str], list[str], int | None], ...] = (
    ("cooking-with-you", 3, ["older"], ["tue-morning", "fri-morning"], 2000),
    ("companionship", 9, ["older", "sight-loss"], ["wed-afternoon"], None),
    ("going-out", 1, ["learning-disability"], ["sat-afternoon", "sun-afternoon"], 1900),
    ("gardening", 15, ["physical-disability"], [], 2200),
    ("cleaning", 6, ["long-term-illness"], ["thu-morning"], 1800),
    ("sitting-service", 12, ["dementia", "carers"], ["tue-afternoon"], None),
    ("art-craft", 20, ["mental-health"], [], None),
    ("computers", 4, ["older"], ["mon-morning"], 2000),
    ("washing-dressing", 2, ["older"], ["mon-morning", "tue-morning", "wed-morning"], 2300),
)


def plant(teller: Storyteller, services: list[Service], ben: User, owner_of: dict) -> None:
    """Stories on some services, four that wait to be read, help of Ben's of which he can tell, and posted needs."""
    listed = [service for service in services if service.status == "listed"]
    near = [service for service in listed if service.council_code == "E06000018"]
    favourite = next(service for service in listed if service.enterprise.name == FAVOURITE)
    others = [service for service in near if service is not favourite]
    teller.waiting(favourite, "company", 20)
    teller.waiting(others[3], "groups", 50)
    teller.waiting(others[8], "home", 80)
    queried = {"status": Story.Status.QUERIED, "query": Story.Query.UNTRUE, "query_words": told.QUERY}
    teller.waiting(others[14], "breaks", 60, **queried)
    for service in services:
        teller.about(service)
    teller.helped(favourite, teller.now - 45 * A_DAY, account=ben)
    for activity, days, needs, times, most in LOOKED_FOR:
        where = favourite if activity in favourite.activities else near[days]
        teller.need(activity, where, days, needs=needs, times=times, most_pence=most)
    answered = {"status": PostedNeed.Status.ANSWERED, "needs": ["older"], "times": ["fri-morning"], "together": "one"}
    his = teller.need(favourite.activities[0], favourite, 5, account=ben, **answered)
    fitting = [each for each in near if his.activity in each.activities and each is not favourite][:1]
    for number, service in enumerate([favourite, *fitting]):
        teller.answer(his, service, owner_of[service.enterprise.organisation_id], number)
