"""Writes on people: who they are, their role in the programme and their memberships."""

from functools import partial
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regions import mail
from regions.accounts import forget_addresses
from regions.history import How, Stale, record
from regions.models import Membership, MembershipRole, Programme, Region, Role, RoleName, User


def add_person(
    *, by: User | None, name: str, email: str, language: str = "nb", **how: Unpack[How]
) -> User:
    """A person who can sign in once they have chosen a password."""
    person = User()
    person.set_unusable_password()
    return change_person(
        by=by, person=person, expected_revision=0, name=name, email=email, language=language, **how
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
    **how: Unpack[How],
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
            **how,
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
    **how: Unpack[How],
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
        **how,
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
    **how: Unpack[How],
) -> Membership | None:
    """What someone is in a region; none ends the membership. Nobody ends or lowers their own."""
    row = Membership.objects.filter(user=person, region=region).first()
    if row is None and role is None:
        return None
    if by == person and role is None:
        raise ValidationError(_("You cannot end your own membership. Ask another to do it."))
    if by == person and row is not None and _lowers(row, role):
        raise ValidationError({"role": _("You cannot take away your own role.")})
    row = row or Membership(user=person, region=region)
    return record(
        row,
        by=by,
        expected=expected_revision,
        **how,
        role=role or row.role,
        removed=role is None,
    )


def _lowers(row: Membership, role: MembershipRole | None) -> bool:
    """Whether a role is less than what someone is in a region now."""
    is_coordinator = row.role == MembershipRole.COORDINATOR and not row.removed
    return is_coordinator and role != MembershipRole.COORDINATOR


def bring_in(
    *, by: User, person: User, region: Region, role: MembershipRole, site: str
) -> Membership:
    """Give someone a role in a region, and tell them by mail.

    Never lowers a role. Who has the role already gets the invitation once more, as long as they
    have not chosen a password; else there is nothing to do, which raises ValidationError.
    """
    with transaction.atomic():
        row = Membership.objects.filter(user=person, region=region).first()
        if row is None or row.removed or (row.role != role and not _lowers(row, role)):
            expected = row.revision if row else 0
            row = set_membership(
                by=by, person=person, region=region, role=role, expected_revision=expected
            )
            if row is not None and person.is_active:
                tell = partial(mail.tell_of_membership, row, site)
                transaction.on_commit(tell, robust=True)
        elif row.role == role and person.is_active and not person.has_usable_password():
            send_invitation(person=person, site=site)
        else:
            already = _("This person is already %(role)s in the region.")
            params = {"role": row.get_role_display()}
            raise ValidationError({"role": ValidationError(already, params=params)})
    return row  # type: ignore[return-value]  # a role was given, so there is a row


def invite_to_region(
    *, by: User, region: Region, name: str, email: str, role: MembershipRole, site: str
) -> None:
    """Bring someone in by e-mail address, known or new.

    Who is known keeps their name, their language and what they are elsewhere. Raises
    ValidationError for a closed account, which programme staff alone open again.
    """
    with transaction.atomic():
        person = User.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            person = add_person(by=by, name=name, email=email, language=region.language)
        if not person.is_active:
            raise ValidationError(
                {"email": _("Ask the programme staff for help with this address.")}
            )
        bring_in(by=by, person=person, region=region, role=role, site=site)
