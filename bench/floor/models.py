"""Units, milestones, and a tick for every checkpoint of every unit."""

from typing import ClassVar

from django.contrib.auth.models import User
from django.db import models


class Unit(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)

    objects: ClassVar[models.Manager["Unit"]] = models.Manager()


class Milestone(models.Model):
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Milestone"]] = models.Manager()


class Cell(models.Model):
    """A unit at a milestone."""

    unit = models.ForeignKey(Unit, models.CASCADE)
    milestone = models.ForeignKey(Milestone, models.CASCADE)
    ends_on = models.DateField()

    objects: ClassVar[models.Manager["Cell"]] = models.Manager()


class Tick(models.Model):
    """Where a unit stands on a checkpoint."""

    cell = models.ForeignKey(Cell, models.CASCADE, related_name="ticks")
    words = models.TextField()
    status = models.CharField(max_length=14)
    text = models.TextField()
    met_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    responsible = models.ForeignKey(User, models.CASCADE)
    unsure = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Tick"]] = models.Manager()
