"""Addresses of what belongs to a strand at a milestone, and of the programme's content."""

from django.urls import URLPattern, URLResolver, include, path

from checkpoints.exports.files import FileKind
from checkpoints.views import (
    across,
    calendar,
    confirming,
    evidence_pages,
    exports,
    files,
    focus,
    forecast,
    history,
    learning,
    milestones,
    mine,
    pictures,
    plans,
    several,
    sharing,
    sheets,
    strands,
    undo,
    verifying,
)
from checkpoints.views import help as helping

app_name = "checkpoints"

at_checkpoint: list[URLPattern | URLResolver] = [
    path("", milestones.assess, name="assess"),
    path("hak/", milestones.tick, name="tick"),
    path("bekreft/", milestones.confirm, name="confirm"),
    path("avklart/", milestones.settle, name="settle"),
    path("historikk/", history.history, name="history"),
    path("dokumentasjon/", include(evidence_pages.beside("evidence"))),
    path("del/", sharing.share, name="share"),
    path("hjelp/", helping.ask, name="ask"),
    path("kontroll/", verifying.verify, name="verify"),
]
at_milestone: list[URLPattern | URLResolver] = [
    path("", milestones.milestone, name="milestone"),
    path("bekreft/", confirming.confirm_open, name="confirm_open"),
    path("historikk/", history.milestone_history, name="milestone_history"),
    path("flere/", several.several, name="several"),
    path("plan/", plans.plan, name="plan"),
    path("vedtak/ny/", plans.new_decision, name="new_decision"),
    path("vedtak/<int:pk>/", plans.decision, name="decision"),
    path(
        "vedtak/<int:decision>/dokumentasjon/",
        include(evidence_pages.beside("decision_evidence")),
    ),
    path("sjekkpunkt/<slug:checkpoint>/", include(at_checkpoint)),
]
at_file = [
    path("fil/", files.download, name="evidence_file"),
    path("bilde/", files.thumbnail, name="evidence_thumbnail"),
]
# What regions learn from each other. A checkpoint's address has room for any word: it is the last.
between_regions = [
    path("", learning.index, name="learning_index"),
    path("sporsmal/", helping.help_requests, name="help_requests"),
    path("sporsmal/<int:pk>/", helping.help_request, name="help_request"),
    path("sporsmal/<int:pk>/endre/", helping.change_request, name="change_request"),
    path("sporsmal/<int:pk>/lukk/", helping.close_request, name="close_request"),
    path("sporsmal/<int:pk>/svar/<int:answer>/", helping.change_answer, name="change_answer"),
    path("dokumentasjon/<int:attachment>/", files.shared_download, name="shared_file"),
    path("dokumentasjon/<int:attachment>/bilde/", files.shared_thumbnail, name="shared_thumbnail"),
    path("<slug:phase>/<slug:milestone>/<slug:checkpoint>/", learning.topic, name="learning"),
]
# A walk through a region's open checkpoints; what was chosen stands behind the «?».
walks = [
    path("", focus.start, name="focus"),
    path("ferdig/", focus.done, name="focus_summary"),
    path("<int:strand>/<slug:milestone>/<slug:checkpoint>/", focus.checkpoint, name="focus_on"),
]

# From the overview inward. A checkpoint's address has room for any word: it is the last.
across_regions = [
    path("", across.milestone, name="milestone_across"),
    path("<slug:checkpoint>/", across.checkpoint, name="checkpoint_across"),
]

of_strands = [
    path("lop/", strands.strands, name="strands"),
    path("lop/<int:strand>/", strands.strand, name="strand"),
    path("lop/rekkefolge/<int:strand>/", strands.move, name="move_strand"),
    path("plan/<int:strand>/", strands.strand_plan, name="strand_plan"),
]

in_pictures = [
    path("", pictures.pictures, name="pictures"),
    path("<slug:name>/", pictures.picture, name="picture"),
    path("<slug:name>.svg", pictures.picture_file, {"kind": "svg"}, name="picture_svg"),
    path("<slug:name>.png", pictures.picture_file, {"kind": "png"}, name="picture_png"),
]
trends = [
    path("milepeltrend/", pictures.milestone_trend, name="trend"),
    path("milepeltrend.svg", pictures.milestone_trend_file, {"kind": "svg"}, name="trend_svg"),
    path("milepeltrend.png", pictures.milestone_trend_file, {"kind": "png"}, name="trend_png"),
]

downloads = [
    path("", exports.exports, name="exports"),
    path("oversikt.xlsx", exports.overview, {"kind": FileKind.XLSX}, name="overview_xlsx"),
    path("oversikt.csv", exports.overview, {"kind": FileKind.CSV}, name="overview_csv"),
    path("oversikt.json", exports.overview, {"kind": FileKind.JSON}, name="overview_json"),
    path("historikk.csv", exports.history, name="history_csv"),
    path("historikk.csv.gz", exports.history, {"is_packed": True}, name="history_csv_gz"),
]

urlpatterns = [
    path("oversikt/milepel/<slug:phase>/<slug:milestone>/", include(across_regions)),
    path("oversikt/last-ned/", include(downloads)),
    path("oversikt/bilder/", include(in_pictures)),
    path("regioner/<slug:region>/", include(trends)),
    path("regioner/<slug:region>/", include(of_strands)),
    path("mine/", mine.mine, name="mine"),
    path("regioner/<slug:region>/gjennomgang/", include(walks)),
    path("oversikt/prognose/", forecast.forecast, name="forecast"),
    path("laering/", include(between_regions)),
    path("regioner/<slug:region>/lop/<int:strand>/<slug:milestone>/", include(at_milestone)),
    path("regioner/<slug:region>/dokumentasjon/", include(evidence_pages.of_region)),
    path("regioner/<slug:region>/dokumentasjon/<int:pk>/", include(at_file)),
    path("regioner/<slug:region>/regneark/", sheets.sheet, name="sheet"),
    path("regioner/<slug:region>/regneark/fil/", sheets.sheet_file, name="sheet_file"),
    path("regioner/<slug:region>/regneark/lagre/", sheets.save_sheet, name="save_sheet"),
    path("regioner/<slug:region>/historikk/", history.region_history, name="region_history"),
    path(
        "regioner/<slug:region>/historikk/samlet/<uuid:change_set>/angre/",
        undo.undo_act,
        name="undo_act",
    ),
    path(
        "regioner/<slug:region>/historikk/<slug:thing>/<int:pk>/<int:number>/angre/",
        undo.undo,
        name="undo",
    ),
    path(
        "kalender/<slug:phase>/<slug:slug>/historikk/<int:number>/angre/",
        undo.undo_event,
        name="undo_event",
    ),
    *calendar.urls,
]
