"""Our words for what people do and whom it is for: small, flat, reviewable lists.

A slug never changes once it was published (it is stored in rows and in feeds); a name may. `words` are everyday
words that lead to the term. Every term has a stable UUID, made from its slug.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "https://justright.example/taxonomy")


@dataclass(frozen=True)
class Term:
    """One entry: its slug, the name people read, its family, and everyday words that mean it."""

    slug: str
    name: str
    family: str = ""
    words: str = ""

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE, self.slug)


FAMILIES = (
    Term("meals", "Cooking and meals", words="food eat dinner lunch"),
    Term("company", "Company and a chat", words="lonely friend befriending sitting"),
    Term("out", "Getting out and about", words="trips transport lift"),
    Term("personal", "Getting up and washing", words="personal care"),
    Term("home", "House and garden", words="housework home help"),
    Term("night", "Through the night", words="overnight"),
    Term("groups", "Groups and making things", words="class club activity day service"),
    Term("breaks", "A break for family", words="respite carer relief"),
)

ACTIVITIES = (
    Term("cooking-with-you", "Cooking with you", "meals", "cook cooking kitchen recipes bake baking"),
    Term("cooking-for-you", "Cooking for you at home", "meals", "cook meals freezer batch dinner"),
    Term("meals-delivered", "Meals brought to your door", "meals", "meals on wheels hot meal delivery supper"),
    Term("lunch-club", "Lunch club", "meals", "lunch dinner eat together social"),
    Term("help-eating", "Help with eating and drinking", "personal", "feeding mealtimes"),
    Term("companionship", "Company at home", "company", "befriending chat visit sit with lonely friend"),
    Term("phone-calls", "Regular phone calls", "company", "telephone ring check daily call"),
    Term("reading-games", "Reading, music and games at home", "company", "cards chess dominoes books"),
    Term("animals", "Time with animals", "company", "pets dog walking care farm horses therapy"),
    Term("end-of-life", "Company at the end of life", "company", "dying palliative doula soul"),
    Term("going-out", "Going out together", "out", "trips walk cafe museum football pub outing"),
    Term("shopping", "Shopping with you or for you", "out", "groceries supermarket errands messages"),
    Term("appointments", "Going with you to appointments", "out", "hospital doctor gp dentist escort"),
    Term("driving", "Driving you there and back", "out", "lift transport car taxi"),
    Term("walking", "Walking and gentle exercise", "out", "walk exercise fitness falls balance"),
    Term("work-learning", "Finding work, learning and volunteering", "out", "job employment training college travel"),
    Term("washing-dressing", "Help with washing and dressing", "personal", "bath shower personal care toilet wash"),
    Term("getting-up", "Help getting up and going to bed", "personal", "morning evening bedtime hoist"),
    Term("medicines", "Reminders about medicines", "personal", "tablets medication prompt pills"),
    Term("hair-nails", "Hair, beauty and nails at home", "personal", "hairdresser barber manicure foot"),
    Term("moving-about", "Help with moving about", "personal", "transfer mobility lifting"),
    Term("nursing", "Nursing at home", "personal", "nurse wound catheter delegated"),
    Term("cleaning", "Cleaning", "home", "hoover hoovering housework dusting clean"),
    Term("laundry", "Washing and ironing clothes", "home", "laundry iron bedding"),
    Term("gardening", "Gardening", "home", "garden lawn mowing hedge weeding"),
    Term("odd-jobs", "Odd jobs and small repairs", "home", "handyman fix diy grab rail bulbs decorating"),
    Term("decluttering", "Sorting and decluttering", "home", "hoarding tidy moving downsizing"),
    Term("paperwork", "Letters, bills and forms", "home", "paperwork benefits pip budgeting admin money"),
    Term("computers", "Help with phones and computers", "home", "digital internet tablet online it"),
    Term("live-in", "Living in", "night", "live-in lodger homeshare"),
    Term("sleeping-night", "Sleeping nights", "night", "overnight sleep-in night sitter"),
    Term("waking-night", "Waking nights", "night", "overnight awake night sitter"),
    Term("art-craft", "Art and craft", "groups", "painting pottery sewing knitting woodwork"),
    Term("music-dance", "Music, singing and dance", "groups", "choir band drumming dance singing"),
    Term("drama", "Drama and storytelling", "groups", "theatre acting"),
    Term("sport", "Sport and keeping fit", "groups", "football swimming cycling gym boccia"),
    Term("growing", "Allotment and growing", "groups", "allotment farm horticulture nature outdoors"),
    Term("day-group", "Day group", "groups", "day centre day opportunities day service"),
    Term("memory-group", "Memory café", "groups", "dementia alzheimers singing for the brain"),
    Term("social-club", "Social club", "groups", "coffee morning friends youth club evening"),
    Term("life-skills", "Learning skills for living", "groups", "independence travel training cookery money"),
    Term("peer-support", "People who have been there too", "groups", "peer support recovery mental health"),
    Term("sitting-service", "Sitting in while family goes out", "breaks", "respite sitter carer break"),
    Term("short-breaks", "Short breaks and holidays", "breaks", "respite holiday weekend away"),
    Term("after-school", "After school and holidays", "breaks", "children young people club send"),
    Term("hospital-home", "Settling in after hospital", "breaks", "discharge home from hospital reablement"),
    Term("brokerage", "Help planning and arranging support", "home", "broker advocate direct payment payroll"),
    Term("massage", "Massage and relaxing", "personal", "reflexology aromatherapy yoga mindfulness"),
)

NEEDS = (
    Term("older", "Older people", words="elderly old age frail"),
    Term("dementia", "Dementia", words="alzheimers memory loss"),
    Term("learning-disability", "Learning disability", words="ld downs"),
    Term("autism", "Autism", words="autistic asd aspergers"),
    Term("mental-health", "Mental health", words="anxiety depression mh"),
    Term("physical-disability", "Physical disability", words="wheelchair disabled mobility"),
    Term("long-term-illness", "Long-term illness", words="ms parkinsons stroke copd"),
    Term("brain-injury", "Brain injury", words="head injury abi stroke"),
    Term("sight-loss", "Sight loss", words="blind partially sighted"),
    Term("deaf", "Deaf or hard of hearing", words="bsl hearing loss"),
    Term("children", "Disabled children", words="send child kids"),
    Term("young-people", "Young people growing up", words="transition teenager"),
    Term("carers", "Family carers", words="carer mum dad looking after"),
    Term("end-of-life-needs", "End of life", words="dying palliative cancer"),
    Term("drink-drugs", "Drink or drugs", words="alcohol addiction recovery"),
    Term("homeless", "No settled home", words="homeless housing"),
)

PAYMENTS = (
    Term("self", "My own money", words="self-funded private"),
    Term("direct-payment", "Direct payment", words="dp"),
    Term("isf", "Money somebody holds for me", words="individual service fund isf managed account"),
    Term("phb", "Personal health budget", words="phb nhs chc"),
    Term("council", "The council pays", words="commissioned contract"),
    Term("pooled", "Sharing the cost with others", words="pooled group"),
)

ACCESS = (
    Term("level-entry", "Level entry"),
    Term("accessible-toilet", "Accessible toilet"),
    Term("changing-place", "Changing Places toilet"),
    Term("hearing-loop", "Hearing loop"),
    Term("quiet-room", "Quiet room"),
    Term("blue-badge", "Blue Badge parking"),
    Term("bus-stop", "Bus stop within 200 metres"),
    Term("assistance-dogs", "Assistance dogs welcome"),
)

COMMUNICATION = (
    Term("bsl", "British Sign Language"),
    Term("makaton", "Makaton"),
    Term("easy-read", "Easy Read"),
    Term("large-print", "Large print"),
    Term("objects", "Pictures and objects"),
    Term("deafblind", "Deafblind manual"),
)

LANGUAGES = {
    "en": "English", "cy": "Welsh", "pa": "Punjabi", "ur": "Urdu", "pl": "Polish", "so": "Somali", "bn": "Bengali",
    "gu": "Gujarati", "hi": "Hindi", "ar": "Arabic", "it": "Italian", "es": "Spanish", "pt": "Portuguese",
    "ro": "Romanian", "fr": "French", "yo": "Yoruba", "ig": "Igbo", "zh": "Chinese", "ta": "Tamil", "tr": "Turkish",
    "uk": "Ukrainian", "fa": "Farsi", "lt": "Lithuanian", "ru": "Russian", "ti": "Tigrinya", "sw": "Swahili",
}  # fmt: skip

# Physical help that the law calls personal care when it is given where the person lives (SI 2014/2936 reg 2).
PERSONAL_CARE = frozenset({"washing-dressing", "getting-up", "help-eating", "medicines", "nursing", "moving-about"})

LISTS = {
    "activities": ACTIVITIES, "needs": NEEDS, "payments": PAYMENTS, "access": ACCESS, "communication": COMMUNICATION,
}  # fmt: skip


def choices(terms: tuple[Term, ...]) -> list[tuple[str, str]]:
    """The list as Django choices."""
    return [(term.slug, term.name) for term in terms]


def named(terms: tuple[Term, ...], slugs: list[str]) -> list[str]:
    """The names of these slugs, in the order of the list."""
    chosen = set(slugs)
    return [term.name for term in terms if term.slug in chosen]


def grouped_activities() -> list[tuple[str, list[tuple[str, str]]]]:
    """Activities under the names of their families, for a form."""
    return [(f.name, [(a.slug, a.name) for a in ACTIVITIES if a.family == f.slug]) for f in FAMILIES]
