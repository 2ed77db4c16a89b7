"""Forms on people, regions and who takes part in them. They translate; the actions decide."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from regions import actions, clock, listings
from regions.fields import DayField
from regions.models import (
    Membership,
    MembershipRole,
    Municipality,
    Participation,
    ParticipationRole,
    Region,
    Role,
    RoleName,
    User,
)
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm
from regions.wording import Language

NO_ROLE = "none"
REPORT_LANGUAGES = [(form.value, form.label) for form in (Language.NB, Language.NN)]
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})


def name_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=100, **kwargs)


def email_field() -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "off"})  # someone else's, not one's own
    return forms.EmailField(label=_("E-mail"), max_length=254, widget=widget)


def member_role_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Role"),
        choices=MembershipRole.choices,
        coerce=MembershipRole,
        initial=MembershipRole.COORDINATOR,
        widget=forms.RadioSelect,
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


# People


# A page may show several forms, and shows all of them where one was refused: each says where it
# is posted.


class PersonForm(VersionedForm[User]):
    name = name_field()
    email = email_field()
    language = forms.ChoiceField(
        label=_("Language of pages and mail"), choices=Language, widget=forms.RadioSelect
    )
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def __init__(self, *args: Any, row: User, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.helper.form_action = reverse("regions:person", args=[row.pk])

    def save(self, *, by: User) -> User:
        return actions.change_person(
            by=by, person=self.edited, expected_revision=self.started_from, **self.facts
        )


class NewPersonForm(PlainForm):
    button = _("Add and send invitation")
    name = name_field()
    email = email_field()
    language = forms.ChoiceField(
        label=_("Language of pages and mail"),
        choices=Language,
        initial=Language.NB,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, site: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site

    def save(self, *, by: User) -> User:
        self.person = actions.invite_person(by=by, site=self.site, **self.facts)
        return self.person


class RoleForm(VersionedForm[Role]):
    """What someone is in the programme. The row may be missing, or taken away."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(NO_ROLE, _("none")), *RoleName.choices],
        initial=NO_ROLE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, prefix="role", **kwargs)
        self.helper.form_action = reverse("regions:role", args=[person.pk])
        self.person = person

    def state_of(self, row: Role) -> dict[str, Any]:
        return {"role": NO_ROLE if row.removed else row.role}

    def save(self, *, by: User) -> Role | None:
        chosen = self.cleaned_data["role"]
        return actions.set_role(
            by=by, person=self.person, programme=listings.programme(),
            role=None if chosen == NO_ROLE else RoleName(chosen),
            expected_revision=self.started_from,
        )  # fmt: skip


class JoinRegionForm(PlainForm):
    """Programme staff give someone a role in a region."""

    button = _("Add to the region")
    region = forms.TypedChoiceField(label=_("Region"), coerce=int)
    role = member_role_field()

    def __init__(self, *args: Any, person: User, site: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix="join", **kwargs)
        self.helper.form_action = reverse("regions:join_region", args=[person.pk])
        self.fields["region"].choices = [("", ""), *listings.region_choices()]  # type: ignore[attr-defined]  # a choice field
        self.person, self.site = person, site

    def clean_region(self) -> Region:
        return listings.region_by_id(self.cleaned_data["region"])

    def save(self, *, by: User) -> Membership:
        return actions.bring_in(by=by, person=self.person, site=self.site, **self.facts)


class InviteForm(PlainForm):
    """A region brings someone in, who may be known already."""

    button = _("Invite")
    name = name_field()
    email = email_field()
    role = member_role_field()

    def __init__(self, *args: Any, region: Region, site: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_action = reverse("regions:members", args=[region.slug])
        self.region, self.site = region, site

    def save(self, *, by: User) -> None:
        actions.invite_to_region(by=by, region=self.region, site=self.site, **self.facts)


class EndMembershipForm(VersionedForm[Membership]):
    """A button only, that knows which revision it was pressed on."""

    button = _("End")

    def changes_something(self) -> bool:
        return True

    def save(self, *, by: User) -> Membership | None:
        return actions.set_membership(
            by=by, person=self.edited.user, region=self.edited.region, role=None,
            expected_revision=self.started_from,
        )  # fmt: skip


# Regions


class RegionForm(VersionedForm[Region]):
    name = name_field()
    language = forms.ChoiceField(
        label=_("Language of reports"), choices=REPORT_LANGUAGES, widget=forms.RadioSelect
    )
    source_confidence = forms.CharField(
        label=_("How sure the source is"), max_length=40, required=False
    )

    def save(self, *, by: User) -> Region:
        return actions.change_region(
            by=by, region=self.edited, expected_revision=self.started_from, **self.facts
        )


class NewRegionForm(PlainForm):
    button = _("Add region")
    name = name_field()
    slug = forms.SlugField(
        label=_("Address"),
        required=False,
        help_text=_("The last part of the region's address. Left empty, it is made of the name."),
    )
    language = forms.ChoiceField(
        label=_("Language of reports"),
        choices=REPORT_LANGUAGES,
        initial=Language.NB,
        widget=forms.RadioSelect,
    )
    host = forms.TypedChoiceField(
        label=_("Host municipality"), coerce=int, required=False, empty_value=None
    )
    source_confidence = forms.CharField(
        label=_("How sure the source is"), max_length=40, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = _municipalities()  # type: ignore[attr-defined]  # a choice field

    def clean_host(self) -> Municipality | None:
        pk = self.cleaned_data["host"]
        return listings.municipality(pk) if pk else None

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        if not facts.get("slug") and "slug" not in self.errors:
            facts["slug"] = slugify(facts.get("name", "").translate(LETTERS))[:50]
        if facts.get("name") and not facts.get("slug") and "slug" not in self.errors:
            self.add_error("slug", _("Write an address of the letters a–z."))
        return facts

    def save(self, *, by: User) -> Region:
        return actions.add_region_with_host(by=by, programme=listings.programme(), **self.facts)


def _municipalities() -> list[Any]:
    return [("", ""), *listings.municipality_choices(clock.today())]


def participation_role_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Role"),
        choices=ParticipationRole.choices,
        coerce=ParticipationRole,
        initial=ParticipationRole.MEMBER,
        widget=forms.RadioSelect,
    )


class ParticipationForm(VersionedForm[Participation]):
    role = participation_role_field()
    valid_from = DayField(label=_("From"), required=False)
    valid_to = DayField(label=_("To"), required=False)
    removed = forms.BooleanField(
        label=_("Entered by mistake: take it off the list"),
        required=False,
        help_text=_("The history is kept."),
    )

    def save(self, *, by: User) -> Participation:
        return actions.change_participation(
            by=by, participation=self.edited, expected_revision=self.started_from, **self.facts
        )


class NewParticipationForm(PlainForm):
    button = _("Add municipality")
    municipality = forms.TypedChoiceField(label=_("Municipality"), coerce=int)
    role = participation_role_field()
    valid_from = DayField(label=_("From"), required=False)
    valid_to = DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = _municipalities()  # type: ignore[attr-defined]  # a choice field
        self.region = region

    def clean_municipality(self) -> Municipality:
        return listings.municipality(self.cleaned_data["municipality"])

    def save(self, *, by: User) -> Participation:
        return actions.add_participation(by=by, region=self.region, **self.facts)
