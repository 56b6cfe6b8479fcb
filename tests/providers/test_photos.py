"""Photos are made anew; what is not a picture, or is one to hurt us, is refused in words."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from marketplace.workflow.errors import RuleBroken
from providers import photos
from tests.factories import ServiceFactory

pytestmark = pytest.mark.S8


def picture(kind="JPEG", size=(900, 700), mode="RGB", **saved) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 120 if mode == "L" else (120, 80, 40, 255)[: len(mode)]).save(out, kind, **saved)
    return out.getvalue()


def upload(data: bytes, name="me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def png_that_claims(width: int, height: int) -> bytes:
    """A few hundred bytes that unpack to gigabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("PNG", "L")])
def test_a_picture_of_any_name_becomes_a_small_jpeg_for_the_doorway(kind, mode):
    made = Image.open(BytesIO(photos.clean(upload(picture(kind, mode=mode), "me.exe")).read()))
    assert (made.format, made.size, made.mode) == ("JPEG", (640, 768), "RGB")


def test_where_and_when_it_was_taken_is_gone_and_it_stands_upright():
    photo = Image.new("RGB", (900, 700), (0, 0, 255))
    photo.paste((255, 0, 0), (0, 0, 450, 700))  # the left half is red: turned by a quarter it is the top
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    out = BytesIO()
    photo.save(out, "JPEG", exif=exif, comment=b"at home")
    data = photos.clean(upload(out.getvalue())).read()
    made = Image.open(BytesIO(data))
    assert not made.getexif() and b"Secret" not in data and b"at home" not in data
    assert made.getpixel((320, 50))[0] > 200 and made.getpixel((320, 700))[2] > 200


def test_what_hides_behind_a_picture_does_not_survive():
    evil = b"<script>alert(1)</script><?php system('id'); ?>PK\x03\x04"
    made = photos.clean(upload(picture() + evil)).read()
    assert not any(part in made for part in (b"<script", b"<?php", b"PK\x03\x04"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cannot read"),
        (b"GIF89a" + b"\0" * 50, "cannot read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "cannot read"),
        (b"%PDF-1.7", "cannot read"),
        (b"\xff\xd8\xff\xe0" + b"not really", "cannot read"),
        (picture()[:400], "cannot read"),
        (png_that_claims(60_000, 60_000), "too many pixels"),
        (png_that_claims(6_000, 6_000), "too many pixels"),
        (png_that_claims(2_000, 2_000), "cannot read"),
        (picture(size=(150, 900)), "too small"),
        (picture("GIF"), "cannot read"),
        (picture("BMP"), "cannot read"),
        (picture("TIFF"), "cannot read"),
    ],
    ids=["empty", "gif", "svg", "pdf", "fake", "cut", "bomb", "big", "lies", "thin", "real-gif", "bmp", "tiff"],
)
def test_what_is_no_photo_is_refused_in_words(data, said):
    with pytest.raises(RuleBroken, match=said):
        photos.clean(upload(data))


def test_a_file_over_eight_megabytes_is_not_even_read():
    with pytest.raises(RuleBroken, match="larger than 8 MB"):
        photos.clean(upload(b"\0" * (photos.LARGEST_FILE + 1)))


# --- The page --------------------------------------------------------------------------------------------------------
@pytest.fixture
def face(client, amina, good_company, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(amina)
    service = ServiceFactory(enterprise=good_company)
    return service, reverse("providers:face", args=[service.pk])


@pytest.mark.django_db
def test_amina_shows_her_photo_then_takes_it_away(client, face, tmp_path, django_capture_on_commit_callbacks):
    service, address = face
    assert client.post(address, {"kind": "photo", "photo": upload(picture())}).status_code == 302
    service.refresh_from_db()
    assert service.photo.name.startswith("photos/") and len(list(tmp_path.rglob("*.jpg"))) == 1
    assert client.post(address, {"kind": "photo"}).status_code == 302  # the photo that is there stays
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"kind": "none"}).status_code == 302
    service.refresh_from_db()
    assert not service.photo and not list(tmp_path.rglob("*.jpg"))


@pytest.mark.django_db
def test_a_refused_photo_is_said_on_the_page_and_the_old_one_stays(client, face):
    service, address = face
    client.post(address, {"kind": "photo", "photo": upload(picture())})
    words = client.post(address, {"kind": "photo", "photo": upload(b"GIF89a")}).content.decode()
    assert "We cannot read this file as a picture." in words
    service.refresh_from_db()
    assert service.photo


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", [[], ["../../etc/passwd"], ["peep-99"]])
def test_only_a_face_of_ours_can_be_chosen(client, face, chosen):
    service, address = face
    assert client.post(address, {"kind": "drawn", "portraits": chosen}).status_code == 200
    service.refresh_from_db()
    assert service.portraits == []


@pytest.mark.django_db
def test_two_people_choose_two_faces_and_an_invented_face_is_shown_too(client, face):
    service, address = face
    assert client.post(address, {"kind": "drawn", "portraits": ["peep-01", "peep-02"]}).status_code == 302
    service.refresh_from_db()
    assert service.portraits == ["peep-01", "peep-02"]
    service.portraits = ["demo-amina"]
    service.save()
    assert "/portraits/demo-amina.svg" in client.get(address).content.decode()
