"""Every attack file is refused in words, and nothing of it is kept; honest papers are made harmless."""

import socket
import zlib
from io import BytesIO
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken

pytestmark = pytest.mark.S8
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(inside: bytes = b"", before: bytes = b"", after: bytes = b"") -> bytes:
    body = b"%PDF-1.4\n" + before + b"1 0 obj<</Type/Catalog" + inside + b">>endobj\ntrailer<</Root 1 0 R>>\n"
    return body + after + b"%%EOF\n"


def packed(words: bytes) -> bytes:
    return b"2 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(words) + b"\nendstream endobj\n"


def picture(kind="JPEG", size=(300, 200), **more) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "tan").save(out, kind, **more)
    return out.getvalue()


def sent(data: bytes, name="paper.pdf"):
    return files.clean(SimpleUploadedFile(name, data))


ATTACKS = {
    "a program called pdf": b"MZ\x90\x00" + b"\0" * 200,
    "a page called pdf": b"<html><script>alert(1)</script></html>",
    "an svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "a zip": b"PK\x03\x04" + b"\0" * 50,
    "nothing": b"",
    "a pdf with a script": pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "a pdf with a disguised script": pdf(b"/OpenAction<</S/J#61vaScript/J#53(x)>>"),
    "a pdf that starts a program": pdf(b"/AA<</O<</S/Launch/F(cmd.exe)>>>>"),
    "a pdf with a file in it": pdf(b"/Names<</EmbeddedFiles 3 0 R>>"),
    "a pdf that is locked": pdf(b"/Encrypt 4 0 R"),
    "a pdf with a form that sends": pdf(b"/A<</S/SubmitForm/F(http://x)>>"),
    "a script packed into a pdf": pdf(before=packed(b"<</S/JavaScript/JS(x)>>")),
    "a pdf that is also a page": b"%PDF-1.4 <script>alert(1)</script>\n" + pdf()[9:],
    "a pdf with a zip behind it": pdf() + b"PK\x03\x04" + b"\0" * 2000,
    "a pdf cut short": pdf()[:-7],
    "a page with a pdf in it": b"<html>" + pdf(),
    "a pdf bomb": pdf(before=packed(b"\0" * (files.MOST_INFLATED + 10))),
    "eicar": EICAR,
    "eicar in a pdf": pdf(before=EICAR),
    "eicar packed into a pdf": pdf(before=packed(EICAR)),
    "a picture that is none": b"\xff\xd8\xff" + b"\0" * 500,
    "a png that is none": b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
    "too large": b"%PDF-1.4" + b"\0" * files.LARGEST,
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["paper.pdf", "photo.jpg", "../../etc/passwd"])
def test_no_attack_is_taken_whatever_its_name(attack, name):
    with pytest.raises(RuleBroken) as refused:
        sent(ATTACKS[attack], name)
    assert str(refused.value).endswith((".", "says."))


def test_a_picture_with_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_PIXELS", 1000)
    with pytest.raises(RuleBroken, match="pixels"):
        sent(picture())


def test_an_honest_pdf_stays_as_it_is():
    made = sent(pdf(before=packed(b"BT (Policy) Tj ET")), "My policy (2026).pdf")
    assert made.content_type == "application/pdf" and made.data == pdf(before=packed(b"BT (Policy) Tj ET"))
    assert made.name == "My policy (2026).pdf"


def test_a_photo_loses_where_and_when_it_was_taken_and_what_hides_behind_it():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x8825] = {1: "N"}
    made = sent(picture(exif=exif) + b"<script>alert(1)</script>", "photo.jpg")
    assert made.content_type == "image/jpeg" and b"home" not in made.data and b"script" not in made.data
    assert not Image.open(BytesIO(made.data)).getexif()


def test_a_png_becomes_a_jpeg_and_a_name_loses_its_folders():
    made = sent(picture("PNG"), "a/b\\c<>.png")
    assert made.content_type == "image/jpeg" and "/" not in made.name and "<" not in made.name


# --- A scanner -------------------------------------------------------------------------------------------------------
class Scanner:
    """Speaks as ClamAV does, and finds what it is told to find."""

    def __init__(self, answer: bytes):
        self.line, self.answer, self.received = socket.create_server(("127.0.0.1", 0)), answer, b""
        self.address = f"tcp://127.0.0.1:{self.line.getsockname()[1]}"
        Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with self.line:
            caller, _where = self.line.accept()
        with caller, caller.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            while length := int.from_bytes(said.read(4), "big"):
                self.received += said.read(length)
            caller.sendall(self.answer + b"\0")


def keep(settings, tmp_path, address):
    settings.CLAMD_URL = address
    settings.STORAGES = {**settings.STORAGES, "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}}  # fmt: skip
    return files.keep(sent(pdf()))


def test_what_a_scanner_calls_clean_is_kept(settings, tmp_path):
    scanner = Scanner(b"stream: OK")
    kept = keep(settings, tmp_path, scanner.address)
    assert kept["scan"] == "clean" and scanner.received == pdf() and files.read(kept["stored_as"]) == pdf()


def test_what_a_scanner_finds_is_never_kept(settings, tmp_path):
    with pytest.raises(RuleBroken, match="scanner"):
        keep(settings, tmp_path, Scanner(b"stream: Win.Test FOUND").address)
    assert not list(tmp_path.rglob("*.*")) and not any(path.is_file() for path in tmp_path.rglob("*"))


def test_while_the_scanner_is_away_a_paper_waits(settings, tmp_path):
    assert keep(settings, tmp_path, "tcp://127.0.0.1:1")["scan"] == "waiting"


def test_without_a_scanner_that_is_said(settings, tmp_path):
    assert keep(settings, tmp_path, "")["scan"] == "none"
