"""A row with a revision, and its history: about the columns of a checkpoint's."""

from typing import ClassVar

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q


class State(models.Model):
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    status = models.CharField(max_length=14)
    text = models.TextField()
    met_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    unsure = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Row(State):
    revision = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Row"]] = models.Manager()


class Step(State):
    of = models.ForeignKey(Row, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    superseded_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Step"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="step_number"),
            models.UniqueConstraint(
                fields=["of"], condition=Q(superseded_at=None), name="one_step_is_current"
            ),
        ]
