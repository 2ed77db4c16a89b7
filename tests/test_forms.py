"""Every form on every page, sent as a browser sends it: to the address that it names itself."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, cast
from urllib.parse import urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from checkpoints.forms.sharing import LOOK
from regions.plain_forms import PREVIEW
from tests.access_table import ROLES, TABLE, World

pytestmark = pytest.mark.django_db
# What a person writes where a field is empty, by the end of the field's name.
WRITTEN = {
    "name": "Et navn",
    "email": "skrevet@example.no",
    "decided_on": "2016-08-01",
    "opens_on": "2016-11-01",
    "due_on": "2016-12-01",
    "heading": "Velkommen",
    "heading_nb": "Hvorfor?",
    "body": "Bystyret",
    "theme": "Kulturliv",
    "question": "Hvordan?",
    "text": "Slik.",
    "reason": "Fordi.",
    "url": "https://example.no/",
}
CHOSEN = {"evidence", "chosen"}  # fields of which at least one box is ticked
NO_PAGES = {
    "reports:report_pdf", "reports:draft_pdf",
    "reports:edition_pdf", "reports:edition_json", "reports:edition_csv",
    "reports:gathering_pdf", "reports:bundle_zip", "reports:bundle_part",
    "reports:edition_archive", "reports:region_archive", "reports:round_archive",
    "checkpoints:evidence_file", "checkpoints:evidence_thumbnail", "checkpoints:shared_file",
    "checkpoints:shared_thumbnail", "checkpoints:sheet_file",
    "checkpoints:overview_csv", "checkpoints:overview_xlsx", "checkpoints:overview_json",
    "checkpoints:history_csv", "checkpoints:history_csv_gz", "checkpoints:picture_svg",
    "checkpoints:picture_png", "checkpoints:trend_svg", "checkpoints:trend_png", "api_description",
}  # fmt: skip
SHOWN_ONCE = "/konto/api-nokler/"  # a new key stands in the answer, and nowhere else
SAVE_NOTHING = {PREVIEW, LOOK}  # buttons that show what was written
IN_ACCESS = {
    role: [
        name for name, page in TABLE.items()
        if page.get[ROLES.index(role)] == 200 and name not in NO_PAGES and not page.by_key
    ]
    for role in ("coordinator", "staff")
}  # fmt: skip
PAGES = [(role, name) for role, names in IN_ACCESS.items() for name in names]


@dataclass
class Sent:
    """A form as it stands on a page, and what a browser sends of it."""

    method: str
    action: str
    fields: dict[str, Any] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page with the values they are shown with; what is empty is filled in."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Sent] = []
        self._select = self._text = ""
        self._is_chosen = self._is_required = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, told.get("action", ""))
            self.found.append(Sent(told.get("method", "get"), action))
        elif self.found and "disabled" not in told:
            self._field(tag, told)

    def _field(self, tag: str, told: dict[str, str]) -> None:
        name, value, kind = told.get("name", ""), told.get("value", ""), told.get("type", "text")
        if tag == "select":
            self._select, self._is_chosen, self._is_required = name, False, "required" in told
        elif tag == "option" and self._select:
            if not self._is_chosen:  # where one must be and none is, the last
                self._put(self._select, value)
                self._is_chosen = "selected" in told and (value != "" or not self._is_required)
        elif tag == "textarea":
            self._text = name
            self._put(name, WRITTEN.get(_last(name), ""))
        elif tag == "button" or kind == "submit":
            if name and name not in SAVE_NOTHING:
                self.found[-1].fields.setdefault(name, value)
        elif tag == "input":
            self._input(kind, name, value, told)

    def _input(self, kind: str, name: str, value: str, told: dict[str, str]) -> None:
        if kind == "radio":  # where none is chosen, the first
            if "checked" in told or name not in self.found[-1].fields:
                self._put(name, value)
        elif kind == "file":
            self._put(name, SimpleUploadedFile("Notat.txt", b"Notat"))
        elif kind != "checkbox" or "checked" in told or _last(name) in CHOSEN:
            self._put(name, value or WRITTEN.get(_last(name), ""))

    def handle_data(self, data: str) -> None:
        if self._text and data.strip():
            self._put(self._text, data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            self._select = self._text = ""

    def _put(self, name: str, value: Any) -> None:
        self.found[-1].fields[name] = value


def _last(name: str) -> str:
    """`link-url` is a field called `url`."""
    return name.rpartition("-")[2]


def opened(world: World, role: str, name: str) -> tuple[list[Sent], str]:
    """A page's forms and its address."""
    address = reverse(name, kwargs=TABLE[name].where(world))
    found = Forms(world.signed_in(role).get(address).content.decode(), address).found
    return [form for form in found if form.method != "dialog"], address


def answer(world: World, role: str, form: Sent, fields: dict[str, Any]) -> HttpResponse:
    """What comes back; nothing of it stays, so that each form meets the page it was read from."""
    with transaction.atomic():
        client = world.signed_in(role)
        send = client.get if form.method == "get" else client.post
        response = cast("HttpResponse", send(form.action, fields))
        transaction.set_rollback(True)
    return response


# Passwords stand on no page, so allauth's own forms cannot be sent as they are shown.
@pytest.mark.parametrize(("role", "name"), PAGES)
def test_each_form_is_taken_where_it_is_sent(role: str, name: str, access_world: World) -> None:
    world = access_world
    forms, _address = opened(world, role, name)
    assert forms, "each page has at least the choice of language"
    for form in forms:
        got = answer(world, role, form, form.fields)
        if name.startswith("account_") and form.action.startswith("/konto/"):
            assert got.status_code in {302, 422}, form
        elif "sheet" in form.fields:  # a note is no spreadsheet
            assert got.status_code == 422, form
        elif name in {"reports:check", "reports:check_code"} and "file" in form.fields:
            assert got.status_code == 200, form  # the answer, of any file, is the page
        else:
            is_shown = form.method == "get" or form.action == SHOWN_ONCE
            assert got.status_code == (200 if is_shown else 302), form


@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role, name in PAGES if name.startswith("regions:")]
)
def test_a_page_that_refuses_one_form_sends_all_to_where_they_belong(
    role: str, name: str, access_world: World
) -> None:
    world = access_world
    forms, _address = opened(world, role, name)
    for form in forms:
        refused = answer(world, role, form, {})
        if refused.status_code == 422:
            shown = Forms(refused.content.decode(), form.action).found
            assert [one.action for one in shown] == [one.action for one in forms], form
