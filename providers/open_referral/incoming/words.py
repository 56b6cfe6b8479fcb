"""Somebody's text as plain words: without HTML, without what nobody sees, cut where a sentence ends."""

import re
from html.parser import HTMLParser
from typing import Any

from marketplace.ui.fields import visible

LONGEST = 50_000
BLOCKS = {"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section"}
UNSEEN = {"script", "style", "template", "head", "title", "noscript"}
MARKUP = re.compile(r"<[a-zA-Z/!?]|&[a-zA-Z#]")
ENDS = re.compile(r"[.!?…][\"'”’)]*(?=\s|$)")


class _Text(HTMLParser):
    """Keeps what a reader would see."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in UNSEEN and self.hidden > 0
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def plain(text: str) -> str:
    """The words alone, one paragraph a line."""
    text = text[:LONGEST]
    if MARKUP.search(text):
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    lines = (" ".join(line.split()) for line in visible(text).splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def sentences(text: str, most: int) -> str:
    """As many whole sentences as fit; of one that is longer by itself, as many whole words."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in ENDS.finditer(text[: most + 1]) if found.end() <= most]
    if ends:
        return text[: ends[-1]].rstrip()
    words = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return f"{words.rstrip(' ,;:')}…"


def first_sentence(text: str) -> str:
    line = text.split("\n", 1)[0]
    found = ENDS.search(line)
    return line[: found.end()] if found else line


def text_of(record: Any, name: str) -> str:
    """A field of a record on one line, or nothing; extra fields may hold anything."""
    value = record.get(name) if isinstance(record, dict) else None
    return one_line(value) if isinstance(value, str) else ""


def rows_of(record: Any, name: str) -> list[dict]:
    """A list of records, or nothing."""
    value = record.get(name) if isinstance(record, dict) else None
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
