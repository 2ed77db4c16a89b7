"""What backs a tick: a region's files and links, and what they are attached to."""

from functools import cache
from typing import ClassVar, TypedDict

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from checkpoints.models.content import Checkpoint, Milestone
from checkpoints.models.progress import AtMilestone, Decision, Strand
from regions.history import Revision, Versioned
from regions.models import Region


@cache  # the models' fields keep the one they were made with: all others are to use the same
def evidence_storage() -> Storage:
    """Where the bytes lie: on disk, or wherever the installation's settings say."""
    return storages["evidence"]


class Verdict(models.TextChoices):
    """What the installation's scan says of a file. Where there is no scan, a file is accepted."""

    WAITING = "waiting", _("waiting to be scanned")
    ACCEPTED = "accepted", _("accepted")
    QUARANTINED = "quarantined", _("refused by the scan")


class StoredFile(models.Model):
    """Bytes, kept once a region however often they are uploaded, and never changed.

    `content` is named by its SHA-256; nothing of what a person called the file is in the path.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    content = models.FileField(storage=evidence_storage, max_length=200)
    sha256 = models.CharField(max_length=64)  # of what is stored, after positions were stripped
    size = models.PositiveBigIntegerField()  # bytes
    media_type = models.CharField(max_length=100)  # by its content, never by its name
    verdict = models.CharField(max_length=11, choices=Verdict, default=Verdict.WAITING)
    thumbnail = models.FileField(storage=evidence_storage, max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "sha256"], name="stored_once_a_region"),
            models.CheckConstraint(name="stored_file_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="stored_file_verdict_is_known", condition=Q(verdict__in=Verdict.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"


class EvidenceState(models.Model):
    TITLE_LIMIT = 200

    title = models.CharField(_("title"), max_length=TITLE_LIMIT)
    dated_on = models.DateField(_("date"), null=True, blank=True)  # the document's own
    removed = models.BooleanField(_("hidden"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_has_a_title", condition=~Q(title="")),
        ]


class Evidence(EvidenceState, Versioned):
    """A file or a link of a region's. Removing hides it; its history and its bytes stay."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="evidence")
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="evidence")
    file_name = models.CharField(max_length=150, blank=True)  # as it was uploaded, made harmless
    url = models.URLField(_("link"), max_length=1000, blank=True)

    class Meta(EvidenceState.Meta):
        ordering: ClassVar = ["title", "pk"]
        constraints = [
            *EvidenceState.Meta.constraints,
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_link",
                condition=Q(stored__isnull=False, url="") & ~Q(file_name="")
                | Q(stored=None, file_name="") & ~Q(url=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_link(self) -> bool:
        return bool(self.url)


class EvidenceRevision(EvidenceState, Revision):
    of = models.ForeignKey(Evidence, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*EvidenceState.Meta.constraints, *Revision.Meta.constraints]


class AttachmentState(AtMilestone):
    """Keys are copied along, so that what was attached on a day is found without a join."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    removed = models.BooleanField(default=False)
    # Along with a `Sharing`, which says so beside it.
    shared = models.BooleanField(_("shared with other regions"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_shared_beside_a_checkpoint",
                condition=Q(shared=False) | Q(checkpoint__isnull=False, removed=False),
            ),
            models.CheckConstraint(
                name="%(class)s_to_one_thing",
                condition=Q(checkpoint=None, decision__isnull=False)
                | Q(checkpoint__isnull=False, decision=None),
            ),
        ]


def _or_0(key: str) -> Coalesce:
    """A key that may be empty. To the database no two empty keys are the same; two zeros are."""
    return Coalesce(key, 0, output_field=models.BigIntegerField())


class Attachment(AttachmentState, Versioned):
    """Evidence beside a checkpoint or a decision of a strand; detaching is a step of its own."""

    identity = ("evidence", "strand", "checkpoint", "decision")

    class Meta(AttachmentState.Meta):
        constraints = [
            *AttachmentState.Meta.constraints,
            models.UniqueConstraint(
                "evidence", "strand", _or_0("checkpoint"), _or_0("decision"), name="attached_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["strand", "milestone"], name="attachment_at")]

    def __str__(self) -> str:
        return f"{self.evidence_id} at {self.checkpoint_id or self.decision_id}"


class AttachmentRevision(AttachmentState, Revision):
    of = models.ForeignKey(Attachment, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*AttachmentState.Meta.constraints, *Revision.Meta.constraints]


class Beside(TypedDict):
    """What evidence is attached to, as actions take it: a checkpoint or a decision, at a place."""

    strand: Strand
    milestone: Milestone
    checkpoint: Checkpoint | None
    decision: Decision | None
