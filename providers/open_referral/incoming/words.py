"""Somebody's text as plain words: without HTML, without what nobody sees, cut where a sentence ends."""

import html
import re
from typing import Any

from marketplace.ui.fields import visible

LONGEST = 50_000
BLOCKS = {"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section"}
UNSEEN = {"script", "style", "template", "head", "title", "noscript"}
NAME = re.compile(r"[/!?]?([a-zA-Z][a-zA-Z0-9]*|)")
MARKUP = re.compile(r"<[a-zA-Z/!?]|&[a-zA-Z#]")
ENDS = re.compile(r"[.!?…][\"'”’)]*(?=\s|$)")


class _Reader:
    """Keeps what a reader would see, in one pass: the standard library's parser takes a minute over a nasty text."""

    def __init__(self, text: str):
        first, *parts = text.split("<")
        self.seen, self.until = [first], ""
        for part in parts:
            if self.until:
                self.skip(part)
            else:
                self.read(part)

    def read(self, part: str) -> None:
        """What follows a `<`: a comment, a tag with what is behind it, or a `<` that is none."""
        if part.startswith("!--"):
            self.until = "-->"
            self.skip(part)
            return
        tag, end, rest = part.partition(">")
        name = NAME.match(tag)
        if not end or not (name and name[0]):
            self.seen.append(f"<{part}")
        elif tag[0] != "/" and name[1].lower() in UNSEEN:
            self.until = f"/{name[1].lower()}"
        else:
            self.seen += ["\n" if name[1].lower() in BLOCKS else "", rest]

    def skip(self, part: str) -> None:
        """Inside a comment or a script, until it ends."""
        if self.until == "-->":
            _comment, end, rest = part.partition("-->")
        else:
            _tag, end, rest = part.partition(">") if part.lower().startswith(self.until) else ("", "", "")
        if end:
            self.until = ""
            self.seen.append(rest)


def plain(text: str) -> str:
    """The words alone, one paragraph a line."""
    text = text[:LONGEST]
    if MARKUP.search(text):
        text = html.unescape("".join(_Reader(text).seen))
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


def squeezed(name: str) -> str:
    """A name without what tells nothing apart: its spaces, signs and capitals."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


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
