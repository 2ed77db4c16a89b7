"""Texts in the country's language forms; one that lacks a form is shown in its source's."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The forms that content is written in; the names are the languages' own."""

    NB = "nb", "bokmål"
    NN = "nn", "nynorsk"
    EN = "en", "English"


@dataclass(frozen=True)
class Text:
    """A text and the form that it is written in."""

    value: str
    language: str

    def __str__(self) -> str:
        return self.value


def page_language() -> str:
    """The form that the page is in: «nb», «nn», «en»."""
    return get_language() or Language.NB


def pick(forms: dict[str, str], source: str, wanted: str) -> Text:
    """The form that is wanted, else the source's: `{"nb": "", "nn": "Tiltak vedteke"}`, nn, nb."""
    return Text(forms[wanted], wanted) if forms.get(wanted) else Text(forms[source], source)


class Worded(models.Model):
    """A text in three forms; each may be empty but the source's."""

    nb = models.TextField(_("Bokmål"), blank=True)
    nn = models.TextField(_("Nynorsk"), blank=True)
    en = models.TextField(_("English"), blank=True)
    source = models.CharField(_("written in"), max_length=2, choices=Language)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_its_source_text",
                condition=(Q(source="nb") & ~Q(nb=""))
                | (Q(source="nn") & ~Q(nn=""))
                | (Q(source="en") & ~Q(en="")),
                violation_error_message=_("Write the text in the language it is said to be in."),
            )
        ]

    def __str__(self) -> str:
        return self.text(self.source).value

    def text(self, wanted: str) -> Text:
        return pick({"nb": self.nb, "nn": self.nn, "en": self.en}, self.source, wanted)
