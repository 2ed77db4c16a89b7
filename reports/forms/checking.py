"""The forms with which anyone checks a report: by its code, or by the file itself."""

from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.plain_forms import PlainForm
from reports.hashing import Seen


class CodeForm(PlainForm):
    """Asked for by its address, so that the answer has one too."""

    button = _("Check the code")
    code = forms.CharField(
        label=_("The code on the last page"),
        help_text=_("As in K7QM-2XHD-9FTR. Small letters, and no hyphens, will do."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code.")},
    )

    def __init__(self, typed: str = "", *, left_empty: bool = False) -> None:
        super().__init__(QueryDict("code=") if left_empty else None, initial={"code": typed})
        self.helper.form_method = "get"
        self.helper.inputs = [Submit("", self.button)]  # nothing of it stands in the address
        self.helper.disable_csrf = True
        self.helper.attrs["data-draft"] = "never"


class CompareForm(PlainForm):
    """A file that is compared with what was handed in."""

    button = _("Check the file")
    file = forms.FileField(
        label=_("The file you have"),
        help_text=_("The PDF, or the data (JSON). It is compared here and not kept."),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(
        self, data: QueryDict | None = None, files: "MultiValueDict[str, Any] | None" = None
    ) -> None:
        super().__init__(data, files=files)
        self.helper.attrs["data-draft"] = "never"

    @classmethod
    def refused(cls, words: str | Promise) -> "CompareForm":
        """A form whose post never came as far as its field."""
        form = cls(QueryDict())
        form.errors.clear()
        form.add_error(None, str(words))
        return form

    @property
    def seen(self) -> Seen | None:
        """What passed by; None where nothing was sent that can be compared."""
        if not self.is_bound or self.errors:
            return None
        found: Seen = self.cleaned_data["file"]
        return found
