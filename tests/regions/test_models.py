"""Every rule of the tables on people and regions is kept by the database itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from regions.models import (
    ApiToken,
    County,
    Membership,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Region,
    Role,
    User,
    UserRevision,
)
from tests import makers
from tests.constraints import (
    Bad,
    again,
    assert_refused,
    changed,
    constraints_in,
    of_revisions,
    under,
)

pytestmark = pytest.mark.django_db

DAY = date(2016, 1, 1)
BACKWARDS = {"valid_from": date(2016, 1, 2), "valid_to": DAY}


def county() -> County:
    return County.objects.create(number="18", name="Nordland")


def version() -> MunicipalityVersion:
    makers.make_municipality("Bodø", number="1804")
    return MunicipalityVersion.objects.get()


def past_version() -> MunicipalityVersion:
    makers.make_municipality("Bodø", number="1804", valid_from=DAY, valid_to=date(2017, 12, 31))
    return MunicipalityVersion.objects.get()


def participation() -> Participation:
    return makers.take_part(makers.make_region(), makers.make_municipality())


def host() -> Participation:
    return makers.take_part(
        makers.make_region(), makers.make_municipality(), ParticipationRole.HOST
    )


def another_hosts() -> Participation:
    """A host, in whose place a second municipality is to stand."""
    found = host()
    found.municipality = makers.make_municipality("Fauske")
    return found


def person() -> User:
    return makers.make_person(email="kari@post.no")


def role() -> Role:
    return Role.objects.get(user=makers.staff())


def membership() -> Membership:
    return Membership.objects.get(user=makers.reader_of(makers.make_region()))


def token() -> ApiToken:
    makers.key_of(makers.make_person())
    return ApiToken.objects.get()


TABLE: dict[str, Bad] = {
    "programme.slug": again(makers.the_programme),
    "county.number": again(county),
    "municipalityversion_ends_after_start": changed(version, **BACKWARDS),
    "municipality_number": again(past_version),
    "municipality_number_now": again(version, valid_from=DAY),
    "municipality_number_has_4_digits": changed(version, number="101"),
    "region.slug": again(makers.make_region),
    "region_has_a_name": changed(makers.make_region, name=""),
    "region_language_is_known": changed(makers.make_region, language="en"),
    **under(
        "regionrevision",
        of_revisions(
            makers.make_region, has_a_name={"name": ""}, language_is_known={"language": "sv"}
        ),
    ),
    "participation_ends_after_start": changed(participation, **BACKWARDS),
    "participation_role_is_known": changed(participation, role="guest"),
    "region_has_one_host": again(another_hosts),
    "municipality_is_once_in_a_region": again(participation),
    **under(
        "participationrevision",
        of_revisions(participation, ends_after_start=BACKWARDS, role_is_known={"role": "guest"}),
    ),
    "user_has_name_and_email": changed(person, name=""),
    "user_language_is_known": changed(person, language="sv"),
    "user_email": again(person, email="KARI@post.no"),
    **under(
        "userrevision",
        of_revisions(
            person, has_name_and_email={"email": ""}, language_is_known={"language": "sv"}
        ),
    ),
    "role_is_known": changed(role, role="king"),
    "one_role_a_person": again(role, role="ministry"),
    **under("rolerevision", of_revisions(role, is_known={"role": "king"})),
    "membership_role_is_known": changed(membership, role="king"),
    "one_membership_a_region": again(membership, role="coordinator"),
    **under("membershiprevision", of_revisions(membership, role_is_known={"role": "king"})),
    "apitoken.digest": again(token),
    "api_token_has_a_name": changed(token, name=""),
    "api_token_scope_is_known": changed(token, scope="all"),
    "api_token_expires_later": changed(token, expires_at=makers.FIRST),
    "api_token_ends_later": changed(token, ended_at=makers.FIRST),
}


def test_every_constraint_stands_in_the_table() -> None:
    assert set(TABLE) == constraints_in("regions")


@pytest.mark.parametrize("name", TABLE)
def test_the_database_refuses_the_bad_row(name: str) -> None:
    assert_refused(name, TABLE[name])


# What lies right beside a rule is allowed


def test_a_municipality_is_in_two_regions_at_once() -> None:
    municipality = makers.make_municipality("Våler")
    for name in ("Kongsvingerregionen", "Elverumregionen"):
        makers.take_part(makers.make_region(name), municipality)
    assert Participation.objects.filter(municipality=municipality).count() == 2


def test_a_region_has_a_new_host_after_the_old_one() -> None:
    region = makers.make_region()
    makers.take_part(region, makers.make_municipality("Bodø"), ParticipationRole.HOST, valid_to=DAY)
    makers.take_part(
        region,
        makers.make_municipality("Fauske"),
        ParticipationRole.HOST,
        valid_from=date(2016, 1, 2),
    )
    assert [p.role for p in Participation.objects.on(DAY)] == ["host"]


def test_a_number_is_used_again_after_it_was_given_up() -> None:
    makers.make_municipality("Gamle Bodø", number="1804", valid_to=DAY)
    makers.make_municipality("Nye Bodø", number="1804", valid_from=date(2016, 1, 2))
    assert MunicipalityVersion.objects.filter(number="1804").count() == 2


def test_two_municipalities_have_the_same_name() -> None:
    for number in ("0238", "0441"):
        makers.make_municipality("Nes", number=number)
    assert MunicipalityVersion.objects.filter(name="Nes").count() == 2


def test_what_a_constraint_says_is_a_sentence_for_people() -> None:
    found = another_hosts()
    second = Participation(region=found.region, municipality=found.municipality, role="host")
    with pytest.raises(ValidationError) as refusal:
        second.validate_constraints()
    assert "__all__" in refusal.value.message_dict
    assert "constraint" not in str(refusal.value).lower()


def test_a_technician_begins_with_a_revision_like_everyone() -> None:
    made = User.objects.create_superuser("Tove@Post.no ", "hemmelig-1814", name="Tove Tekniker")
    first = made.revisions.get()
    assert (made.email, made.is_staff, made.check_password("hemmelig-1814")) == (
        "tove@post.no", True, True,
    )  # fmt: skip
    assert (first.number, first.by, first.name, first.email, first.language, first.is_active) == (
        1, None, "Tove Tekniker", "tove@post.no", "nb", True,
    )  # fmt: skip


def test_a_technician_is_made_with_a_revision_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(self: UserRevision, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(UserRevision, "save", fail)
    with pytest.raises(RuntimeError):
        User.objects.create_superuser("tove@post.no", "hemmelig-1814", name="Tove Tekniker")
    assert not User.objects.exists()


def test_regions_and_people_are_called_by_their_names() -> None:
    assert str(makers.make_region("Salten")) == "Salten"
    assert str(makers.make_person("Kari Nordmann")) == "Kari Nordmann"
    assert Region._meta.get_field("slug").unique
