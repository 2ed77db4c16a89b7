"""A round in one file: how it is made in the background, and what the file is like."""


class AlteredError(Exception):
    """What is kept is not what was handed in, or what was made."""
