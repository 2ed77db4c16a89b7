"""What a gathering's pages and paper call things."""

from django.utils.translation import gettext as _


def duration(minutes: int) -> str:
    """«45 min», «2 t», «3 t 15 min»."""
    hours, rest = divmod(minutes, 60)
    words = [_("%(n)d h") % {"n": hours}] if hours else []
    if rest or not hours:
        words.append(_("%(n)d min") % {"n": rest})
    return " ".join(words)
