"""The key in a row's first cell: which checkpoint it is, and the revision that it was made from.

    byregion1:alesund/1/tiltak/definert/4:Ab3x9fKmQ2patu

Everything travels in it, so that rows may be sorted, left out or saved as another kind of file. The
last part is signed: its first letters belong to the installation alone, the others to the whole
key. So what comes from elsewhere and what was altered can be told apart.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from checkpoints.sheets import refusals

type Secret = str | bytes
type Spot = tuple[int, str, str]  # a strand, a milestone and a checkpoint, as addresses name them

VERSION = 1
MARK = 4  # characters
SIGNATURE = 10  # characters, of 6 bits each
_SALT = "checkpoints.sheets"
_SHAPE = re.compile(
    r"byregion(?P<version>[0-9]{1,4}):"
    r"(?P<region>[-\w]{1,50})/(?P<strand>[0-9]{1,5})/(?P<milestone>[-\w]{1,50})/"
    r"(?P<checkpoint>[-\w]{1,50})/(?P<revision>[0-9]{1,9})"
    r":(?P<signed>[-\w]{1,64})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Key:
    """A checkpoint on a strand of a region, at a revision."""

    region: str
    strand: int
    milestone: str
    checkpoint: str
    revision: int

    @property
    def spot(self) -> Spot:
        return self.strand, self.milestone, self.checkpoint

    def __str__(self) -> str:
        spot = f"{self.region}/{self.strand}/{self.milestone}/{self.checkpoint}"
        return f"byregion{VERSION}:{spot}/{self.revision}"


class BadKey(Exception):  # noqa: N818  a state of affairs of someone's file
    """Why a key is not accepted, in a sentence about its row."""

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def signed(key: Key) -> str:
    """A key as it stands in a cell."""
    return signed_with(settings.SECRET_KEY, key)


def signed_with(secret: Secret, key: Key) -> str:
    return f"{key}:{_mark(secret)}{_signature(secret, str(key))}"


def read(text: str, *, region: str) -> Key:
    """A key of a region's sheet. Raises BadKey for any other."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise BadKey(refusals.NO_KEY)
    if int(shape["version"]) != VERSION:
        older = int(shape["version"]) < VERSION
        raise BadKey(refusals.OLDER if older else refusals.NEWER)
    key = Key(
        shape["region"], int(shape["strand"]), shape["milestone"], shape["checkpoint"],
        int(shape["revision"]),
    )  # fmt: skip
    _check(key, shape["signed"])
    if key.region != region:
        raise BadKey(refusals.OTHER_REGION)
    return key


def _check(key: Key, sent: str) -> None:
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        mark = _mark(secret)
        if not sent.startswith(mark):
            continue
        if not constant_time_compare(sent[MARK:], _signature(secret, str(key))):
            raise BadKey(refusals.ALTERED)
        return
    raise BadKey(refusals.OTHER_INSTALLATION)


def _digest(secret: Secret, value: str, *, length: int, salt: str) -> str:
    digest = salted_hmac(salt, value, secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode()[:length]


_mark: Callable[[Secret], str] = partial(
    _digest, value="", length=MARK, salt=f"{_SALT}.installation"
)
_signature: Callable[[Secret, str], str] = partial(_digest, length=SIGNATURE, salt=_SALT)
