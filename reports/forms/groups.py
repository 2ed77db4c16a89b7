"""Forms of a gathering's groups. They translate; the actions decide."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions.history import Versioned, as_it_stood
from regions.models import Region, User
from regions.versioned_forms import VersionedForm, bring_up_to_date
from reports import actions
from reports.gathering.groups import kept
from reports.gathering.moving import move_of
from reports.models import Gathering

NONE = "ingen"


class OnGroups(VersionedForm[Gathering]):
    """A form that changes the groups that stood on its page, and no others."""

    def changes_something(self) -> bool:
        return True

    def meet(self, current: Versioned, *, by: User) -> None:
        """What someone else changed beside the groups is no hindrance; other groups are."""
        seen: Any = as_it_stood(current, self.started_from)
        now: Any = current
        bring_up_to_date(self.edited, current)
        if seen is None or seen.groups != now.groups:
            self._meet_as_a_whole(current, by=by)
        else:
            self.cleaned_data["revision"] = current.revision
            self.save(by=by)


class GroupsForm(OnGroups):
    """How many regions sit together; the groups are made of today's data."""

    group_size = forms.IntegerField(
        label=_("Regions in a group"),
        min_value=Gathering.SMALLEST,
        max_value=Gathering.LARGEST,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Choose a number from 2 to 12.")
        ),
        help_text=_("At most, from 2 to 12. The groups are made as equal as can be."),
    )
    anew = forms.BooleanField(
        label=_("Make them anew: what was moved by hand is lost"), required=False
    )

    def __init__(self, data: QueryDict | None, *, row: Gathering) -> None:
        super().__init__(data, row=row)
        if not any(one.by_hand for one in kept(row.groups)):
            del self.fields["anew"]
        self.helper.form_id = "form-groups"
        self.helper.layout = Layout(*self.fields)
        self.helper.inputs[-1].value = (
            _("Make the groups anew") if row.groups else _("Make the groups")
        )

    @property
    def said(self) -> str:
        return gettext("The groups are made. The regions see them when you share them.")

    def save(self, *, by: User) -> Gathering:
        return actions.make_groups(
            by=by, gathering=self.edited, expected_revision=self.started_from, **self.facts
        )


class MoveForm(OnGroups):
    """One region to another group, by hand."""

    button = _("Move")
    posts_to = "flytt/"
    gone = _("This group is no longer here. Load the page again.")

    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.none(),
        empty_label=_("Choose a region"),
        error_messages={"required": _("Choose a region.")},
    )
    to = forms.ChoiceField(
        label=_("Move to"),
        error_messages={"required": _("Choose a group."), "invalid_choice": gone},
    )

    def __init__(
        self, data: QueryDict | None, *, row: Gathering, posts_to: str, region: str = ""
    ) -> None:
        self.posts_to = posts_to
        super().__init__(data, row=row, initial={"region": region})
        regions: Any = self.fields["region"]
        regions.queryset = Region.objects.filter(programme=row.event.phase.programme_id).in_order()
        to: Any = self.fields["to"]
        to.choices = [("", _("Choose a group")), *_places(row)]
        self.helper.form_id = "form-move"
        self.helper.layout = Layout(*self.fields)

    @property
    def said(self) -> str:
        return self.move.in_words

    @property
    def facts(self) -> dict[str, Any]:
        to = self.cleaned_data["to"]
        return super().facts | {"to": None if to == NONE else int(to)}

    def save(self, *, by: User) -> Gathering:
        region, to, row = self.cleaned_data["region"], self.facts["to"], self.edited
        self.move = move_of(
            kept(row.groups), region.pk, to, region=region.name, size=row.group_size
        )
        return actions.move_region(
            by=by, gathering=self.edited, expected_revision=self.started_from, **self.facts
        )


def _places(row: Gathering) -> list[tuple[str, Any]]:
    """Where a region can be: in each group, in a new one, in none."""
    number = len(row.groups)
    groups = [(str(one), gettext("Group %(n)d") % {"n": one + 1}) for one in range(number)]
    return [*groups, (str(number), _("A new group")), (NONE, _("No group"))]
