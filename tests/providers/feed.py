"""Asking the open feed as another program would."""

import json

from django.test import Client

BASE = "/api/oruk/v3"
PROGRAM = Client()  # kept, because each new one sets up every middleware again


def get(address: str = "", /, status: int = 200, **query):
    """The document at an address of the feed."""
    answer = PROGRAM.get(f"{BASE}{address}", query)
    assert answer.status_code == status, (address, query, answer.status_code)
    assert answer["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


def ids(address: str = "/services", /, **query) -> list[str]:
    """The ids on the first page of a list, which holds up to 500."""
    page = get(address, **{"per_page": 500, **query})
    assert page["size"] == len(page["contents"]) == page["total_items"]
    return [each["id"] for each in page["contents"]]


def lines(address: str = "/services", /, **query) -> list[dict]:
    """Every record of a stream."""
    answer = PROGRAM.get(f"{BASE}{address}", {"format": "ndjson", **query})
    assert answer.status_code == 200 and answer["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def everything() -> str:
    """All that the feed says, as one text: every list, whole and short, and every record."""
    told = [get(), get("/")]
    for address in ("/services", "/service_at_locations", "/organizations"):
        told += [get(address, per_page=500), get(address, full="true", full_service="true", per_page=500)]
        told += [get(f"{address}/{pk}", full_service="true") for pk in ids(address)]
        told += lines(address, full="true")
    return json.dumps(told, ensure_ascii=False)
