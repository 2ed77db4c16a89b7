"""Pictures: whole, of bounded size, and a small copy to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.core.files.base import File
from PIL import Image, ImageOps

from checkpoints.evidence.refusals import DAMAGED, TOO_MANY_PIXELS, Refused

MAX_MEGAPIXELS = 80  # one of a telephone's largest takes a third of a gigabyte to unpack
THUMBNAIL = 320  # pixels, the longer side
THUMBNAIL_TYPE = "image/webp"
FORMATS = ("PNG", "JPEG", "WEBP")
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def check(file: "File[bytes]") -> None:
    """Unpack a picture once. Raises Refused for one that is damaged or has too many pixels."""
    with _opened(file) as picture:
        picture.verify()
    with _opened(file) as picture:
        picture.load()


def thumbnail(file: "File[bytes]") -> bytes:
    """A WebP of at most 320 pixels a side, the right way up and with nothing but its pixels."""
    with _opened(file) as picture:
        picture.draft("RGB", (THUMBNAIL * 2, THUMBNAIL * 2))
        upright = ImageOps.exif_transpose(picture)
        has_alpha = upright.has_transparency_data
        small = upright.convert("RGBA" if has_alpha else "RGB")
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        out = BytesIO()
        small.save(out, "WEBP", quality=80, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()


@contextmanager
def _opened(file: "File[bytes]") -> Iterator[Image.Image]:
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_MEGAPIXELS * 1_000_000:
                raise Refused(TOO_MANY_PIXELS, limit=MAX_MEGAPIXELS)
            yield picture
    except TOO_LARGE:
        raise Refused(TOO_MANY_PIXELS, limit=MAX_MEGAPIXELS) from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what Pillow raises for broken pictures
        raise Refused(DAMAGED) from None
