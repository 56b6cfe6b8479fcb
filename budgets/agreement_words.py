"""What pages show of agreements: the terms in plain words, where it stands, and what there is to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets import access
from budgets.models import Agreement, AgreementVersion, Deployment, Person, Power
from budgets.planning import pence_for, weekly_pence
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Role
from marketplace.ui.filters import hour, long_date, pounds
from providers import display
from providers.documents import TONES
from providers.models import Price, Schedule

Status, Side = Agreement.Status, AgreementVersion.Side
ICONS = {
    Status.OFFERED: "hourglass",
    Status.AGREED: "circle-check",
    Status.DECLINED: "circle-slash",
    Status.WITHDRAWN: "circle-slash",
    Status.ENDED: "circle-slash",
}


def for_long(minutes: int) -> str:
    """1 hour, 1 hour 30 minutes, 45 minutes."""
    hours, rest = divmod(minutes, 60)
    said = []
    if hours:
        said.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest:
        said.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(said)


def times_of(pattern: list[Mapping]) -> list[str]:
    """Monday, 10am to 11am (1 hour)."""
    rows = sorted(pattern, key=lambda row: (row["weekday"], row["at"]))
    return [_time_of(row) for row in rows]


def _time_of(row: Mapping) -> str:
    begins = time.fromisoformat(row["at"])
    ends = (datetime.combine(date(2026, 1, 5), begins) + timedelta(minutes=row["minutes"])).time()
    told = {"day": _(Schedule.DAYS[row["weekday"]]), "long": for_long(row["minutes"])}
    told |= {"from": hour(begins), "to": hour(ends)}
    return _("%(day)s, %(from)s to %(to)s (%(long)s)") % told


def price_of(terms: AgreementVersion) -> str:
    """£18.50 an hour."""
    return f"{pounds(terms.pence)} {Price.Unit(terms.unit).label}"


def facts_of(agreement: Agreement, terms: AgreementVersion) -> list[tuple[str, list[str]]]:
    """What is done, when, for how much, out of which money: first things first."""
    weekly = weekly_pence(terms.pattern, terms.pence, terms.unit)
    until = [_("Until %(day)s") % {"day": long_date(terms.ends_on)}] if terms.ends_on else []
    return [
        (_("What"), terms.what.splitlines()),
        (_("When, every week"), times_of(terms.pattern)),
        (_("From"), [long_date(terms.starts_on), *until]),
        (_("Price"), [price_of(terms), _("%(sum)s a full week") % {"sum": pounds(weekly)}]),
        (_("Paid out of"), [paid_from(agreement)]),
    ]


def paid_from(agreement: Agreement) -> str:
    """Out of which money, in words that both sides can read."""
    if agreement.is_ordered:
        return _("The council pays") if agreement.buyer == Agreement.Buyer.COUNCIL else _("The NHS pays")
    if not agreement.mechanism or agreement.mechanism == "self-funded":
        return _("Own money")
    return str(agreement.get_mechanism_display())


def rules_of(terms: AgreementVersion) -> list[str]:
    """What happens when things do not go as planned, one sentence each."""
    said = []
    if terms.trial_weeks:
        said.append(ngettext("In the first week either side can end it on the same day.",
                             "In the first %(n)d weeks either side can end it on the same day.", terms.trial_weeks)
                    % {"n": terms.trial_weeks})  # fmt: skip
    said.append(ngettext("After that, whoever ends it says so %(n)d day before.",
                         "After that, whoever ends it says so %(n)d days before.", terms.notice_days)
                % {"n": terms.notice_days})  # fmt: skip
    said.append(_called_off(terms))
    said.append(_away(terms))
    said.append(_("If nobody comes, nothing is paid."))
    return said


def _called_off(terms: AgreementVersion) -> str:
    if not terms.cancel_per_cent or not terms.cancel_hours:
        return _("A visit that is called off costs nothing.")
    told = {"n": terms.cancel_hours, "part": terms.cancel_per_cent}
    if terms.cancel_per_cent == 100:
        return _("A visit that is called off less than %(n)d hours before is paid in full.") % told
    return _("Of a visit that is called off less than %(n)d hours before, %(part)d per cent is paid.") % told


def _away(terms: AgreementVersion) -> str:
    if not terms.absence_per_cent or not terms.absence_days:
        return _("While the person is in hospital or away, nothing is paid.")
    told = {"n": terms.absence_days, "part": terms.absence_per_cent}
    return _("While the person is in hospital or away, %(part)d per cent is paid for the first %(n)d days.") % told


def example_of(terms: AgreementVersion) -> str:
    """What one visit costs."""
    row = terms.pattern[0]
    told = {"long": for_long(row["minutes"]), "sum": pounds(pence_for(terms.pence, terms.unit, row["minutes"]))}
    return _("%(long)s costs %(sum)s") % told


def face_of(agreement: Agreement) -> dict:
    service = agreement.service
    return {
        "name": service.people or service.enterprise.name,
        "business": service.enterprise.name,
        "portraits": display.faces(str(service.pk), service.photo.name or "", service.portraits),
        "tone": TONES[service.pk.int % len(TONES)],
    }


def rights_of(agreement: Agreement, actor: Actor) -> dict:
    """What the reader may do now."""
    open_version = agreement.open_version
    waits = open_version.waits_for if open_version else ""
    buys, supplies = access.can_buy(actor, agreement), access.can_supply(actor, agreement)
    is_over = agreement.status not in (Status.OFFERED, Status.AGREED)
    decides = access.can_decide_order(actor, agreement)
    sent_up = open_version is not None and open_version.sent_up_at is not None
    yes = not is_over and (waits == Side.ENTERPRISE and supplies or waits == Side.BUYER and buys)
    if waits == Side.BUYER and sent_up and not decides:
        yes = False
    can_end = agreement.status == Status.AGREED and agreement.ends_on is None
    return {
        "yes": yes,
        "withdraw": agreement.status == Status.OFFERED and buys and not decides,
        "propose": not is_over and agreement.ends_on is None and (buys and not decides or supplies),
        "extra": agreement.status == Status.AGREED and access.can_ask_extra(actor, agreement),
        "end": can_end and access.can_end_agreement(actor, agreement),
        "is_supply": supplies,
        "decides": decides,
    }


def state_of(agreement: Agreement, can: dict) -> tuple[str, str]:
    """An icon, and in words where it stands, for whoever reads it."""
    open_version, day = agreement.open_version, long_date(agreement.due_on) if agreement.due_on else ""
    told = {"day": day, "name": face_of(agreement)["name"]}
    if agreement.status == Status.OFFERED and open_version is not None:
        if can["yes"]:
            return "triangle-alert", _("Say yes or no by %(day)s.") % told
        if open_version.waits_for == Side.ENTERPRISE:
            return "hourglass", _("%(name)s says yes or no by %(day)s.") % told
        if open_version.sent_up_at:
            return "hourglass", _("It is more than the worker orders alone. Somebody decides by %(day)s.") % told
        return "hourglass", _("%(name)s proposes other terms. The other side says yes or no by %(day)s.") % told
    return ICONS[Status(agreement.status)], _ended(agreement)


def _ended(agreement: Agreement) -> str:
    if agreement.status == Status.AGREED:
        if agreement.ends_on:
            return _("Agreed. The last day is %(day)s.") % {"day": long_date(agreement.ends_on)}
        held = agreement.held
        if held is not None and held.starts_on > timezone.localdate() and held.number == 1:
            return _("Agreed. It begins on %(day)s.") % {"day": long_date(held.starts_on)}
        return _("Agreed. Other terms wait for a yes.") if agreement.open_version else _("Agreed.")
    return str(agreement.get_status_display()) + "."


@dataclass(frozen=True)
class Reader:
    """For whom a list is: what they own, for whom they agree or order, what they hold and decide; asked once."""

    owns: frozenset
    agrees_for: frozenset
    orders_for: frozenset
    holds: frozenset
    decides: frozenset

    @staticmethod
    def of(actor: Actor) -> "Reader":
        held = actor.person.memberships.live()
        people = Person.objects
        return Reader(
            frozenset(held.in_role(Role.OWNER).values_list("organisation", flat=True)),
            frozenset(people.open_to(actor, Power.AGREE).values_list("pk", flat=True)),
            frozenset(people.filter(named_worker=actor.person).values_list("pk", flat=True)),
            frozenset(Deployment.objects.held_by(actor).values_list("version__budget", "mechanism")),
            frozenset(held.in_role(Role.COMMISSIONER).values_list("organisation", flat=True)),
        )

    def is_asked(self, agreement: Agreement) -> bool:
        """Whether the yes that is missing is theirs."""
        terms, person = agreement.open_version, agreement.person
        if terms is None or person is None or agreement.status not in (Status.OFFERED, Status.AGREED):
            return False
        if terms.waits_for == Side.ENTERPRISE:
            return agreement.service.enterprise.organisation_id in self.owns
        if not agreement.is_ordered:
            return person.pk in self.agrees_for or (agreement.budget_id, agreement.mechanism) in self.holds
        if terms.sent_up_at:
            return person.organisation_id in self.decides
        return person.pk in self.orders_for


def row_of(agreement: Agreement, reader: Reader) -> dict:
    """One line of a list."""
    can = {"yes": reader.is_asked(agreement)}
    icon, words = state_of(agreement, can)
    terms = agreement.open_version or agreement.held or list(agreement.versions.all())[-1]
    late = agreement.due_on is not None and agreement.due_on < timezone.localdate()
    return {
        "agreement": agreement, "face": face_of(agreement), "icon": icon, "words": words, "needs_you": can["yes"],
        "late": late and agreement.open_version is not None, "times": times_of(terms.pattern),
        "price": price_of(terms), "weekly": weekly_pence(terms.pattern, terms.pence, terms.unit),
    }  # fmt: skip


def steps_of(agreement: Agreement) -> list[dict]:
    """Each version with whose yes it has, and when."""
    found = []
    for version in agreement.versions.all():
        title = _("Offered") if version.number == 1 else _("Other terms")
        said = [_("by whoever buys") if version.proposed_by_side == Side.BUYER else _("by whoever helps")]
        said.append(long_date(version.proposed_at))
        words = []
        if version.buyer_by:
            words.append(_("%(name)s said yes for whoever is helped") % {"name": version.buyer_by.name})
        if version.enterprise_by:
            words.append(_("%(name)s said yes for whoever helps") % {"name": version.enterprise_by.name})
        if version.sent_up_by and version.buyer_at is None:
            told = {"name": version.sent_up_by.name}
            words.append(_("%(name)s sent it on to somebody who decides about more") % told)
        state = "done" if version.is_agreed else "wait" if version.is_open else ""
        if version.refused_at:
            words.append(_("Not agreed"))
        found.append({"title": title, "soft": ", ".join(said), "words": ". ".join(words), "state": state})
    return found
