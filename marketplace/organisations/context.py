"""Where somebody's work is on this site: links for the head of every page, and plain words for the account page."""

from collections.abc import Iterable

from django.db.models import Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.models import Entry

BEGUN = (Organisation.Kind.ENTERPRISE, Organisation.Kind.COMMUNITY)
BEGAN = "began"  # what somebody is to an enterprise that they began for another
DESK = {Role.ADVISER, Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.OPERATOR}
BUYERS = {Role.SOCIAL_WORKER, Role.COMMISSIONER, Role.FINANCE}
MOST = 5  # links of work for which the head of a page has room on one line of 1280 pixels
# The section that a page belongs to, its address, its name, and the roles that work there; the most used first.
PAGES: list[tuple[str, str, Promise, set]] = [
    ("my", "providers:my", gettext_lazy("My page"), {Role.OWNER, Role.WORKER, BEGAN}),
    ("enquiries", "providers:enquiries", gettext_lazy("Enquiries"), {Role.OWNER, Role.WORKER}),
    ("visits", "budgets:visits", gettext_lazy("Visits"), {Role.OWNER, Role.WORKER}),
    ("my-invoices", "commissioning:my-invoices", gettext_lazy("Money"), {Role.OWNER, Role.WORKER}),
    ("my-checks", "commissioning:my-checks", gettext_lazy("My checks"), {Role.OWNER, Role.WORKER}),
    ("my-contracts", "commissioning:my-contracts", gettext_lazy("Contracts"), {Role.OWNER, Role.WORKER}),
    ("start", "commissioning:my-start", gettext_lazy("Getting started"), {Role.OWNER, BEGAN}),
    ("desk", "providers:desk", gettext_lazy("Phone and paper"), DESK),
    ("review", "providers:review", gettext_lazy("To decide"), {Role.COMMISSIONER, Role.OPERATOR}),
    ("checks", "commissioning:queue", gettext_lazy("Checks"), {Role.COMMISSIONER}),
    ("money", "budgets:to-agree", gettext_lazy("Budgets"), {Role.COMMISSIONER}),
    ("invoices", "commissioning:invoices", gettext_lazy("Invoices"), BUYERS),
    ("concerns", "commissioning:concerns", gettext_lazy("Worries"), {Role.COMMISSIONER, Role.OPERATOR}),
    ("payments", "commissioning:payments", gettext_lazy("Payments"), {Role.FINANCE, Role.COMMISSIONER}),
    ("payees", "commissioning:payees", gettext_lazy("Bank accounts"), {Role.FINANCE}),
    ("grants", "commissioning:grants", gettext_lazy("Grants"), {Role.FINANCE}),
    (
        "introductions",
        "budgets:introductions",
        gettext_lazy("Introductions"),
        {Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.GP},
    ),
    ("people", "budgets:persons", gettext_lazy("Your people"), {Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.GP}),
    (
        "contracts",
        "commissioning:contracts",
        gettext_lazy("Contracts"),
        BUYERS,
    ),
    ("my-week", "budgets:my-week", gettext_lazy("My week"), {Role.PERSON}),
    ("my-money", "budgets:my-money", gettext_lazy("My money"), {Role.PERSON}),
    ("funds", "budgets:funds", gettext_lazy("Money you hold"), {Role.FUND_HOLDER}),
    ("requests", "requests:list", gettext_lazy("Requests"), {Role.OPERATOR}),
    ("starting", "commissioning:caseload", gettext_lazy("Starting up"), {Role.ADVISER, Role.COMMISSIONER}),
    ("unmet", "providers:unmet-needs", gettext_lazy("Not met"), {Role.COMMISSIONER}),
    (
        "post",
        "post:list",
        gettext_lazy("By hand"),
        {Role.OPERATOR, Role.COMMISSIONER, Role.ADVISER, Role.SOCIAL_WORKER, Role.LINK_WORKER},
    ),
    ("rates", "commissioning:rates", gettext_lazy("Bank Rate"), {Role.OPERATOR}),
]
TODAY = {  # roles that have no page of their own yet
    Role.ADVISER: gettext_lazy("You can write a page for somebody who helps others. They say yes and send it."),
    Role.PERSON: gettext_lazy("You can find help and keep a shortlist. Ask anybody on it yourself, or ring us."),
}


def work(request: HttpRequest) -> dict:
    """`work_links`: the pages on which the person who is signed in has work to do, asked for when they are shown.

    The head of the page has the first of them, and the account page the others.
    """
    actor = getattr(request, "actor", None)
    found: list = SimpleLazyObject(lambda: links_of(actor) if actor and actor.is_signed_in else [])  # type: ignore
    return {
        "work_links": SimpleLazyObject(lambda: found[:MOST]),
        "more_links": SimpleLazyObject(lambda: found[MOST:]),
    }


def links_of(actor: Actor) -> list[dict]:
    roles = roles_of(actor)
    return [
        {"section": section, "url": reverse(page), "words": str(words)}
        for section, page, words, workers in PAGES
        if roles & workers
    ]


def roles_of(actor: Actor) -> set[str]:
    """The live roles; whoever began an enterprise for somebody else works on its page too."""
    made = Entry.objects.filter(account=actor.account, subject_type=Organisation._meta.label_lower, what="made")
    begun = made.filter(subject_id__in=Organisation.objects.filter(kind__in=BEGUN).values("pk"))
    held = actor.person.memberships.live().order_by().values_list("role", flat=True)
    return set(held.union(begun.order_by().values_list(Value(BEGAN), flat=True)))


def can_do_today(roles: Iterable[str]) -> list[str]:
    """What there is to do for roles that have no page of their own, each said once."""
    held = set(roles)
    return [_(words) for words in dict.fromkeys(str(words) for role, words in TODAY.items() if role in held)]
