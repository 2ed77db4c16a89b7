"""The outbox: letters that the programme staff look through before they go."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.history import Revision, Versioned
from reports.models.rounds import Report


class LetterStatus(models.TextChoices):
    WAITING = "waiting", _("not sent yet")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not to be sent")


class LetterState(models.Model):
    SUBJECT_LIMIT, BODY_LIMIT = 200, 5000

    subject = models.CharField(_("subject"), max_length=SUBJECT_LIMIT)
    body = models.TextField(_("text"), max_length=BODY_LIMIT)
    status = models.CharField(
        _("state"), max_length=7, choices=LetterStatus, default=LetterStatus.WAITING
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_says_something", condition=~Q(subject="") & ~Q(body="")
            ),
            models.CheckConstraint(
                name="%(class)s_status_is_known", condition=Q(status__in=LetterStatus.values)
            ),
        ]


class Letter(LetterState, Versioned):
    """A reminder to one person about one report."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="letters")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(LetterState.Meta):
        ordering: ClassVar = ["pk"]
        constraints = [
            *LetterState.Meta.constraints,
            models.UniqueConstraint(
                fields=["report", "to"],
                condition=Q(status="waiting"),
                name="one_letter_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to_id}"


class LetterRevision(LetterState, Revision):
    of = models.ForeignKey(Letter, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*LetterState.Meta.constraints, *Revision.Meta.constraints]
