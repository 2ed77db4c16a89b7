"""To verify a claim from the review of the report that makes it, and to come back there."""

from http import HTTPStatus

from checkpoints.models import Finding, Strand, Verification
from regions.models import User
from reports.models import Report
from tests import makers
from tests.reports.stages.stepping import at, body, client_of


def test_from_the_review_one_verifies_and_goes_on_where_one_was(
    report: Report, strand: Strand, kari: User, ola: User
) -> None:
    claim = makers.assess(strand, 1, 1, by=kari)
    makers.hand_in(report, kari)
    address = at(report, "verify", strand.number, "m1", "c1")
    back = f"{at(report, 'review')}#point-{strand.number}-m1-c1"
    assert body(ola, address).count(f'href="{back}"') == 1
    sent = {"revision": 0, "seen": claim.revision, "finding": "verified"}
    answer = client_of(ola).post(f"{address}?fra=https://x.test/", sent)
    assert answer.headers["Location"] == back
    assert Verification.objects.get().finding == Finding.VERIFIED


def test_nothing_is_verified_from_a_report_that_was_never_handed_in(
    report: Report, strand: Strand, kari: User, ola: User
) -> None:
    makers.assess(strand, 1, 1, by=kari)
    answer = client_of(ola).get(at(report, "verify", strand.number, "m1", "c1"))
    assert answer.status_code == HTTPStatus.NOT_FOUND
