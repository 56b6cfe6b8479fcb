"""Photos that people send: looked into, turned upright, cut to the doorway, and made anew without their past."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from marketplace.workflow.errors import RuleBroken

LARGEST_FILE = 8 * 1024 * 1024
KINDS = ("JPEG", "PNG", "WEBP")
DOORWAY = (640, 768)  # 5 by 6, twice the size at which it is shown
FACES_ARE_ABOVE_THE_MIDDLE = (0.5, 0.4)
MOST_PIXELS = 50_000_000
MOST_PIXELS_UNSCALED = 25_000_000  # a JPEG can be read small; others are read whole
FEWEST_ACROSS = 200
PAPER = (255, 253, 248)


def clean(upload) -> ContentFile:
    """A small JPEG made from a photo, or a refusal in words. Nothing of the file that was sent survives."""
    if upload.size > LARGEST_FILE:
        raise RuleBroken(_("The photo is larger than 8 MB. Choose a smaller one, or send it to yourself as “medium”."))
    data = upload.read()
    try:
        with Image.open(BytesIO(data), formats=KINDS) as picture:
            _refuse_sizes(picture)
            return _made_anew(picture)
    except RuleBroken:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RuleBroken(_("This picture has too many pixels. Choose a smaller one.")) from error
    except Exception as error:  # whatever a decoder trips over is not a picture that we can use
        raise RuleBroken(_("We cannot read this file as a picture. Send a photo as JPEG, PNG or WebP.")) from error


def _refuse_sizes(picture: Image.Image) -> None:
    """Ask the header alone, before a single pixel is unpacked."""
    pixels = picture.width * picture.height
    if pixels > (MOST_PIXELS if picture.format == "JPEG" else MOST_PIXELS_UNSCALED):
        raise RuleBroken(_("This picture has too many pixels. Choose a smaller one."))
    if min(picture.size) < FEWEST_ACROSS:
        raise RuleBroken(_("This picture is too small to see a face. Choose one at least 200 pixels across."))


def _made_anew(picture: Image.Image) -> ContentFile:
    picture.draft("RGB", (DOORWAY[1] * 2, DOORWAY[1] * 2))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    cut = ImageOps.fit(upright, DOORWAY, Image.Resampling.LANCZOS, centering=FACES_ARE_ABOVE_THE_MIDDLE)
    sheet = Image.new("RGB", DOORWAY, PAPER)
    sheet.paste(cut, mask=cut.getchannel("A"))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=84, optimize=True)
    return ContentFile(out.getvalue(), name="photo.jpg")
