"""What people keep for themselves of the overview."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A selection that someone gave a name: what stands in the overview's address after the «?».

    It is a bookmark of one person's, not a fact of the programme's: it has no history.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)  # without the «?»

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.CheckConstraint(name="saved_view_has_a_name", condition=~Q(name="")),
            models.UniqueConstraint(
                fields=["person", "name"],
                name="saved_view_name",
                violation_error_message=_("You have a saved view of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
