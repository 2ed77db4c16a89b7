"""The sentences in which a file is refused: each names the file and says what to do."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EMPTY = _("%(name)s is empty. Choose another file.")
TOO_LARGE = _("%(name)s is larger than %(limit)s MB. Make it smaller, or give a link to it.")
MISNAMED = _("%(name)s is really %(kind)s. Rename it to %(better)s and upload it again.")
SVG = _("%(name)s is an SVG drawing, which can hold programs. Save it as PNG or PDF first.")
HTML = _("%(name)s is a web page, which can hold programs. Save it as PDF, or give a link to it.")
MACROS = _("%(name)s holds macros. Save it without macros and upload it again.")
LOCKED = _("%(name)s is locked with a password. Save it without one and upload it again.")
OLD_OFFICE = _(
    "%(name)s is locked with a password or in an old Office format. "
    "Save it without a password as .docx, .xlsx or .pptx and upload it again."
)
DAMAGED = _("%(name)s is damaged or incomplete. Save it again and upload it once more.")
TWO_IN_ONE = _(
    "%(name)s is several kinds of file in one. "
    "Save it again in the program it was made with and upload it once more."
)
SWELLS = _("%(name)s unpacks to far more than a document should. Save it as PDF and upload that.")
TOO_MANY_PIXELS = _(
    "%(name)s has more than %(limit)s million pixels. Make the picture smaller and upload it again."
)
UNKNOWN = _(
    "%(name)s is not a kind of file that can be kept here. "
    "Use PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, WebP, plain text or CSV."
)


class Refused(Exception):  # noqa: N818  a state of affairs of someone's file
    """Why content is not accepted; `facts` are what the sentence names beside the file."""

    def __init__(self, sentence: Any, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts

    def about(self, name: str) -> ValidationError:
        return ValidationError({"file": self.sentence % {"name": name, **self.facts}})
