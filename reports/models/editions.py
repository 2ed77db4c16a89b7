"""What was handed in. Each row is inserted once; the database lets nobody change or delete it.

The rules that hold it to that are in reports/guards.py.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from regions.models import Region
from reports.models.rounds import Report


class Edition(models.Model):
    """The content as it was handed in, and its place in the region's chain.

    `chain` is the SHA-256 of the previous edition's chain and all that this row says
    (reports/chain.py): what is changed in one shows in all that follow.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="editions")
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    number = models.PositiveSmallIntegerField()  # within its report
    report_revision = models.PositiveIntegerField()  # that it was handed in with
    code = models.CharField(max_length=20, unique=True)  # on its last page; nobody can guess it
    content = models.TextField()  # canonical JSON (reports/content.py)
    content_sha256 = models.CharField(max_length=64)
    chain = models.CharField(max_length=64, unique=True)
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_behalf = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_number"),
            models.UniqueConstraint(
                fields=["region"], condition=Q(previous=None), name="one_first_edition"
            ),
            models.CheckConstraint(name="edition_counts_from_1", condition=Q(number__gte=1)),
            models.CheckConstraint(name="edition_says_something", condition=~Q(content="")),
        ]

    def __str__(self) -> str:
        return f"edition {self.number} of {self.report_id}"


class EditionFile(models.Model):
    """The paper as it was made; these bytes are the record."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    renderer = models.CharField(max_length=300)  # its fingerprint (reports/pdf/__init__.py)
    made_at = models.DateTimeField()
    seal = models.CharField(max_length=64)  # of all that this row says (reports/chain.py)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sha256"], name="edition_file_sha256")]

    def __str__(self) -> str:
        return f"file of edition {self.edition_id}"


class EditionWithdrawal(models.Model):
    """That an edition no longer holds, and why. It stays where it is."""

    REASON_LIMIT = 500

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal")
    reason = models.TextField(max_length=REASON_LIMIT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seal = models.CharField(max_length=64)  # of all that this row says

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="withdrawal_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"withdrawal of edition {self.edition_id}"
