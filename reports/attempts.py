"""How often a stranger may try codes and files, and how many new papers a person may have made.

Counted in the cache that all processes share: a stranger by the address that a request comes from,
which is kept only as a keyed hash. Looking at an edition by its right code is not counted.
"""

from enum import Enum
from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from regions.models import User

PERIOD = 600  # seconds
HOME = 64  # bits of an IPv6 address that one household shares
NOWHERE = ""  # all whose address is not known count as one, as through a socket of the machine's


class Attempt(Enum):
    """What is counted, and how many of it there may be in a period."""

    CODE = 30
    FILE = 20
    PAPER = 40  # of drafts, or of days in the past; one that is kept already is not counted


def too_many(request: HttpRequest, attempt: Attempt) -> bool:
    return not _left(_hashed(request), attempt)


def count(request: HttpRequest, attempt: Attempt) -> bool:
    """Take one of those that there may be; False where none is left."""
    return _count(_hashed(request), attempt)


def count_person(person: User, attempt: Attempt) -> bool:
    """The same of someone who is signed in, wherever from."""
    return _count(str(person.pk), attempt)


def _count(who: str, attempt: Attempt) -> bool:
    """Each is a key of its own, which only one can add: those of one instant are counted all.

    (`incr` of the database's cache reads, and then writes.)
    """
    return any(cache.add(key, True, PERIOD) for key in _left(who, attempt))


def _left(who: str, attempt: Attempt) -> list[str]:
    """The keys that nobody has taken in the period."""
    keys = [f"{attempt.name}:{who}:{number}" for number in range(attempt.value)]
    taken = cache.get_many(keys)
    return [key for key in keys if key not in taken]


def _hashed(request: HttpRequest) -> str:
    return salted_hmac(__name__, _origin(request), algorithm="sha256").hexdigest()


def _origin(request: HttpRequest) -> str:
    """The address, as sign-in reads it behind a proxy of ours."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return NOWHERE
    if not isinstance(address, IPv6Address):
        return str(address)
    mapped = address.ipv4_mapped  # as a server that listens on IPv6 alone calls it
    return str(mapped or IPv6Network((int(address), HOME), strict=False))
