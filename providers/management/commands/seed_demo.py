"""Fills an empty site with the demonstration: councils, people who can sign in, and invented enterprises."""

import time
from random import Random

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.organisations.models import STAFF_ROLES, Membership, Organisation, Role
from marketplace.places.models import Postcode
from providers import documents
from providers.demonstration import portraits
from providers.demonstration.areas import AREAS, LEEDS, NOTTINGHAM, NOTTINGHAMSHIRE, SOMERSET
from providers.demonstration.invent import SEED, enterprises
from providers.demonstration.plans import EnterprisePlan
from providers.management import cast, keeping, needs, post, questions, storytelling
from providers.management.ground import Ground
from providers.management.planting import Officer, Planter, Rows
from providers.models import Enterprise, Service
from providers.open_referral import health

DECIDERS = {NOTTINGHAM: "connor", NOTTINGHAMSHIRE: "connor", LEEDS: "leeds", SOMERSET: "somerset", "": "olu"}


class Command(BaseCommand):
    help = "Adds the invented enterprises and accounts of the demonstration, once (only with DEMO=1)."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        started = time.monotonic()
        if Enterprise.objects.filter(is_invented=True, organisation__name="Good Company").exists():
            self._draw_missing()
            self.stdout.write("The demonstration is there already.")
            return
        if not Postcode.objects.exists():
            raise CommandError("There are no postcodes yet: run load_postcodes first.")
        plans = self._step("Inventing enterprises", lambda: enterprises(timezone.localdate()))
        with transaction.atomic():
            self._step("Writing them down", lambda: plant(plans))
            self._step("Asking and answering", lambda: keeping.plant_answers(timezone.localdate()))
            count = self._step("Making them findable", index)
            self._step("Asking some of them", questions.ask_amina)
            self._step("Counting what nobody could do", needs.count_some)
            self._step("Saving searches", keeping.save_searches)
        self._step("Reading the open feed", lambda: health.go_on(health.begin().pk, seconds=float("inf")))
        drawn = self._step("Drawing faces", lambda: draw(plans))
        self.stdout.write(
            f"{len(plans)} invented enterprises, {count} services listed, {drawn} faces, "
            f"in {time.monotonic() - started:.0f} seconds."
        )
        for line in cast.lines():
            self.stdout.write(line)

    def _step(self, words: str, work):
        began = time.monotonic()
        self.stderr.write(f"{words} ...", ending=" ")
        self.stderr.flush()
        result = work()
        self.stderr.write(f"{time.monotonic() - began:.1f} s")
        return result

    def _draw_missing(self) -> None:
        """Faces live beside the database; somebody may have emptied that folder."""
        names = Service.objects.filter(enterprise__is_invented=True).values_list("portraits", flat=True)
        wanted = {name for few in names for name in few if name.startswith("demo-")}
        if not all(default_storage.exists(path_of(name)) for name in wanted):
            self._step("Drawing faces", lambda: draw(enterprises(timezone.localdate())))


def plant(plans: list[EnterprisePlan]) -> None:
    """Write everything but the search documents."""
    bodies, rows, ground, owners = cast.bodies(), Rows(), Ground(), cast.owners()
    staff = cast.enrol(bodies, roles=STAFF_ROLES | {Role.PERSON, cast.NO_ROLE})
    officers = {code: _officer(staff[slug], bodies[code or "operator"]) for code, slug in DECIDERS.items()}
    planter = Planter(rows, councils=bodies, officers=officers, today=timezone.localdate())
    areas = {area.slug: area for area in AREAS}
    services: list[Service] = []
    for plan in plans:
        made = planter.enterprise(plan, owners.get(plan.email), staff["cat"] if plan.has_supporter else None)
        spot = ground.spot(plan.first.place, areas[plan.area], Random(f"{SEED} {plan.name}"))
        for service in plan.services:
            services.append(planter.service(made, service, spot, ground))
    readers = {code: officer.account for code, officer in officers.items()}
    teller = storytelling.Storyteller(rows, readers=readers, today=timezone.localdate())
    owned = {member.organisation_id: member.account for member in rows.by_model[Membership]}
    storytelling.plant(teller, services, staff["ben"], owned)
    rows.write()
    keeping.plant_rhythms(timezone.localdate())
    larger = next(plan.name for plan in plans if plan.first.offer == "home-team" and plan.area == "notts")
    employer = Organisation.objects.filter(name=larger).latest("pk")
    cast.enrol(bodies | {cast.LARGER: employer}, roles=frozenset({Role.WORKER}))
    post.plant(bodies[NOTTINGHAMSHIRE], [staff["ben"], *owners.values()])


def _officer(account: User, organisation: Organisation) -> Officer:
    return Officer(account, Membership.objects.get(account=account, organisation=organisation, ended_on=None))


def index() -> int:
    """Make the search documents of what is listed."""
    listed = Service.objects.listed().filter(enterprise__is_invented=True).with_details()
    documents.write(listed)
    return len(listed)


def draw(plans: list[EnterprisePlan]) -> int:
    """Draw the faces that are not there yet."""
    faces = {name: face for plan in plans for name, face in plan.faces.items()}
    for name, face in faces.items():
        if not default_storage.exists(path_of(name)):
            default_storage.save(path_of(name), ContentFile(portraits.svg(face).encode()))
    return len(faces)


def path_of(name: str) -> str:
    return f"portraits/{name}.svg"
