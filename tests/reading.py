"""What a person reads on a page, and how hard it is."""

import re
import warnings
from html.parser import HTMLParser

with warnings.catch_warnings():  # it finds its word lists the old way
    warnings.simplefilter("ignore")
    from textstat import textstat

SILENT = {"script", "style", "svg", "title", "option", "input"}
BLOCKS = {
    *("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "th", "td", "caption", "legend", "label", "button", "summary"),
    *("div", "section", "ul", "ol", "dl", "table", "form", "fieldset", "main", "aside", "br"),
}
NUMBERS = re.compile(r"^[\W\d]*$")


class _Text(HTMLParser):
    """Collects the words of <main>, one block on each line."""

    def __init__(self):
        super().__init__()
        self.blocks, self.silent, self.inside = [""], 0, False

    def handle_starttag(self, tag, attrs):
        if tag == "main":
            self.inside = True
        if tag in SILENT - {"input"}:
            self.silent += 1
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside = False
        if tag in SILENT - {"input"}:
            self.silent -= 1
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        if self.inside and not self.silent:
            self.blocks[-1] += data


def blocks(html: str) -> list[str]:
    """Paragraphs, list items, headings and cells with words in them."""
    parser = _Text()
    parser.feed(html)
    found = [" ".join(block.split()) for block in parser.blocks]
    return [block for block in found if not NUMBERS.match(block)]


def sentences(html: str) -> list[str]:
    """Each block cut at the ends of its sentences."""
    cut = [re.split(r"(?<=[.!?])[”’\"')]*\s+(?=[A-Z“‘0-9])", block) for block in blocks(html)]
    return [sentence for block in cut for sentence in block]


def grade(html: str) -> float:
    """Flesch-Kincaid: the school years that the page asks for; headings and labels, being short, do not count."""
    prose = [block for block in blocks(html) if block[-1] in ".!?:”"]
    return textstat.flesch_kincaid_grade(" ".join(prose))
