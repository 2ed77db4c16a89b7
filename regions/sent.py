"""How much a request says that it brings, before any of it is read."""

import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest


def bytes_sent(request: HttpRequest) -> int:
    """What the header says; BadRequest where it is no number.

    Not left to `int`, which takes signs, spaces and the digits of all scripts.
    """
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    if not re.fullmatch(r"[0-9]{1,18}", told):
        raise BadRequest("The request does not say how long it is.")
    return int(told)
