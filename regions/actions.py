"""Writes: people and their roles, regions and who takes part in them. Each leaves a revision."""

from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regions import mail
from regions.accounts import forget_addresses
from regions.history import Kind, Stale, record
from regions.models import (
    Membership,
    MembershipRole,
    Municipality,
    Participation,
    ParticipationRole,
    Programme,
    Region,
    Role,
    RoleName,
    User,
)
from regions.signals import region_added

# People


def add_person(
    *, by: User | None, name: str, email: str, language: str = "nb", at: datetime | None = None
) -> User:
    """A person who can sign in once they have chosen a password."""
    person = User()
    person.set_unusable_password()
    return change_person(
        by=by, person=person, expected_revision=0, name=name, email=email, language=language, at=at
    )


def change_person(
    *,
    by: User | None,
    person: User,
    expected_revision: int,
    name: str,
    email: str,
    language: str,
    is_active: bool = True,
    reason: str = "",
    at: datetime | None = None,
) -> User:
    """Raises ValidationError when the e-mail address is another's."""
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise ValidationError({"email": _("Another person has this e-mail address.")})
    if by == person and not is_active:
        raise ValidationError({"is_active": _("You cannot close your own account.")})
    with transaction.atomic():
        record(
            person,
            by=by,
            expected=expected_revision,
            at=at,
            reason=reason,
            name=name.strip(),
            email=email,
            language=language,
            is_active=is_active,
        )
        forget_addresses(person)
    return person


def choose_language(*, by: User, language: str) -> User:
    """Someone's own choice of language. It is one's own: what others save meanwhile stays."""
    person = User.objects.get(pk=by.pk)
    if person.language == language:
        return person
    try:
        return record(person, by=person, expected=person.revision, language=language)
    except Stale:
        person.refresh_from_db()
        return record(person, by=person, expected=person.revision, language=language)


def invite_person(*, by: User, name: str, email: str, language: str, site: str) -> User:
    """A new person, who gets a mail with a link to choose a password."""
    with transaction.atomic():
        person = add_person(by=by, name=name, email=email, language=language)
        send_invitation(person=person, site=site)
    return person


def send_invitation(*, person: User, site: str) -> None:
    """The invitation, once more. A mail server that is down is logged and undoes nothing."""
    transaction.on_commit(partial(mail.send_invitation, person, site), robust=True)


def set_role(
    *,
    by: User | None,
    person: User,
    programme: Programme,
    role: RoleName | None,
    expected_revision: int,
    at: datetime | None = None,
) -> Role | None:
    """What someone is in the programme; none takes the role away."""
    row = Role.objects.filter(user=person, programme=programme).first()
    if row is None and role is None:
        return None
    if by == person and role != RoleName.STAFF:
        raise ValidationError({"role": _("You cannot take away your own role.")})
    row = row or Role(user=person, programme=programme)
    return record(
        row,
        by=by,
        expected=expected_revision,
        at=at,
        role=role or row.role,
        removed=role is None,
    )


def set_membership(
    *,
    by: User | None,
    person: User,
    region: Region,
    role: MembershipRole | None,
    expected_revision: int,
    at: datetime | None = None,
) -> Membership | None:
    """What someone is in a region; none ends the membership."""
    row = Membership.objects.filter(user=person, region=region).first()
    if row is None and role is None:
        return None
    if by == person and role is None:
        raise ValidationError(_("You cannot end your own membership. Ask another to do it."))
    row = row or Membership(user=person, region=region)
    return record(
        row,
        by=by,
        expected=expected_revision,
        at=at,
        role=role or row.role,
        removed=role is None,
    )


def bring_in(
    *, by: User, person: User, region: Region, role: MembershipRole, site: str
) -> Membership:
    """Give someone a role in a region, and tell them by mail when that is news to them."""
    with transaction.atomic():
        row = Membership.objects.filter(user=person, region=region).first()
        if row is None or row.removed or row.role != role:
            expected = row.revision if row else 0
            row = set_membership(
                by=by, person=person, region=region, role=role, expected_revision=expected
            )
            if row is not None and person.is_active:
                tell = partial(mail.tell_of_membership, row, site)
                transaction.on_commit(tell, robust=True)
        elif person.is_active and not person.has_usable_password():
            send_invitation(person=person, site=site)
    return row  # type: ignore[return-value]  # a role was given, so there is a row


def invite_to_region(
    *, by: User, region: Region, name: str, email: str, role: MembershipRole, site: str
) -> None:
    """Bring someone in by e-mail address, known or new.

    Gives nothing back, and changes nothing of a person who is known: whoever invites is not told
    which of the two it was.
    """
    with transaction.atomic():
        person = User.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            person = add_person(by=by, name=name, email=email, language=region.language)
        bring_in(by=by, person=person, region=region, role=role, site=site)


# Regions


def add_region(
    *,
    by: User | None,
    programme: Programme,
    slug: str,
    name: str,
    language: str,
    source_confidence: str = "",
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Region:
    """A new region; other apps hear of it and give it what it needs, in the same transaction."""
    if Region.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another region has this address.")})
    with transaction.atomic():
        region = record(
            Region(programme=programme, slug=slug),
            by=by,
            expected=0,
            at=at,
            step=Kind.IMPORT if change_set else Kind.CHANGE,
            change_set=change_set,
            name=name,
            language=language,
            source_confidence=source_confidence,
        )
        region_added.send(Region, region=region, by=by, at=at, change_set=change_set)
    return region


def add_region_with_host(*, by: User, host: Municipality | None, **facts: Any) -> Region:
    """A new region and the municipality that hosts it, both or neither; see `add_region`."""
    with transaction.atomic():
        region = add_region(by=by, **facts)
        if host is not None:
            add_participation(by=by, region=region, municipality=host, role=ParticipationRole.HOST)
    return region


def change_region(
    *,
    by: User | None,
    region: Region,
    expected_revision: int,
    name: str,
    language: str,
    source_confidence: str = "",
    reason: str = "",
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Region:
    """Rename a region or choose another language for its reports."""
    return record(
        region,
        by=by,
        expected=expected_revision,
        at=at,
        reason=reason,
        step=Kind.IMPORT if change_set else Kind.CHANGE,
        change_set=change_set,
        name=name,
        language=language,
        source_confidence=source_confidence,
    )


def add_participation(
    *,
    by: User | None,
    region: Region,
    municipality: Municipality,
    role: ParticipationRole,
    valid_from: date | None = None,
    valid_to: date | None = None,
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Participation:
    """A municipality joins a region."""
    return change_participation(
        by=by,
        participation=Participation(region=region, municipality=municipality),
        expected_revision=0,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        at=at,
        change_set=change_set,
    )


def change_participation(
    *,
    by: User | None,
    participation: Participation,
    expected_revision: int,
    role: ParticipationRole,
    valid_from: date | None,
    valid_to: date | None,
    removed: bool = False,
    reason: str = "",
    at: datetime | None = None,
    change_set: UUID | None = None,
) -> Participation:
    """Another role or other dates. Raises ValidationError for a second host or a double part."""
    facts: dict[str, Any] = {
        "role": role,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "removed": removed,
    }
    for name, value in facts.items():
        setattr(participation, name, value)
    participation.validate_constraints()
    return record(
        participation,
        by=by,
        expected=expected_revision,
        at=at,
        reason=reason,
        step=Kind.IMPORT if change_set else Kind.CHANGE,
        change_set=change_set,
        **facts,
    )
