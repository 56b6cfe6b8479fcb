"""Referees: asked by a private link where they have e-mail, rung by the council where they have not."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning.models import Evidence, Referee
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.outbox import notify
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import end_links, make_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, move, record_entry

REFERENCE = "reference"  # the purpose of the link with which a referee answers
LASTS = timedelta(days=42)


@transaction.atomic
def ask_referees(evidence: Evidence, people: list[dict], *, by: Actor) -> None:
    """Two who know the work: `name`, `contact` (e-mail or telephone), `knows`."""
    require(by.account is not None and evidence.sent_by_id == by.account.pk)
    for each in people:
        is_email = "@" in each["contact"]
        where = {"email": each["contact"]} if is_email else {"phone": each["contact"]}
        referee = Referee.objects.create(evidence=evidence, name=each["name"], knows=each["knows"], **where)
        record_entry(referee, "asked", by=by)
        if is_email:
            link = make_link(referee, REFERENCE, lasts=LASTS)
            said = {"link": str(link.pk), "enterprise": evidence.enterprise.name}
            contact = Contact(Way.EMAIL, each["contact"], name=each["name"])
            notify(contact, "reference-asked", key=f"reference-asked:{referee.pk}", context=said)


@transaction.atomic
def give_reference(referee: Referee, words: str, *, would_again: bool, by: Actor) -> None:
    """What the referee says; only the council reads it."""
    lock(referee)
    links = PrivateLink.objects.of(referee, REFERENCE).live()
    require(by.link is not None and links.filter(pk=by.link).exists())
    if not words.strip():
        raise RuleBroken(_("Write a sentence or two."))
    said = {"answer": words.strip(), "would_again": would_again, "method": "link", "answered_at": timezone.now()}
    move(referee, Referee.Status.ANSWERED, by=by, **said)
    end_links(referee, REFERENCE)
