"""Keys with which a person's own programs read the API."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """How much a key opens; each holds what those before it hold."""

    OVERVIEW = "overview", _("Counts and states of all regions")
    REGIONS = "regions", _("Counts and states, and all I may read in the regions")
    HISTORY = (
        "history",
        _("Counts and states, all I may read in the regions, and their history"),
    )

    def covers(self, other: "Scope") -> bool:
        order = list(Scope)
        return order.index(self) >= order.index(other)


class ApiToken(models.Model):
    """A key to the API. It opens what its person may see, on the day it is used, and no more.

    Only the secret's digest is kept: the secret itself is shown once. Nothing of a key is ever
    edited: it is made, and ended once. So it needs no history: the row tells all of it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=60)
    scope = models.CharField(_("opens"), max_length=8, choices=Scope)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret, hexadecimal
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.CheckConstraint(name="api_token_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="api_token_scope_is_known", condition=Q(scope__in=Scope.values)
            ),
            models.CheckConstraint(
                name="api_token_expires_later", condition=Q(expires_at__gt=F("made_at"))
            ),
            models.CheckConstraint(
                name="api_token_ends_later",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def works_at(self, moment: datetime) -> bool:
        """Whether it is neither ended nor expired."""
        return self.ended_at is None and moment < self.expires_at
