"""XML that somebody else wrote, read without trust: no document type, so no entity and no bomb, and nothing too large.

A file of payments never has a document type, a thousand levels or a million elements; one that does is refused before
it takes memory.
"""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext as _

from marketplace.workflow.errors import RuleBroken

MOST_BYTES = 20 * 1024 * 1024
MOST_ELEMENTS = 1_000_000
MOST_DEPTH = 40
MOST_LETTERS = 20_000  # in one text: the longest of these messages has a few hundred
CHUNK = 64 * 1024


class Unreadable(RuleBroken):
    """A file that cannot be read, with the reason in words."""


class _Reader:
    """Builds the tree under the eyes of limits; names of the document's own namespace are without it."""

    def __init__(self) -> None:
        self.namespace = ""
        self.depth = self.elements = self.letters = 0
        self.builder = TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse_type
        self.parser.EntityDeclHandler = self._refuse_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse_type(self, *_declared: object) -> None:
        raise Unreadable(_("This file defines things of its own, which no file of a bank does. It was not read."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.elements, self.letters = self.depth + 1, self.elements + 1, 0
        if self.depth > MOST_DEPTH or self.elements > MOST_ELEMENTS:
            raise Unreadable(_("This file has more levels or parts than any file of a bank. It was not read."))
        if self.elements == 1:
            self.namespace = name.rpartition(" ")[0]
        self.builder.start(self._own(name), attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(self._own(name))

    def _text(self, text: str) -> None:
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            raise Unreadable(_("A text in this file is longer than any bank writes. It was not read."))
        self.builder.data(text)

    def _own(self, name: str) -> str:
        namespace, _space, local = name.rpartition(" ")
        return local if namespace == self.namespace else name


def read_xml(content: bytes) -> tuple[str, Element]:
    """The namespace of the document and its tree; raises Unreadable for whatever a bank would not send."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 20 MB. Ask the bank for a shorter time."))
    reader = _Reader()
    try:
        for start in range(0, len(content), CHUNK):
            reader.parser.Parse(content[start : start + CHUNK], False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as broken:
        raise Unreadable(_("This file is broken in line %(n)s. Ask the bank for it again.") % {
            "n": broken.lineno}) from broken  # fmt: skip
    except (LookupError, ValueError) as unknown:
        raise Unreadable(_("This file is in letters that we do not know. Ask the bank for UTF-8.")) from unknown
    return reader.namespace, reader.builder.close()
