"""The programme, the country's counties and municipalities, and the regions they form."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.dated import Dated, holds_on
from regions.history import Revision, Versioned
from regions.norwegian import in_order
from regions.wording import Language


class Programme(models.Model):
    """A national programme; one an installation. Everything else can be traced to it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    funder = models.CharField(max_length=200)
    funder_short = models.CharField(max_length=40)
    languages = models.JSONField(default=list)  # the forms its texts are published in: ["nb", "nn"]

    def __str__(self) -> str:
        return self.name


class County(models.Model):
    number = models.CharField(max_length=2, unique=True, validators=[RegexValidator(r"^\d{2}$")])
    name = models.CharField(max_length=60)

    class Meta:
        verbose_name_plural = "counties"

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality's identity, which outlives its number, its name and its county."""

    class Meta:
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return f"municipality {self.pk}"


class MunicipalityVersionQuerySet(models.QuerySet["MunicipalityVersion"]):
    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(holds_on(day))


class MunicipalityVersion(Dated):
    """What a municipality was called and numbered for a while; all numbers change now and then."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="versions")
    number = models.CharField(max_length=4)  # a text: 0101 is not 101
    name = models.CharField(max_length=60)
    county = models.ForeignKey(County, models.PROTECT, related_name="versions")

    objects = MunicipalityVersionQuerySet.as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["number", "valid_from"], name="municipality_number"),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(valid_to=None),
                name="municipality_number_now",
                violation_error_message=_("Another municipality has this number."),
            ),
            models.CheckConstraint(
                name="municipality_number_has_4_digits",
                condition=Q(number__regex=r"^[0-9]{4}$"),
                violation_error_message=_("A municipality's number has four digits, as 0402."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class RegionState(models.Model):
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language of reports"), max_length=2, choices=Language)
    source_confidence = models.CharField(_("how sure the source is"), max_length=40, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="%(class)s_language_is_known", condition=Q(language__in=["nb", "nn"])
            ),
        ]


class RegionQuerySet(models.QuerySet["Region"]):
    def in_order(self) -> Self:
        """By name, in Norwegian order."""
        return self.order_by(in_order("name"), "pk")


class Region(RegionState, Versioned):
    """A city region. Its slug stands in addresses and stays when the name changes."""

    identity = ("slug",)

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="regions")
    slug = models.SlugField(unique=True)

    objects = RegionQuerySet.as_manager()

    class Meta(RegionState.Meta):
        indexes: ClassVar = [models.Index(in_order("name"), name="region_in_order")]

    def __str__(self) -> str:
        return self.name


class RegionRevision(RegionState, Revision):
    of = models.ForeignKey(Region, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*RegionState.Meta.constraints, *Revision.Meta.constraints]
        indexes: ClassVar = [models.Index(in_order("name"), name="regionrevision_in_order")]


class ParticipationRole(models.TextChoices):
    HOST = "host", _("host")
    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")


class ParticipationState(Dated):
    role = models.CharField(_("role"), max_length=8, choices=ParticipationRole)
    removed = models.BooleanField(default=False)  # entered by mistake: hidden, not forgotten

    class Meta(Dated.Meta):
        abstract = True
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_role_is_known", condition=Q(role__in=ParticipationRole.values)
            ),
        ]


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(holds_on(day), removed=False)


class Participation(ParticipationState, Versioned):
    """A municipality's part in a region, for a while. A municipality may be in two regions."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="participations")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="participations")

    objects = ParticipationQuerySet.as_manager()

    class Meta(ParticipationState.Meta):
        constraints = [
            *ParticipationState.Meta.constraints,
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(role="host", valid_to=None, removed=False),
                name="region_has_one_host",
                violation_error_message=_(
                    "The region has a host already. Give that one a last day first."
                ),
            ),
            models.UniqueConstraint(
                fields=["region", "municipality"],
                condition=Q(valid_to=None, removed=False),
                name="municipality_is_once_in_a_region",
                violation_error_message=_("The municipality is in the region already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.role} of {self.region_id}"


class ParticipationRevision(ParticipationState, Revision):
    of = models.ForeignKey(Participation, models.PROTECT, related_name="revisions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [*ParticipationState.Meta.constraints, *Revision.Meta.constraints]
