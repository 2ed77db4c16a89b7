"""A region's checkpoints as a spreadsheet: fetched, compared, saved."""

from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkpoints.forms.carried import Load
from checkpoints.forms.sheet_rows import SheetRow
from checkpoints.forms.sheets import SaveSheetForm, UploadSheetForm, people_for
from checkpoints.pages.sheets import Comparison, compared_rows
from checkpoints.queries import current_phase
from checkpoints.saying import tell
from checkpoints.sheets.standing import lines_of
from checkpoints.sheets.writing import write_workbook
from checkpoints.views.files import SAFE
from regions import clock
from regions.access import SignedInRequest, region_to_edit, region_to_see
from regions.models import Region
from regions.plain_forms import a_form, saved
from regions.wording import page_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def sheet_file(request: SignedInRequest, region: str) -> FileResponse:
    """The sheet as it is to be filled in, in the reader's language."""
    found = region_to_see(request.user, region)
    today, book = clock.today(), BytesIO()
    lines = lines_of(found, current_phase(today))
    write_workbook(book, found, lines, people_for(found), today)
    book.seek(0)
    name = f"{found.slug}-{today:%Y-%m-%d}.xlsx"
    headers = {**SAFE, "Content-Type": XLSX}
    return FileResponse(book, as_attachment=True, filename=name, headers=headers)


@a_form
def sheet(request: SignedInRequest, region: str) -> HttpResponseBase:
    """Where the sheet is fetched, and uploaded again to be compared."""
    if request.method == "POST":
        return _upload(request, region_to_edit(request.user, region))
    found = region_to_see(request.user, region)
    may_edit = request.user.standing.edits(found.pk)
    form = UploadSheetForm(region=found, by=request.user) if may_edit else None
    return _page(request, found, form)


def _upload(request: SignedInRequest, region: Region) -> HttpResponse:
    form = UploadSheetForm(request.POST, request.FILES, region=region, by=request.user)
    if form.previewed or not form.is_valid():
        return _page(request, region, form)
    save = SaveSheetForm(region=region, by=request.user, load=form.load)
    unused = tuple(form.compared.unused_reasons)
    return _comparison(request, save, form.rows, form.load, unused_reasons=unused)


@require_POST
def save_sheet(request: SignedInRequest, region: str) -> HttpResponseBase:
    """What was compared and chosen, saved as one act."""
    found = region_to_edit(request.user, region)
    form = SaveSheetForm(request.POST, region=found, by=request.user)
    if saved(form, by=request.user):
        tell(request, _with_a_way_back(form), ())
    elif form.rows:
        rows, load = form.compared_again()
        again = SaveSheetForm(region=found, by=request.user, load=load)
        return _comparison(request, again, rows, load, status=form.http_status)
    else:  # the page was too old, or a checkpoint is gone
        words = [str(error) for errors in form.errors.values() for error in errors]
        tell(request, " ".join(words), (), messages.ERROR)
    return redirect("checkpoints:sheet", region=found.slug)


def _page(request: SignedInRequest, region: Region, form: UploadSheetForm | None) -> HttpResponse:
    context = {"region": region, "form": form}
    status = form.http_status if form else HTTPStatus.OK
    return render(request, "checkpoints/sheet.html", context, status=status)


def _comparison(
    request: SignedInRequest,
    form: SaveSheetForm,
    rows: Iterable[SheetRow],
    load: Load,
    *,
    unused_reasons: tuple[int, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    shown = compared_rows(rows, page_language())
    page = Comparison(load.name, shown, load.unchanged, unused_reasons)
    context = {"region": form.region, "form": form, "page": page}
    return render(request, "checkpoints/sheet_comparison.html", context, status=status)


def _with_a_way_back(form: SaveSheetForm) -> str:
    """What was saved, where all of it is undone, and where it stands in the history."""
    if not form.recorded:
        return form.said
    slug = form.region.slug
    undo = reverse("checkpoints:undo_act", args=[slug, form.act])
    history = reverse("checkpoints:region_history", args=[slug], query={"samlet": form.act})
    links = [(undo, _("Undo all of it")), (history, _("History"))]
    return format_html("{} {}", form.said, format_html_join(" · ", '<a href="{}">{}</a>', links))
