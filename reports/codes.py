"""The code on an edition's last page: short enough to type, too long to guess."""

import re
import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another
LENGTH = 12  # 30 ** 12 codes: 59 bits
GROUP = 4


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """«K7QM-2XHD-9FTR», as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def as_typed(text: str) -> str:
    """A code out of what someone typed: capitals, without what groups it."""
    return re.sub(r"[\W_]", "", text).upper()


def could_be(code: str) -> bool:
    """Whether any edition could have this code; one that was mistyped often could not."""
    return len(code) == LENGTH and set(code) <= set(LETTERS)
