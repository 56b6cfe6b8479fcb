"""Invented content for every public page, so that each template can be drawn alone."""

from django import forms

from marketplace.ui.maps import draw


class FindForm(forms.Form):
    help = forms.CharField(
        label="What would help?",
        help_text="Your own words, like hot meals or company",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    where = forms.CharField(
        label="Where?", help_text="A postcode or a town", widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )


def portrait(name: str) -> str:
    return f"/static/img/portraits/{name}.svg"


ROOM = {
    "yes": {"kind": "yes", "strong": "Has room on Fridays.", "soft": "Said so on Wednesday 18 November"},
    "soon": {"kind": "soon", "strong": "A wait of about 3 weeks.", "soft": "Said so on Monday 16 November"},
    "full": {"kind": "full", "strong": "Full until January.", "soft": "Said so on Tuesday 17 November"},
    "unknown": {"kind": "unknown", "strong": "We do not know if she has room.", "soft": "Last said so on 2 October"},
}
PEOPLE = [
    ("Rosa Bianchi", "The Kitchen Table", ["rosa"], "honey", "yes", -540, -460, False),
    ("Amina Yusuf", "Good Company", ["amina"], "sage", "yes", -460, 610, False),
    ("Joy and Bev", "Tuesday Paint Pots", ["joy", "bev"], "clay", "yes", 1300, 560, True),
    ("Harjit Singh Gill", "Daal and Dominoes", ["harjit"], "sky", "soon", -2550, 610, False),
    ("Sheila Marsh", "Sheila’s Suppers", ["sheila"], "honey", "unknown", -1800, 2660, False),
    ("Kelechi and Tom", "Out and About", ["kelechi", "tom"], "sage", "full", 980, 3220, False),
]
TOWNS = [
    {"name": "Nottingham", "east": -590, "north": -2450, "big": True},
    {"name": "Mapperley", "east": 2070, "north": -230},
    {"name": "Carrington", "east": -1610, "north": -500},
    {"name": "Arnold", "east": 1400, "north": 4000},
    {"name": "Bulwell", "east": -3890, "north": 2720},
    {"name": "West Bridgford", "east": 1130, "north": -5060},
    {"name": "Carlton", "east": 3810, "north": -730},
]


def cards(count: int = 6) -> list[dict]:
    """As many service cards as asked, with every kind of room, face and place."""
    found = []
    for number in range(1, count + 1):
        people, business, faces, tone, room, east, north, is_venue = PEOPLE[(number - 1) % len(PEOPLE)]
        where = "You go to Mapperley, St Jude’s Hall, 0.9 miles away. Level entry"
        found.append(
            {
                "id": f"0190-{number}",
                "url": f"/p/service/0190-{number}/",
                "people": people,
                "business": business,
                "summary": "Cooks in your kitchen, with you or for you, and leaves three meals for the freezer.",
                "when": "Wednesday and Friday, 10am to 4pm",
                "where": where if is_venue else "Comes to you from Carrington, 0.4 miles away",
                "is_venue": is_venue,
                "money": "£19 an hour, shopping at what it costs",
                "checked": "Nobody has checked this yet" if number == 4 else "Checked by Nottingham, good until June 2027",
                "is_checked": number != 4,
                "room": ROOM[room],
                "portraits": [portrait(face) for face in faces],
                "tone": tone,
                "number": number,
                "is_kept": number < 4,
                "is_invented": number == 2,
                "east": east,
                "north": north,
            }
        )
    return found


def home(**more) -> dict:
    tones = ["honey", "clay", "sage", "sky", "sage", "sky", "clay", "honey"]
    icons = "cooking-pot coffee footprints bath sprout moon-star palette armchair".split()
    words = [
        *("Cooking and meals", "Company and a chat", "Getting out and about", "Getting up and washing"),
        *("House and garden", "Through the night", "Groups and making things", "A break for family"),
    ]
    pictures = [
        {"value": label, "label": label, "icon": name, "tone": tone}
        for label, name, tone in zip(words, icons, tones, strict=True)
    ]
    near = [{**card, "number": None} for card in cards(3)]
    return {
        "form": FindForm(auto_id="%s"),
        "pictures": pictures,
        "near": {"name": "Nottingham"},
        "cards": near,
        "total_near": 27,
        **more,
    }


def option(value: str, label: str, count: int | None, checked: bool = False) -> dict:
    return {"value": value, "label": label, "count": count, "checked": checked}


def results(count: int = 6, **more) -> dict:
    shown = cards(count)
    chips = [
        {"name": "room", **option("1", "Has room", 14)},
        {"name": "comes", **option("1", "Comes to me", 17)},
        {"name": "part", **option("morning", "Mornings", 12)},
        {"name": "price", **option("1800", "Under £18", 8)},
        {"name": "pay", **option("direct", "Direct payments", 21)},
    ]
    groups = [
        {"legend": "Day and time", "name": "day", "options": [option("mon", "Monday", 12), option("tue", "Tuesday", 9)]},
        {"legend": "Who comes", "name": "worker", "options": [option("w", "A woman", 15), option("m", "A man", None)]},
    ]
    return {
        "place": {"name": "Sherwood", "label": "NG5"},
        "token": "t0ken",
        "words": "cooking and company",
        "miles": 3,
        "total": count,
        "total_words": f"{count} people and groups" if count else "Nobody yet",
        "cards": shown,
        "page": {"number": 1, "pages": 2, "next_url": "?page=2", "previous_url": None, "first": 1, "last": count},
        "chips": chips,
        "groups": groups,
        "map": draw(shown, TOWNS, 3),
        "view": "list",
        "wider": {"label": "Look within 5 miles", "miles": 5},
        "is_shared": False,
        "tiles": None,
        **more,
    }


def PAGES() -> dict:
    """Each page of the gallery: template, content, address."""
    wrong = FindForm({"help": "hot meals", "where": ""}, auto_id="%s")
    return {
        "home": ("marketplace/home.html", home(), "/"),
        "home-wrong": ("marketplace/home.html", home(form=wrong, cards=[], near=None), "/"),
        "results": ("providers/results.html", results(), "/p/results/t0ken/"),
        "results-map": ("providers/results.html", results(view="map"), "/p/results/t0ken/"),
        "results-none": ("providers/results.html", results(0), "/p/results/t0ken/"),
    }
