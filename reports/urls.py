"""Addresses of rounds, of each region's reports, and of the page that says whether one is real."""

from django.urls import URLPattern, URLResolver, include, path

from reports.views import (
    agreements,
    archiving,
    bundles,
    checking,
    drafts,
    editions,
    gatherings,
    groups,
    outbox,
    preview,
    programme,
    review,
    rounds,
    stages,
    table,
)

app_name = "reports"

# A region's report to a round: from the draft to its editions.
of_a_report: list[URLPattern | URLResolver] = [
    path("", drafts.report_draft, name="report_draft"),
    path("svar/<int:question>/", drafts.write_answer, name="write_answer"),
    path("svar/<int:question>/historikk/", drafts.answer_history, name="answer_history"),
    path("forhandsvisning/", preview.draft_preview, name="draft_preview"),
    path("utkast.pdf", preview.draft_pdf, name="draft_pdf"),
    path("utgave/<int:number>/", editions.edition, name="edition"),
    path("utgave/<int:number>.pdf", editions.edition_pdf, name="edition_pdf"),
    path("utgave/<int:number>.json", editions.edition_json, name="edition_json"),
    path("utgave/<int:number>.csv", editions.edition_csv, name="edition_csv"),
    path("utgave/<int:number>/arkiv.zip", archiving.edition_archive, name="edition_archive"),
    path("utgave/<int:number>/trekk/", editions.withdraw_edition, name="withdraw_edition"),
    path("lever/", stages.hand_in, name="hand_in"),
    path("ta-tilbake/", stages.take_back, name="take_back"),
    path("gjennomgang/", review.review, name="review"),
    path("gjennomgang/begynn/", review.begin_review, name="begin_review"),
    path("merknad/ny/", review.add_remark, name="add_remark"),
    path("merknad/ny/svar/<int:question>/", review.remark_on_answer, name="remark_on_answer"),
    path(
        "merknad/ny/sjekkpunkt/<int:strand>/<slug:milestone>/<slug:checkpoint>/",
        review.remark_on_checkpoint,
        name="remark_on_checkpoint",
    ),
    path(
        "kontroller/<int:strand>/<slug:milestone>/<slug:checkpoint>/",
        review.verify,
        name="verify",
    ),
    path("merknad/<int:pk>/", review.change_remark, name="change_remark"),
    path("send-tilbake/", stages.send_back, name="send_back"),
    path("godkjenn/", stages.approve, name="approve"),
    path("gjenapne/", stages.reopen, name="reopen"),
    path("historikk/", stages.report_history, name="report_history"),
]
# What the programme staff do with a round.
of_a_round: list[URLPattern | URLResolver] = [
    path("", table.round_table, name="round"),
    path("arkiv.zip", archiving.round_archive, name="round_archive"),
    path("purr/", table.remind, name="remind"),
    path("programrapport/", programme.programme_report, name="programme_report"),
    path("pakke/", bundles.bundles, name="bundles"),
    path("pakke/<int:pk>/", bundles.bundle, name="bundle"),
    path("pakke/<int:pk>.zip", bundles.bundle_zip, name="bundle_zip"),
    path("pakke/<int:pk>/stopp/", bundles.stop_bundle, name="stop_bundle"),
    path("pakke/<int:pk>/fil/<int:position>/", bundles.bundle_part, name="bundle_part"),
    path("utboks/", outbox.outbox, name="outbox"),
    path("utboks/send/", outbox.send_all, name="send_letters"),
    path("utboks/<int:pk>/", outbox.letter, name="letter"),
    path("utboks/<int:pk>/send/", outbox.send, name="send_letter"),
    path("utboks/<int:pk>/send-igjen/", outbox.send_again, name="send_letter_again"),
    path("utboks/<int:pk>/utelat/", outbox.drop, name="drop_letter"),
    path("utboks/<int:pk>/legg-tilbake/", outbox.put_back, name="put_back_letter"),
    path("oppsett/", rounds.change_round, name="change_round"),
    path("sporsmal/ny/", rounds.add_question, name="add_question"),
    path("sporsmal/<int:pk>/", rounds.change_question, name="change_question"),
    path("sporsmal/<int:pk>/plass/", rounds.arrange_question, name="arrange_question"),
    path("regioner/", rounds.round_regions, name="round_regions"),
]

# What a gathering is prepared with, and what was agreed at it.
of_a_gathering: list[URLPattern | URLResolver] = [
    path("", gatherings.gathering, name="gathering"),
    path("dagsorden/ny/", gatherings.add_agenda_item, name="add_agenda_item"),
    path("dagsorden/<int:pk>/", gatherings.change_agenda_item, name="change_agenda_item"),
    path("dagsorden/<int:pk>/plass/", gatherings.arrange_agenda_item, name="arrange_agenda_item"),
    path("avtalt/ny/", gatherings.add_decision, name="add_decision"),
    path("avtalt/<uuid:decision>/", gatherings.change_decision, name="change_decision"),
    path("grupper/", groups.groups, name="groups"),
    path("grupper/flytt/", groups.move_region, name="move_region"),
    path("del/", gatherings.publish_gathering, name="publish_gathering"),
    path("dagsorden-og-grupper.pdf", gatherings.gathering_pdf, name="gathering_pdf"),
]

urlpatterns = [
    path("kontroll/", checking.check, name="check"),
    path("kontroll/<str:code>/", checking.check_code, name="check_code"),
    path("rapportering/", rounds.rounds, name="rounds"),
    path("rapportering/ny/", rounds.new_round, name="new_round"),
    path("rapportering/<slug:phase>/<slug:event>/", include(of_a_round)),
    path("samlinger/<slug:phase>/<slug:event>/", include(of_a_gathering)),
    path("regioner/<slug:region>/rapporter/<slug:phase>/<slug:event>/", include(of_a_report)),
    path("regioner/<slug:region>/rapporter/", drafts.region_reports, name="region_reports"),
    path(
        "regioner/<slug:region>/rapporter/arkiv.zip",
        archiving.region_archive,
        name="region_archive",
    ),
    path("regioner/<slug:region>/avtalt/", agreements.agreements, name="agreements"),
    path("regioner/<slug:region>/avtalt/<int:pk>/", agreements.agreement, name="agreement"),
    path("regioner/<slug:region>/statusrapport/", preview.report, name="report"),
    path("regioner/<slug:region>/statusrapport.pdf", preview.report_pdf, name="report_pdf"),
]
