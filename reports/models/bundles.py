"""Papers that are kept by what they were made of, and bundles: all of a round in one file."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.editions import Edition
from reports.models.rounds import Round


class Paper(models.TextChoices):
    """What a kept paper is of; each has its own setter (reports/press.py)."""

    REPORT = "report", _("report")
    PROGRAMME = "programme", _("programme report")
    GATHERING = "gathering", _("agenda and groups")


class Render(models.Model):
    """A paper that is not an edition's, kept by its content: what did not change is set once.

    `key` is the SHA-256 of the kind, the content and the renderer's fingerprint. The row is written
    when somebody first asks, with what to set; a worker fills in the paper, once.
    """

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=9, choices=Paper)
    content = models.TextField()  # canonical JSON
    renderer = models.CharField(max_length=300)
    paper = models.BinaryField(null=True)  # none: not made yet
    sha256 = models.CharField(max_length=64, blank=True)  # of the paper
    asked_at = models.DateTimeField()  # last; what nobody asks for any more is thrown away
    made_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # it could not be set; the log says why

    class Meta:
        indexes: ClassVar = [models.Index(fields=["asked_at"], name="render_asked_at")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="render_is_made_whole",
                condition=Q(paper=None, made_at=None, sha256="")
                | Q(paper__isnull=False, made_at__isnull=False) & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="render_is_made_or_failed", condition=Q(made_at=None) | Q(failed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:12]}"


class BundleState(models.TextChoices):
    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("could not be made")


class Bundle(models.Model):
    """Everything of a round in one file: one press, made in the background, kept as it was made.

    `content` freezes the programme's report (reports/programme/content.py), by which all of it can
    be made again, byte for byte. What it consists of stands in its parts.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="bundles")
    state = models.CharField(max_length=7, choices=BundleState, default=BundleState.MAKING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    content = models.TextField(blank=True)  # canonical JSON; empty: not gathered yet
    content_sha256 = models.CharField(max_length=64, blank=True)
    # When it came to an end, and who stopped it.
    ended_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="bundle_state_is_known", condition=Q(state__in=BundleState.values)
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state="making"), name="one_bundle_is_being_made"
            ),
            models.CheckConstraint(
                name="bundle_has_ended",
                condition=Q(state="making", ended_at=None)
                | ~Q(state="making") & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="bundle_is_ready_with_content", condition=~Q(state="ready") | ~Q(content="")
            ),
            models.CheckConstraint(
                name="bundle_is_stopped_by_someone",
                condition=Q(state="stopped", stopped_by__isnull=False)
                | ~Q(state="stopped") & Q(stopped_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"bundle {self.pk} of {self.round_id}: {self.state}"


class BundlePart(models.Model):
    """A file of a bundle: an edition's paper, a kept paper, or bytes of its own."""

    NAME_LIMIT = 200

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=NAME_LIMIT)  # its path in the ZIP
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    render = models.ForeignKey(Render, models.PROTECT, null=True, related_name="parts")
    content = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bundle", "position"], name="bundle_part_position"),
            models.UniqueConstraint(fields=["bundle", "name"], name="bundle_part_name"),
            models.CheckConstraint(
                name="bundle_part_is_one_thing",
                condition=Q(edition__isnull=False, render=None, content=None)
                | Q(edition=None, render__isnull=False, content=None)
                | Q(edition=None, render=None, content__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
