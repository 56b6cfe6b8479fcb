"""Invented people, services and searches for the public templates."""

from datetime import date

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
    ("Harjit Singh Gill", "Daal and Dominoes", [], "sky", "soon", -2550, 610, False),
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
                "checked": "Nobody has checked this yet"
                if number == 4
                else "Checked by Nottingham, good until June 2027",
                "is_checked": number != 4,
                "room": ROOM[room],
                "portraits": [portrait(face) for face in faces],
                "tone": tone,
                "number": number,
                "is_kept": number < 4,
                "is_invented": number == 2,
                "answers": "Usually answers within a day, answers 9 of 10" if number % 3 else "",
                "faded": "Nobody has confirmed this since 3 June 2026" if number == 5 else "",
                "why": "Fits: Cooking with you, A chat and company" if number % 2 else "",
                "fits": number < 5,
                "east": east,
                "north": north,
            }
        )
    return found


def home(**more) -> dict:
    tones = ["honey", "clay", "sage", "sky", "sage", "sky", "clay", "honey"]
    icons = ["cooking-pot", "coffee", "footprints", "bath", "sprout", "moon-star", "palette", "armchair"]
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


def filters() -> dict:
    chips = [
        {"name": "room", **option("1", "Has room", 14)},
        {"name": "comes", **option("1", "Comes to me", 17)},
        {"name": "part", **option("morning", "Mornings", 12)},
        {"name": "price", **option("1800", "Under £18", 8)},
        {"name": "pay", **option("direct", "Direct payments", 21)},
    ]
    days = [option("mon", "Monday", 12), option("tue", "Tuesday", 9)]
    workers = [option("w", "A woman", 15), option("m", "A man", None)]
    groups = [
        {"legend": "Day and time", "name": "day", "options": [{"name": "day", **each} for each in days]},
        {"legend": "Who comes", "name": "worker", "options": [{"name": "worker", **each} for each in workers]},
    ]
    return {"chips": chips, "groups": groups}


def results(count: int = 6, **more) -> dict:
    shown = cards(count)
    return {
        "place": {"name": "Sherwood", "label": "NG5"},
        "token": "t0ken",
        "words": "cooking and company",
        "miles": 3,
        "asked_miles": 3,
        "is_further": False,
        "exact": "",
        "understood": ["Cooking with you", "A chat and company"],
        "respelled": [],
        "is_understood": True,
        "fitting": min(count, 4),
        "total": count,
        "is_urgent": False,
        "can_download": False,
        "total_words": f"{count} people and groups" if count else "Nobody yet",
        "cards": shown,
        "page": {"number": 1, "pages": 2, "next_url": "?page=2", "previous_url": None, "first": 1, "last": count},
        **filters(),
        "map": draw(shown, TOWNS, 3),
        "view": "list",
        "elsewhere": "",
        "wider": {"label": "Look within 5 miles", "miles": 5},
        "is_shared": False,
        "tiles": None,
        **more,
    }


def gap(span: int) -> dict:
    return {"span": span, "kind": "gap", "long": "", "short": ""}


WEEK = {
    "hours": ["8am", "10am", "noon", "2pm", "4pm"],
    "rows": [
        {"day": "Mon", "rest": "day", "off": True},
        {
            "day": "Tue",
            "rest": "sday",
            "cells": [
                gap(1),
                {"span": 2, "kind": "free", "long": "9am to 11am", "short": "9–11"},
                {"span": 2, "kind": "taken", "long": "11am to 1pm", "short": "11–1"},
                gap(5),
            ],
        },
        {"day": "Wed", "rest": "nesday", "off": True},
    ],
}


CHECKS = {
    "by": "Nottingham City Council",
    "summary": "Every check that Amina’s work needs is done.",
    "items": [
        {
            "title": "Who she is",
            "words": "Her passport and a bill with her address were seen.",
            "dates": ["Seen 12 March 2026", "Does not run out"],
            "is_over": False,
        },
        {
            "title": "Insurance",
            "words": "If something goes wrong, up to £5 million.",
            "dates": ["Seen 2 February 2026", "Good until 31 January 2027"],
            "is_over": False,
        },
    ],
    "meaning": "The council has read these papers on these days. It has not watched Amina work.",
}

SERVICE = {
    "id": "0190-2",
    "people": "Amina Yusuf",
    "business": "Good Company",
    "enterprise_url": "/p/enterprise/1/",
    "town": "Sherwood",
    "lead_line": "Keeps you company and cooks with you. Comes to you from half a mile away.",
    "room": {"kind": "yes", "strong": "Has room: 4 hours a week.", "soft": "Said so on Thursday 12 November"},
    "portraits": [portrait("amina")],
    "tone": "sage",
    "story": [
        "I ran a school kitchen for nineteen years. What I liked best was never the food.",
        "So now I do that. We cook something you miss, or we walk to the arboretum and back.",
    ],
    "own_words_title": "In her own words",
    "does": ["Company, a walk, a game, a trip to the shops", "Cooking with you: Somali, Indian and plain English"],
    "does_not": ["Help with washing, dressing or using the toilet", "Give medicines"],
    "first_meeting": "Amina comes for a cup of tea, about half an hour. It is free.",
    "week_title": "Her week",
    "week": WEEK,
    "week_note": "Next free from Tuesday 1 December. Away 24 December to 2 January.",
    "costs": {
        "title": "What it costs you a week",
        "boxes": [
            {
                "days": [day == 1 or day == second for day in range(7)],
                "what": what,
                "soft": soft,
                "amount": amount,
                "per": "a week",
                "four": four,
            }
            for second, what, soft, amount, four in [
                (1, "One visit a week", "2 hours", "£37", "£148 every four weeks"),
                (3, "Two visits a week", "2 hours each", "£74", "£296 every four weeks"),
            ]
        ],
        "rows": [
            ("An hour", "£18.50. Saturdays £21"),
            ("On top", "Nothing for travel"),
            ("You can pay with", "Your own money"),
        ],
    },
    "first_name": "Amina",
    "gathering": "Starts when 5 people join: 3 so far.",
    "in_group": True,
    "whom": "her",
    "who": "she",
    "answer_by": date(2026, 11, 24),
    "whose": "her",
    "ways": ["One to one", "A woman can come"],
    "communication": [],
    "access_note": "",
    "personal_care": "",
    "activities": [],
    "who_for": ["Older people", "People with memory loss"],
    "ages": "Adults of any age",
    "languages": "English, Somali",
    "access": [],
    "address": "",
    "checks": CHECKS,
    "unchecked": "",
    "contact": {"can_phone": True, "can_email": True, "can_text": False, "times": "Best on weekdays, 9am to 6pm"},
    "faded": "",
    "answers_words": "Usually answers within a day, answers 9 of 10.",
    "listed_words": "Listed since 3 March 2026",
    "standing": {"kind": "in-order", "words": "", "takes_enquiries": True},
    "is_invented": True,
    "is_kept": True,
    "provider_words": "One person, works alone",
    "is_micro": True,
}


def service(**more) -> dict:
    return {"s": {**SERVICE, **more}, "ask_url": "/p/ask/0190-1/"}


def column(number: int) -> dict:
    card = cards(number)[-1]
    rows = [
        {"label": "What they do", "text": "Cooks in your kitchen", "big": "", "room": None},
        {"label": "When", "text": card["when"], "big": "", "room": None},
        {"label": "Have they room?", "text": "", "big": "", "room": card["room"]},
        {"label": "How far", "text": "Comes to you, 0.4 miles", "big": "", "room": None},
        {"label": "What it costs you a week", "text": "2 hours, and the shopping", "big": "£38", "room": None},
        {"label": "What has been checked", "text": card["checked"], "big": "", "room": None},
        {"label": "What they do not do", "text": "Washing-up for more than two", "big": "", "room": None},
    ]
    names = ("id", "people", "business", "url", "portraits", "tone")
    return {**{name: card[name] for name in names}, "rows": rows}


def columns(count: int) -> list[dict]:
    return [column(number) for number in range(1, count + 1)]


def leaflet() -> dict:
    shown = {name: cards(2)[-1][name] for name in cards(2)[-1]}
    reach = ["Ring 0115 496 0143", "Or text the same number"]
    return {"s": {**shown, "reach": reach, "page_address": "justright.example/services/0190-2/"}}


def enterprise(**more) -> dict:
    shown = {
        "name": "Good Company",
        "kind_words": "Sole trader",
        "size_words": "One person, works alone",
        "is_micro": True,
        "about": "I ran a school kitchen.\n\nNow I cook with people at home.",
        "services": [{**card, "number": None} for card in cards(2)],
        "numbers": [("Company number", "01234567")],
    }
    return {"e": {**shown, **more}}
