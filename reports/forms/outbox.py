"""What is sent from the outbox' page: a letter that was edited, and which were looked through."""

import re
from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from regions.fields import LineField, LinesField
from regions.models import User
from regions.plain_forms import revision_sent
from regions.versioned_forms import VersionedForm
from reports import actions
from reports.models import Letter

LOOKED_AT = re.compile(r"letter-([0-9]{1,18})")  # the field that holds a letter's revision


class LetterForm(VersionedForm[Letter]):
    """What a letter says, before it is sent."""

    subject = LineField(
        label=_("Subject"),
        max_length=Letter.SUBJECT_LIMIT,
        error_messages={"required": _("Write a subject.")},
    )
    body = LinesField(
        label=_("Text"),
        max_length=Letter.BODY_LIMIT,
        rows=18,
        help_text=_("Plain text, at most %(n)d characters.") % {"n": Letter.BODY_LIMIT},
        error_messages={"required": _("Write what the letter says.")},
    )

    def save(self, *, by: User) -> Letter:
        return actions.change_letter(
            by=by, letter=self.edited, expected_revision=self.started_from, **self.facts
        )


def looked_through(sent: QueryDict) -> Mapping[int, int]:
    """The letters that stood on the page, by key, each with its revision."""
    fields = ((LOOKED_AT.fullmatch(name), value) for name, value in sent.items())
    return {int(one[1]): revision_sent(str(value)) for one, value in fields if one}
