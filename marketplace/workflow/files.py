"""Papers that people send: judged by what is in them and not by their names, made harmless, and kept in private.

A picture is made anew without its past (EXIF). A PDF has to be one from its first byte to its last, without scripts,
attachments, forms that send, or a lock. Whatever a scanner finds is never kept; while a scanner that was set up is
away, a paper waits and nobody can open it.
"""

import hashlib
import re
import socket
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlparse

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_INFLATED = 60 * 1024 * 1024
LONGEST_SIDE = 3000
PDF, JPEG, PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
ENDS = re.compile(rb"%%EOF\s*\Z")
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/SubmitForm",
          b"/ImportData", b"/XFA", b"/Encrypt", b"/OpenAction/S", b"/GoToE", b"/GoToR")  # fmt: skip
MARKUP = re.compile(rb"<\s*(script|html|svg|iframe|\?php|!doctype)", re.IGNORECASE)
NAMED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


@dataclass(frozen=True)
class Paper:
    """One file that may be kept: its name, its kind, and its bytes as they are stored."""

    name: str
    content_type: str
    data: bytes


def clean(upload) -> Paper:
    """The paper, or a refusal in words; nothing is kept before this says yes."""
    if upload.size > LARGEST:
        raise RuleBroken(_("A file is at most 10 MB. Send a smaller one, or a photo of the page."))
    data = upload.read()
    if EICAR in data:
        raise RuleBroken(_("A scanner would call this file dangerous. Send another one."))
    name = re.sub(r"[^\w .()-]", "_", str(upload.name))[-80:] or "paper"
    if data.startswith(PDF):
        return Paper(name, "application/pdf", _pdf(data))
    if data.startswith((JPEG, PNG)):
        return Paper(name, "image/jpeg", _picture(data))
    raise RuleBroken(_("Send a PDF, or a photo as JPEG or PNG. This file is something else, whatever its name says."))


# --- Pictures --------------------------------------------------------------------------------------------------------
def _picture(data: bytes) -> bytes:
    """Upright, no larger than needed to read it, and made anew: nothing of the file that was sent survives."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise RuleBroken(_("This picture has too many pixels. Send a smaller one."))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = BytesIO()
            upright.save(out, "JPEG", quality=88, optimize=True)
            return out.getvalue()
    except RuleBroken:
        raise
    except Exception as error:  # whatever a decoder trips over is not a picture that we can show
        raise RuleBroken(_("We cannot read this file as a picture. Take the photo again, or send a PDF.")) from error


# --- PDF -------------------------------------------------------------------------------------------------------------
def _pdf(data: bytes) -> bytes:
    if not ENDS.search(data[-1024:]) or b"PK\x03\x04" in data[:1024] or data[5:6] not in (b"1", b"2"):
        raise RuleBroken(_("This PDF is damaged, or something is hidden at its end. Save it again, or send a photo."))
    if MARKUP.search(data[:1024]):
        raise RuleBroken(_("This file is a PDF and something else at once. Save it again, or send a photo."))
    plain = _named(data)
    inner = [_named(part) for part in _inflated(data)]
    if any(word in part for part in (plain, *inner) for word in ACTIVE):
        raise RuleBroken(
            _("This PDF is locked, or can run or hold other files. Print it as a new PDF, or send a photo.")
        )
    if any(EICAR in part for part in inner):
        raise RuleBroken(_("A scanner would call this file dangerous. Send another one."))
    return data


def _named(data: bytes) -> bytes:
    """Names with their letters written as numbers (`/J#61vaScript`) are read as a reader would."""
    return NAMED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _inflated(data: bytes) -> Iterator[bytes]:
    """What its compressed parts say; one that grows without end is refused."""
    left = MOST_INFLATED
    for part in STREAM.findall(data):
        unpacker = zlib.decompressobj()
        try:
            out = unpacker.decompress(part, left + 1)
        except zlib.error:
            continue  # pictures and fonts are packed in other ways
        left -= len(out)
        if left < 0:
            raise RuleBroken(_("This PDF grows too large when it is opened. Print it as a new PDF, or send a photo."))
        yield out


# --- Keeping, scanning, giving back ----------------------------------------------------------------------------------
def keep(paper: Paper, folder: str = "evidence") -> dict:
    """Stored in private under a name that says nothing; the facts of its row. What a scanner finds is refused."""
    scan = scanned(paper.data)
    if scan == "infected":
        raise RuleBroken(_("Our scanner says that this file is dangerous. Send another one."))
    stored = storages["private"].save(f"{folder}/{uuid7()}", ContentFile(paper.data))
    facts = {"stored_as": stored, "name": paper.name, "content_type": paper.content_type, "size": len(paper.data)}
    digest = hashlib.sha256(paper.data).hexdigest()
    return facts | {"sha256": digest, "scan": scan, "scanned_at": timezone.now() if scan == "clean" else None}


def scanned(data: bytes) -> str:
    """none: no scanner is set up; clean, infected; waiting: the scanner that is set up does not answer."""
    address = settings.CLAMD_URL
    if not address:
        return "none"
    try:
        answer = _ask(urlparse(address), data)
    except OSError:
        return "waiting"
    if answer.endswith(b"FOUND"):
        return "infected"
    return "clean" if answer.endswith(b"OK") else "waiting"


def _ask(address, data: bytes) -> bytes:
    """ClamAV's INSTREAM: the length of each piece, the piece, and an empty one at the end."""
    with socket.create_connection((address.hostname, address.port or 3310), timeout=10) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), 65_536):
            piece = data[start : start + 65_536]
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall((0).to_bytes(4, "big"))
        answer = b""
        while not answer.endswith(b"\0") and (part := line.recv(4096)):
            answer += part
    return answer.rstrip(b"\0").strip()


def read(stored_as: str) -> bytes:
    with storages["private"].open(stored_as) as file:
        return file.read()


def as_download(stored_as: str, content_type: str, name: str) -> HttpResponse:
    """Always as a download under a name of ours, in a box without rights."""
    response = HttpResponse(read(stored_as), content_type=content_type)
    ending = "pdf" if content_type == "application/pdf" else "jpg"
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def drop(stored_as: str) -> None:
    storages["private"].delete(stored_as)
