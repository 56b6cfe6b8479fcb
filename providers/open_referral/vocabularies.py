"""Our lists of words as Open Referral's taxonomies: what a service says of itself, and how to find who says it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from providers import taxonomy
from providers.models import CheckResult, Service
from providers.open_referral.ids import derived
from providers.taxonomy import Term


@dataclass(frozen=True)
class Vocabulary:
    """One taxonomy: its terms, what `link_type` says of them, and the group of facts with which it leaves the site."""

    slug: str
    name: str
    description: str
    link_type: str
    terms: tuple[Term, ...]
    said: Callable[[Service], Iterable[str]]  # the slugs that a service says
    who: Callable[[str], Q]  # the services that say a slug
    group: str = ""

    @property
    def id(self) -> UUID:
        return uuid5(taxonomy.NAMESPACE, f"taxonomy/{self.slug}")

    def shared(self) -> Q:
        """Services that do not keep these facts back."""
        return ~Q(withheld__contains=[self.group]) if self.group else Q()

    def saying(self, slugs: Iterable[str]) -> Q:
        """Services that say one of these."""
        found = Q(pk__in=[])
        for slug in slugs:
            found |= self.who(slug)
        return found & self.shared()


def _of_list(name: str, link_type: str, title: str, description: str, group: str = "") -> Vocabulary:
    """A list of slugs in a row is a vocabulary."""
    return Vocabulary(
        name, title, description, link_type, taxonomy.LISTS[name], lambda service: getattr(service, name),
        lambda slug: Q(**{f"{name}__contains": [slug]}), group,
    )  # fmt: skip


def _in_family(slug: str) -> Q:
    """Those that do this, or, for a family, anything that belongs to it."""
    doing = [term.slug for term in taxonomy.ACTIVITIES if term.family == slug] or [slug]
    return Q(activities__overlap=doing)


def _ticked(service: Service) -> list[str]:
    return [slug for slug, field in TICKS.items() if getattr(service, field)]


def _chosen(field: str, prefix: str, service: Service) -> list[str]:
    return [f"{prefix}{getattr(service, field)}"]


def _who_chose(field: str, prefix: str, slug: str) -> Q:
    return Q(**{field: slug.removeprefix(prefix)})


def _checked(service: Service) -> list[str]:
    return [SEEN.slug] if service.check_results.all() and not service.look_again_since else []


def _who_is_checked(_slug: str) -> Q:
    return Exists(CheckResult.objects.filter(service=OuterRef("pk"))) & Q(look_again_since=None)


TICKS = {
    "way/one-to-one": "one_to_one", "way/in-group": "in_group", "way/by-woman": "by_woman", "way/by-man": "by_man",
}  # fmt: skip
WAYS = (
    Term("way/one-to-one", "One to one"),
    Term("way/in-group", "In a group"),
    Term("way/by-woman", "A woman can come"),
    Term("way/by-man", "A man can come"),
)
SETTINGS = (
    Term("setting/comes", "They come to you"),
    Term("setting/venue", "You go to a public place"),
    Term("setting/home-based", "You go to their home"),
)
CARE = (
    Term("care/none", "No personal care"),
    Term("care/directed", "Personal care by one person who works alone, as the person helped directs"),
    Term("care/registered", "Personal care, registered with the Care Quality Commission"),
)
SEEN = Term("check/seen", "Seen by a council")
KINDS = (
    Term("kind/sole-trader", "Sole trader"),
    Term("kind/partnership", "Partnership"),
    Term("kind/cic", "Community interest company"),
    Term("kind/company", "Limited company"),
    Term("kind/charity", "Charity"),
    Term("kind/mutual", "Co-operative or mutual"),
)

VOCABULARIES = (
    Vocabulary("activities", "Just Right: kinds of help", "What people do, in their own everyday words.",
               "service_type", (*taxonomy.FAMILIES, *taxonomy.ACTIVITIES), lambda s: s.activities, _in_family),
    _of_list("needs", "need", "Just Right: whom it is for", "The people that a service is for."),
    Vocabulary("ways", "Just Right: ways to help", "One to one or in a group, and who can come.", "eligibility",
               WAYS, _ticked, lambda slug: Q(**{TICKS[slug]: True})),
    Vocabulary("settings", "Just Right: where it happens", "Who travels.", "setting", SETTINGS,
               partial(_chosen, "setting", "setting/"), partial(_who_chose, "setting", "setting/")),
    Vocabulary("care", "Just Right: personal care", "Help with washing, dressing and the like, and under which rules.",
               "personal_care", CARE, partial(_chosen, "personal_care", "care/"),
               partial(_who_chose, "personal_care", "care/")),
    _of_list("payments", "payment", "Just Right: ways to pay", "Whose money can pay.", "prices"),
    _of_list("access", "accessibility", "Just Right: getting in", "What makes a place easy to reach and to use."),
    _of_list("communication", "communication", "Just Right: ways to communicate", "Beside spoken languages.",
             "languages"),
    Vocabulary("checks", "Just Right: checks", "What a council has read, on which day.", "assurance", (SEEN,),
               _checked, _who_is_checked, "checks"),
    Vocabulary("kinds", "Just Right: kinds of enterprise", "How an enterprise is set up.", "organization_type", KINDS,
               lambda s: [f"kind/{s.enterprise.kind}"], partial(_who_chose, "enterprise__kind", "kind/")),
)  # fmt: skip
BY_ID = {vocabulary.id: vocabulary for vocabulary in VOCABULARIES}
TERMS = {term.id: (vocabulary, term) for vocabulary in VOCABULARIES for term in vocabulary.terms}
KNOWN = {term.slug: (vocabulary, term) for vocabulary, term in TERMS.values()}


@cache
def term_document(vocabulary: Vocabulary, term: Term) -> dict:
    """A taxonomy term; every service that bears it shares the one document."""
    words = f" In everyday words: {term.words}." if term.words else ""
    parent = {"parent_id": str(KNOWN[term.family][1].id)} if term.family else {}
    return parent | {
        "id": str(term.id),
        "name": term.name,
        "description": f"{term.name}.{words}",
        "taxonomy": vocabulary.name,
        "taxonomy_id": str(vocabulary.id),
        "term_uri": f"{settings.SITE_URL}/api/oruk/v3/taxonomy_terms/{term.id}",
    }


def taxonomy_document(vocabulary: Vocabulary, *, whole: bool = False) -> dict:
    """A taxonomy, on its own with all its terms."""
    terms = {"taxonomy_terms": [term_document(vocabulary, term) for term in vocabulary.terms]} if whole else {}
    return terms | {
        "id": str(vocabulary.id),
        "name": vocabulary.name,
        "description": vocabulary.description,
        "uri": f"{settings.SITE_URL}/api/oruk/v3/taxonomies/{vocabulary.id}",
        "version": "1",
    }


def attributes(service: Service) -> list[dict]:
    """Everything that a service says in the words of our lists, without what it keeps back."""
    shared = [v for v in VOCABULARIES if v.group not in service.withheld and v.slug not in ("checks", "kinds")]
    return [attribute(service.pk, slug) for each in shared for slug in each.said(service) if slug in KNOWN]


def attribute(owner: UUID, slug: str, **more) -> dict:
    """The link of a service or an organization to one term."""
    vocabulary, term = KNOWN[slug]
    document = term_document(vocabulary, term)
    return {
        "id": derived(owner, "attribute", slug, *more.values()),
        "link_id": str(owner),
        "link_type": vocabulary.link_type,
        "taxonomy_term_id": document["id"],
        "taxonomy_term": document,
    } | more
