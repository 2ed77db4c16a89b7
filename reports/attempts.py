"""How often a stranger may try: codes that no edition has, and files to compare.

Counted in the cache that all processes share, by the address that a request comes from, which is
kept only as a keyed hash. Looking at an edition by its right code is not counted.
"""

from enum import Enum
from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PERIOD = 600  # seconds
HOME = 64  # bits of an IPv6 address that one household shares
NOWHERE = ""  # all whose address is not known count as one, as through a socket of the machine's


class Attempt(Enum):
    """What is counted, and how many of it there may be in a period."""

    CODE = 30
    FILE = 20


def too_many(request: HttpRequest, attempt: Attempt) -> bool:
    return not _left(request, attempt)


def count(request: HttpRequest, attempt: Attempt) -> bool:
    """Take one of those that there may be; False where none is left.

    Each is a key of its own, which only one can add: what comes at the same instant is counted
    one by one. (`incr` of the database's cache reads, and then writes.)
    """
    return any(cache.add(key, True, PERIOD) for key in _left(request, attempt))


def _left(request: HttpRequest, attempt: Attempt) -> list[str]:
    """The keys that nobody has taken in the period."""
    hashed = salted_hmac(__name__, _origin(request), algorithm="sha256").hexdigest()
    keys = [f"{attempt.name}:{hashed}:{number}" for number in range(attempt.value)]
    taken = cache.get_many(keys)
    return [key for key in keys if key not in taken]


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
