"""Cases in words for their pages."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning.actions.computing import rules_for, situation_of
from commissioning.clock import Clock, clock
from commissioning.fitting import fits
from commissioning.models import CheckCase, Circumstances, Decision, Evidence, Requirement
from commissioning.proportionality import BY_SLUG, CHECKS, requirements, words_of
from marketplace.ui.filters import long_date

ICONS = {"needed": "circle-dashed", "sent": "hourglass", "asked": "circle-dot", "accepted": "circle-check",
         "refused": "x", "not-applicable": "circle-slash", "waived": "scale", "run-out": "triangle-alert"}  # fmt: skip
ORDER = {check.slug: number for number, check in enumerate(CHECKS)}


def rows_of(case: CheckCase) -> list[dict]:
    """Every check of a case that counts, in the order of the table."""
    found = case.requirements.needed().select_related("evidence", "worker", "seen_first_by")
    rows = sorted(found.prefetch_related("decisions", "waivers_of"), key=lambda row: (ORDER.get(row.what, 99), row.pk))
    return [row_of(row) for row in rows if row.what in BY_SLUG]


def row_of(row: Requirement) -> dict:
    check = BY_SLUG[row.what]
    question = next((each for each in reversed(row.decisions.all()) if each.kind != Decision.Kind.ACCEPT), None)
    return {
        "row": row,
        "check": check,
        "icon": ICONS.get(row.status, "circle-dashed"),
        "state": state_of(row),
        "why": [words_of(code) for code in row.reasons],
        "worker": row.worker.name if row.worker else "",
        "last": question,
        "waits_for_me": row.status in ("needed", "asked", "run-out", "refused") and not row.is_desirable,
    }


def state_of(row: Requirement) -> str:
    """Where it stands, with its day."""
    if row.status == "accepted" and row.decided_on:
        until = _(", good until %(day)s") % {"day": long_date(row.good_until)} if row.good_until else ""
        first = _(", on the word of %(who)s") % {"who": row.seen_first_by.name} if row.seen_first_by else ""
        return _("Seen %(day)s") % {"day": long_date(row.decided_on)} + first + until
    if row.status == "waived" and row.good_until:
        return _("Done without until %(day)s") % {"day": long_date(row.good_until)}
    if row.status == "sent" and row.evidence:
        return _("Sent %(day)s") % {"day": long_date(row.evidence.sent_at)}
    return str(row.get_status_display())


def not_needed(rows: list[dict]) -> list[dict]:
    """The checks that are not among these rows."""
    needed = {row["check"].slug for row in rows}
    return [{"check": check, "why": ""} for check in CHECKS if check.slug not in needed]


def clock_of(case: CheckCase) -> Clock | None:
    if case.applied_at is None:
        return None
    end = timezone.localdate(case.decided_at) if case.decided_at and case.status not in CheckCase.OPEN else None
    turns = [(turn.whose, turn.began_at, turn.ended_at) for turn in case.turns.all()]
    return clock(case.applied_at, turns, end or timezone.localdate())


def stopped_words(case: CheckCase) -> list[str]:
    """Why the law stops what they describe; nothing where it does not."""
    if not case.is_stopped:
        return []
    said = Circumstances.objects.filter(pk=case.service_id).first()
    found = requirements(situation_of(case.service, said.answers if said else ()), rules_for(case.council)[0])
    return [str(each) for each in found.stopped]


def paper_of(row: Requirement, today: date | None = None) -> dict | None:
    """The paper beside its rule."""
    if row.evidence is None:
        return None
    lines = fits(row.evidence, row, today or timezone.localdate())
    return {
        "evidence": row.evidence,
        "lines": lines,
        "files": list(row.evidence.files.all()),
        "referees": list(row.evidence.referees.all()),
        "is_met": all(line.is_met for line in lines),
        "is_shared_policy": bool(row.evidence.details.get("shared_policy")),
    }


def short_of(evidence: Evidence) -> list[str]:
    """What a paper that was sent just now does not meet: said at once, and not when somebody has looked."""
    rows = Requirement.objects.needed().filter(evidence=evidence).order_by("pk")
    today = timezone.localdate()
    found = [line for row in rows for line in fits(evidence, row, today) if not line.is_met]
    said = _("The council will ask about this. %(what)s: you sent “%(paper)s”. The rule is “%(rule)s”.")
    facts = [{"what": line.name, "paper": line.paper, "rule": line.rule} for line in found]
    return list(dict.fromkeys(said % each for each in facts))


def history_of(case: CheckCase, row: Requirement) -> str:
    """What this council decided before about the same check."""
    past = Requirement.objects.filter(case__council=case.council, what=row.what).exclude(case=case)
    counts = {status: past.filter(status=status).count() for status in ("accepted", "waived", "refused")}
    if not any(counts.values()):
        return _("Nothing yet: this is the first.")
    return _("%(accepted)s accepted, %(waived)s waived, %(refused)s refused.") % counts


def what_it_needs(situation, rules) -> dict:
    """The answer of the public page: what is needed with why, what is not, and what the law stops."""
    found = requirements(situation, rules)
    return {
        "tier": found.tier,
        "rows": [
            {"check": each.check, "why": [reason.words for reason in each.reasons], "each": each}
            for each in found.required
        ],
        "not_needed": [{"check": check, "why": why} for check, why in found.not_needed],
        "before": [str(BY_SLUG[slug].name) for slug in found.before_enquiries],
        "stopped": found.stopped,
        "is_confirmed_each_time": found.is_confirmed_each_time,
        "is_provisional": found.is_provisional_allowed,
    }
