"""Every public page with invented content, so that each template can be drawn alone."""

from datetime import UTC, datetime

from tests.ui.content import FindForm, columns, enterprise, home, leaflet, results, service

AT, ONE = "/p/results/t0ken/", "/p/service/0190-2/"
LINK = "http://justright.example/shared/wUKq3hQ9vZ0/"
TILES = {
    "url": "/tiles/{z}/{x}/{y}.png",
    "attribution": "© OpenStreetMap contributors",
    "latitude": 52.98,
    "longitude": -1.15,
}
REACH = [
    {"kind": "phone", "label": "Ring", "value": "0115 496 0143", "href": "tel:+441154960143"},
    {"kind": "email", "label": "Email", "value": "amina@example.org", "href": "mailto:amina@example.org"},
]
BARE = {
    "checks": None,
    "unchecked": "Nobody has checked this yet.",
    "week": {"hours": [], "rows": []},
    "story": [],
    "does_not": [],
    "is_kept": False,
    "is_invented": False,
    "is_micro": False,
    "contact": {"can_phone": True, "can_email": True, "can_text": False, "times": "", "shown": REACH},
}


def _home() -> dict:
    wrong = FindForm({"help": "hot meals", "where": ""}, auto_id="%s")
    return {
        "home": ("marketplace/home.html", home(), "/"),
        "home-wrong": ("marketplace/home.html", home(form=wrong, cards=[], near=None), "/"),
    }


def _find() -> dict:
    several = [
        {"label": "Newport, Isle of Wight", "value": "Newport 1"},
        {"label": "Newport, Shropshire", "value": "2"},
    ]
    plain = {"form": FindForm(auto_id="%s"), "choices": []}
    asked = {"form": FindForm({"help": "tea", "where": "Newport"}, auto_id="%s"), "choices": several}
    return {
        "find": ("providers/find.html", plain, "/p/find/"),
        "find-several": ("providers/find.html", asked, "/p/find/"),
    }


READ = {
    "respelled": [{"typed": "cookng", "read": "cooking"}, {"typed": "compny", "read": "company"}],
    "asked_miles": "", "miles": 40, "is_further": True, "wider": None,
}  # fmt: skip


def _results() -> dict:
    narrowed = results(0)
    narrowed["chips"][0]["checked"] = narrowed["groups"][0]["options"][0]["checked"] = True
    return {
        "results": ("providers/results.html", results(), AT),
        "results-read": ("providers/results.html", results(**READ), AT),
        "results-map": ("providers/results.html", results(view="map"), AT),
        "results-none": ("providers/results.html", narrowed, AT),
        "results-tiles": ("providers/results.html", results(view="map", tiles=TILES), AT),
    }


def _service() -> dict:
    return {
        "service": ("providers/service.html", service(), ONE),
        "service-bare": ("providers/service.html", service(**BARE), ONE),
        "service-large": ("providers/service.html", service(), ONE + "?size=large"),
        "leaflet": ("providers/leaflet.html", leaflet(), "/p/leaflet/0190-2/"),
        "enterprise": ("providers/enterprise.html", enterprise(), "/p/enterprise/1/"),
    }


def _shortlist() -> dict:
    lists = {f"shortlist-{n}": {"columns": columns(n), "link": LINK if n == 2 else ""} for n in (0, 1, 2, 3, 6)}
    drawn = {name: ("providers/shortlist.html", content, "/p/shortlist/") for name, content in lists.items()}
    shared = {"columns": columns(2), "until": datetime(2027, 1, 5, 12, tzinfo=UTC)}
    return {**drawn, "shared": ("providers/shared.html", shared, "/p/shared/t0ken/")}


def _sorry() -> dict:
    pages = {code: (f"{code}.html", {}, "/") for code in ("400", "403", "404", "500")}
    return {**pages, "refused": ("refused.html", {"why": "The invoice is paid already."}, "/")}


def PAGES() -> dict:
    """Each page of the gallery: template, content, address."""
    return {**_home(), **_find(), **_results(), **_service(), **_shortlist(), **_sorry()}
