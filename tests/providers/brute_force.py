"""The directory search written a second time, slowly and plainly, to hold the fast one against."""

from math import sqrt

METRES_IN_A_MILE = 1609.344


def brute_force(documents, wanted, *, today, most=1000):
    """Ids and distances of all that fit, nearest first, at most the nearest `most` and one more."""
    here = (wanted.easting, wanted.northing)
    near = [(distance(d.point, here), d) for d in documents]
    near = [(metres, d) for metres, d in near if _fits(metres, d, wanted, today)]
    words = set(wanted.words.split())
    if words:
        near = [(metres, d) for metres, d in near if words & d.said]
    near = _nearest_with_ties(sorted(near, key=lambda pair: (pair[0], pair[1].service_id)), most + 1)
    if words and any(words <= d.said for _metres, d in near):
        near = [(metres, d) for metres, d in near if words <= d.said]
    return [(d.service_id, metres) for metres, d in near][: most + 1]


def distance(one, other):
    """Metres, rounded as PostgreSQL rounds them (its `pg_hypot`), so that ties are ties for both."""
    longer, shorter = sorted((abs(one[0] - other[0]), abs(one[1] - other[1])), reverse=True)
    return longer * sqrt(1 + (shorter / longer) ** 2) if shorter else longer


def _nearest_with_ties(pairs, limit):
    if len(pairs) <= limit:
        return pairs
    edge = pairs[limit - 1][0]
    return [pair for pair in pairs if pair[0] <= edge]


def _fits(metres, document, wanted, today):
    return (
        metres <= round(wanted.miles * METRES_IN_A_MILE)
        and (document.reach == 0 or metres <= document.reach or wanted.council in document.councils)
        and _tags_fit(document, wanted.tags)
        and (not wanted.has_room or (document.room_until is not None and document.room_until >= today))
        and (
            wanted.most_pence is None or (document.hour_pence is not None and document.hour_pence <= wanted.most_pence)
        )
    )


def _tags_fit(document, tags):
    groups = {tag.split(":")[0] for tag in tags}
    return all(any(t in document.tags for t in tags if t.startswith(f"{group}:")) for group in groups)


def counts(documents, ids, today):
    """How many of these carry each tag, have room, and cost no more than each price."""
    held = {d.service_id: d for d in documents}
    kept = [held[one] for one in ids]
    found = {"room": sum(1 for d in kept if d.room_until is not None and d.room_until >= today)}
    for pence in (1200, 1500, 1800, 2200):
        found[f"under:{pence}"] = sum(1 for d in kept if d.hour_pence is not None and d.hour_pence <= pence)
    for document in kept:
        for tag in document.tags:
            found[tag] = found.get(tag, 0) + 1
    return found
