"""A result as a map without tiles: distance rings, names of places and numbered pins, in percent of a square."""

from math import ceil, cos, hypot, pi, sin, sqrt

from django.utils.translation import ngettext

MILE = 1609.344
SIDE = 520  # pixels that the square has on a wide screen
PHONE = 290  # and on the narrowest
STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 50)  # miles between two rings
GOLDEN_ANGLE = 2.39996
GAP = 8.5  # percent between two pins, 24 pixels on the narrowest screen
SEED = GAP * 0.75  # percent from the spot to its first neighbour
LETTER, LINE = 8.2, 20  # pixels of a letter and a line of 16 pixel text


def draw(cards: list[dict], towns: list[dict], miles: float) -> dict:
    """Where everything stands: 50, 50 is the search, x runs east and y south; positions and radii are percentages.

    Cards need number, id, people, url, is_venue, room, east and north (metres from the search); towns need name, east,
    north and optionally big.
    """
    reach = max(hypot(card["east"], card["north"]) for card in cards) / MILE if cards else miles
    distances = _distances(max(reach, 0.5))
    metre = 44 / (distances[-1] * MILE)
    pins = _apart([_pin(card, metre) for card in cards])
    rings = [_ring(distance, metre) for distance in distances]
    return {"pins": pins, "rings": rings, "names": _names(towns, metre, pins, rings), "miles": miles}


def _pin(card: dict, metre: float) -> dict:
    return {
        "number": card["number"],
        "people": card["people"],
        "href": f"#s-{card['id']}",
        "is_venue": card["is_venue"],
        "has_room": card["room"]["kind"] == "yes",
        "east": card["east"],
        "north": card["north"],
        "x": 50 + card["east"] * metre,
        "y": 50 - card["north"] * metre,
    }


def _distances(reach: float) -> list[float]:
    """Two or three round distances, the last of which takes everybody in."""
    step = next((step for step in STEPS if reach <= 3 * step), reach / 3)
    return [step * ring for ring in range(1, max(2, ceil(reach / step)) + 1)]


def _ring(miles: float, metre: float) -> dict:
    radius = miles * MILE * metre
    label = ngettext("%(miles)s mile", "%(miles)s miles", 1 if miles == 1 else 2) % {"miles": f"{miles:g}"}
    at = 50 + radius * cos(pi / 4)
    return {"miles": miles, "radius": round(radius, 1), "label": label, "x": round(at, 1), "y": round(at + 1, 1)}


def _fan(pins: list[dict]) -> None:
    """Those who share a spot, as people of one neighbourhood do, stand around it like the seeds of a sunflower."""
    spots: dict[tuple[float, float], int] = {}
    for pin in pins:
        spot = (round(pin["x"]), round(pin["y"]))
        seed = spots[spot] = spots.get(spot, -1) + 1
        pin["x"] += SEED * sqrt(seed) * cos(seed * GOLDEN_ANGLE)
        pin["y"] += SEED * sqrt(seed) * sin(seed * GOLDEN_ANGLE)


def _apart(pins: list[dict]) -> list[dict]:
    """Move pins that cover each other until each can be read and touched."""
    _fan(pins)
    for _round in range(60):
        moved = False
        for index, one in enumerate(pins):
            for other in pins[:index]:
                moved = _part(other, one, index) or moved
        for pin in pins:
            pin["x"], pin["y"] = min(max(pin["x"], 4), 96), min(max(pin["y"], 4), 96)
        if not moved:
            break
    return [{**pin, "x": round(pin["x"], 1), "y": round(pin["y"], 1)} for pin in pins]


def _part(one: dict, other: dict, index: int) -> bool:
    across, down = other["x"] - one["x"], other["y"] - one["y"]
    distance = hypot(across, down)
    if distance >= GAP - 0.05:
        return False
    if distance < 0.01:  # at the same spot: each goes its own way
        across, down, distance = cos(index * 2.4), sin(index * 2.4), 1
        push = GAP / 2
    else:
        push = (GAP - distance) / 2
    for pin, way in ((one, -1), (other, 1)):
        pin["x"] += way * push * across / distance
        pin["y"] += way * push * down / distance
    return True


def _box(x: float, y: float, text: str, side: int) -> tuple[float, float, float, float]:
    half = (len(text) * LETTER / 2 + 3) * 100 / side
    high = LINE * 100 / side
    return x - half, y - high * 0.8, x + half, y + high * 0.3


def _cross(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _taken(pins: list[dict], rings: list[dict], side: int) -> list[tuple]:
    reach = 19 * 100 / side
    taken = [(pin["x"] - reach, pin["y"] - reach, pin["x"] + reach, pin["y"] + reach) for pin in pins]
    here = (50 - reach, 50 - reach, 50 + reach, 50 + reach)
    return [here, *taken, *(_box(ring["x"], ring["y"], ring["label"], side) for ring in rings)]


def _names(towns: list[dict], metre: float, pins: list[dict], rings: list[dict]) -> list[dict]:
    """Names of places that cover neither each other nor a pin; on a phone only those that still fit are shown."""
    wide, narrow = _taken(pins, rings, SIDE), _taken(pins, rings, PHONE)
    shown = []
    for town in sorted(towns, key=lambda town: not town.get("big", False)):
        x, y = 50 + town["east"] * metre, 50 - town["north"] * metre
        for lift in (0, 7, -7):
            box = _box(x, y + lift, town["name"], SIDE)
            if min(box) > 0 and max(box) < 100 and not any(_cross(box, other) for other in wide):
                small = _box(x, y + lift, town["name"], PHONE)
                fits = min(small) > 0 and max(small) < 100 and not any(_cross(small, other) for other in narrow)
                wide.append(box)
                narrow += [small] if fits else []
                place = {"text": town["name"], "x": round(x, 1), "y": round(y + lift, 1)}
                shown.append({**place, "big": town.get("big", False), "is_wide": not fits})
                break
    return shown
