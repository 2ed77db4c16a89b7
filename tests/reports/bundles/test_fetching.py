"""What is in a bundle, as a page and as files that are fetched."""

import hashlib
import io
import zipfile
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from regions.models import Region, User
from reports import actions
from reports.bundles.sending import content_of
from reports.integrity import AlteredError
from reports.models import Bundle, BundlePart, BundleState, Render, Round
from tests import makers
from tests.reports.bundles.pages import address, begun, main_of, words_of

pytestmark = pytest.mark.django_db


# What is in it


def test_the_page_of_a_bundle_lists_its_files(olas: Client, ola: User, asking: Round) -> None:
    bundle = makers.make_bundle(asking, ola)
    answer = olas.get(address(asking, f"{bundle.pk}/"))
    listed = [file.name for file in answer.context["page"].files]
    assert sorted(listed) == sorted(part.name for part in bundle.parts.all())
    _files, _folded, sums = main_of(answer).partition("<details")
    assert [part.name for part in bundle.parts.all() if part.sha256 not in sums] == []
    assert bundle.content_sha256 in sums


def test_what_most_come_for_stands_first(olas: Client, ola: User, asking: Round) -> None:
    """The programme's report, then numbers and data, then the regions' reports."""
    bundle = makers.make_bundle(asking, ola)
    answer = olas.get(address(asking, f"{bundle.pk}/"))
    listed = [file.name for file in answer.context["page"].files]
    kinds = [name.partition("-")[0].partition("/")[0] for name in listed]
    assert list(dict.fromkeys(kinds)) == [
        "programrapport",
        "tall",
        "dokumentasjon",
        "rapporter",
        "LESMEG.txt",
        "SHA256SUMS",
    ]
    assert listed[0].endswith(".pdf")


def test_many_files_are_listed_some_at_a_time(
    olas: Client, ola: User, asking: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.pages.bundles.ON_A_PAGE", 5)
    where = address(asking, f"{makers.make_bundle(asking, ola).pk}/")
    assert len(olas.get(f"{where}?side=2").context["page"].files) == 4
    assert 'href="?side=2"' in olas.get(where).content.decode()
    for odd in ("3", "0", "tull"):
        assert olas.get(f"{where}?side={odd}").status_code == HTTPStatus.NOT_FOUND


def test_the_page_of_one_that_was_stopped_says_so(olas: Client, ola: User, asking: Round) -> None:
    bundle = begun(asking, ola)
    actions.stop_bundle(by=ola, bundle=bundle)
    answer = olas.get(address(asking, f"{bundle.pk}/"))
    assert answer.status_code == HTTPStatus.OK
    with override("nb"):
        assert str(BundleState.STOPPED.label) in words_of(answer)
    assert olas.get(address(asking, f"{bundle.pk}.zip")).status_code == HTTPStatus.NOT_FOUND


# The files


def test_the_zip_is_as_long_as_it_says_and_whole(olas: Client, ola: User, asking: Round) -> None:
    bundle = makers.make_bundle(asking, ola)
    answer: Any = olas.get(address(asking, f"{bundle.pk}.zip"))
    content = answer.getvalue()
    assert int(answer["Content-Length"]) == len(content)
    assert answer["Content-Type"] == "application/zip"
    name = f"rapportpakke-{asking.event.slug}-2016-11-20.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [part.name for part in bundle.parts.all()]


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_held_while_the_zip_is_sent(
    olas: Client, ola: User, asking: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = makers.make_bundle(asking, ola)
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # as from a pool
    monkeypatch.setattr("reports.bundles.sending.AT_ONCE", 1)
    answer: Any = olas.get(address(asking, f"{bundle.pk}.zip"))
    assert {connection.connection for _piece in answer.streaming_content} == {None}


def test_the_zip_is_called_after_the_day_that_it_tells_of(
    olas: Client, ola: User, regions: list[Region]
) -> None:
    asking = makers.ask_for_reports(*regions, frozen_on=date(2016, 10, 15))
    bundle = makers.make_bundle(asking, ola)
    answer = olas.head(address(asking, f"{bundle.pk}.zip"))
    name = f"rapportpakke-{asking.event.slug}-2016-10-15.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_browser_that_has_the_zip_does_not_fetch_it_again(
    olas: Client, ola: User, asking: Round
) -> None:
    where = address(asking, f"{makers.make_bundle(asking, ola).pk}.zip")
    tag = olas.get(where)["ETag"]
    again = olas.get(where, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")


def test_each_file_can_be_fetched_by_itself(olas: Client, ola: User, asking: Round) -> None:
    bundle = makers.make_bundle(asking, ola)
    kinds = {}
    for part in bundle.parts.all():
        answer = olas.get(address(asking, f"{bundle.pk}/fil/{part.position}/"))
        assert hashlib.sha256(answer.content).hexdigest() == part.sha256
        assert answer["Content-Disposition"].startswith("attachment")
        kinds[part.name.rpartition(".")[2]] = answer["Content-Type"].partition(";")[0]
        again = olas.get(answer.request["PATH_INFO"], headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert kinds == {
        "txt": "text/plain",
        "SHA256SUMS": "text/plain",
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv",
        "json": "application/json",
    }
    assert olas.get(address(asking, f"{bundle.pk}/fil/99/")).status_code == HTTPStatus.NOT_FOUND


def test_a_file_that_was_altered_is_not_given(olas: Client, ola: User, asking: Round) -> None:
    bundle = makers.make_bundle(asking, ola)
    BundlePart.objects.filter(position=1).update(content=b"Noe annet")
    answer = olas.get(address(asking, f"{bundle.pk}/fil/1/"))
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Noe annet" not in answer.content.decode()


def test_the_page_of_a_bundle_takes_as_many_queries_for_any_number(
    olas: Client, ola: User, asking: Round, regions: list[Region],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    """Session, person, standing; the round, the bundle, how many files, the files."""
    for region in (None, regions[2]):
        if region:
            makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
        bundle = makers.make_bundle(asking, ola)
        with django_assert_num_queries(7):
            olas.get(address(asking, f"{bundle.pk}/"))


@pytest.mark.parametrize(("at_once", "count"), [(4_000_000, 3), (1, 9)])
def test_a_zip_is_read_some_files_at_a_time(
    olas: Client, ola: User, asking: Round, at_once: int, count: int,
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Session, person, standing; the round, the bundle, the length, the list; and the files."""
    monkeypatch.setattr("reports.bundles.sending.AT_ONCE", at_once)
    where = address(asking, f"{makers.make_bundle(asking, ola).pk}.zip")
    with django_assert_num_queries(7 + count):
        answer: Any = olas.get(where)
        content = answer.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None


# A kept paper that is torn


def torn(bundle: Bundle) -> Render:
    """The bundle's programme report, with other bytes in place of its own."""
    paper = Render.objects.get(parts__bundle=bundle)
    assert paper.paper != b"torn"
    Render.objects.filter(pk=paper.pk).update(paper=b"torn")
    return paper


def test_a_torn_paper_breaks_the_zip_off_once_and_is_set_again(
    olas: Client, ola: User, asking: Round
) -> None:
    bundle = makers.make_bundle(asking, ola)
    paper = torn(bundle)
    where = address(asking, f"{bundle.pk}.zip")
    with makers.a_plain_press(), pytest.raises(AlteredError):
        olas.get(where).getvalue()
    assert Render.objects.get(pk=paper.pk).paper == paper.paper
    assert olas.get(where).getvalue()
    assert actions.ask_for_bundle(by=ola, asking=asking) == bundle


def test_a_press_has_a_paper_set_that_was_thrown_away(
    olas: Client, ola: User, asking: Round
) -> None:
    bundle = makers.make_bundle(asking, ola)
    Render.objects.update(paper=None, sha256="", made_at=None, failed_at=bundle.asked_at)
    with makers.a_plain_press():
        actions.ask_for_bundle(by=ola, asking=asking)
    assert list(asking.bundles.all()) == [bundle]
    assert olas.get(address(asking, f"{bundle.pk}.zip")).getvalue()


def test_no_bundle_is_ready_with_a_torn_paper(ola: User, asking: Round) -> None:
    before = makers.make_bundle(asking, ola)
    paper = torn(before)
    before.delete()
    bundle = makers.make_bundle(asking, ola)
    assert bundle.state == BundleState.READY
    assert content_of(bundle.parts.get(render=paper)) == paper.paper
