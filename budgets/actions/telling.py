"""Who hears of an introduction: whoever introduces, and the person; never a word about health, never a name."""

from datetime import timedelta

from budgets.access import STOPPING, can_introduce
from budgets.models import CircleMember, Introduction, IntroductionChoice, Person, Power
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.ui.filters import long_date
from marketplace.workflow.links import make_link
from marketplace.workflow.models import Entry, PrivateLink

LASTS = timedelta(days=180)


def tell_professional(introduction: Introduction, template: str, about, **context) -> None:
    """`about` makes this news one thing for ever."""
    account = introduction.account
    if account is None or not account.email:
        return
    if not can_introduce(Actor(account=account), introduction.organisation):
        return  # whoever has left hears nothing more of the people there
    said = {"introduction": str(introduction.pk), "reference": introduction.reference, **context}
    body = introduction.organisation_id
    notify(account, template, key=f"{template}:{about}", context=said, organisation_id=body)


def tell_person(introduction: Introduction, choice: IntroductionChoice) -> None:
    """To whom they were introduced, by whom, and how to stop it; if they have a way to be reached."""
    person = introduction.person
    to = person and (person.account or person.contact)
    if not to:
        return
    enquiry = choice.enquiry
    said = {
        "whom": choice.service.people or choice.service.enterprise.name,
        "by": introduction.account.name if introduction.account else "",
        "body": introduction.organisation.name,
        "answer_by": long_date(enquiry.answer_by) if enquiry and enquiry.answer_by else "",
        "link": str(link_of(introduction).pk),
    }
    body = introduction.organisation_id
    notify(to, "introduced", key=f"introduced:{choice.pk}", context=said, organisation_id=body)


def link_of(introduction: Introduction) -> PrivateLink:
    """The newest link with which the person sees and stops it."""
    kept = PrivateLink.objects.of(introduction, STOPPING).live().order_by("-made_at", "-pk").first()
    return kept or make_link(introduction, STOPPING, lasts=LASTS)


def tell_person_of(person: Person, template: str, entry: Entry, **context) -> None:
    """News about their own file, once, to their account or in the way in which they are reached; if there is one."""
    to = person.account or person.contact
    if not to:
        return
    said = {"has_account": person.account is not None, **context}
    notify(to, template, key=f"{template}:{entry.pk}", context=said, organisation_id=person.organisation_id)


def tell_of_money(person: Person, template: str, key: str, said: dict) -> None:
    """The person, and those of their circle who write down for them what is paid."""
    if to := person.account or person.contact:
        notify(to, template, key=key, context=said, organisation_id=person.organisation_id)
    near = CircleMember.objects.live().filter(person=person, powers__contains=[Power.PAY], account__isnull=False)
    for each in near.select_related("account"):
        if each.account and each.account_id != person.account_id:
            notify(each.account, template, key=f"{key}:{each.pk}", context=said)
