"""Users, their roles in the programme and their memberships of regions."""

from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from regions.history import Revision, Versioned, record
from regions.models.places import Programme, Region
from regions.standing import Standing
from regions.wording import Language


class UserManager(BaseUserManager["User"]):
    def create_superuser(self, email: str, password: str, **extra: Any) -> "User":
        """A technician, made from the command line; the first revision is the system's own."""
        user = self.model(is_staff=True, is_superuser=True)
        user.set_password(password)
        return record(user, by=None, expected=0, email=email.strip().lower(), **extra)


class UserState(models.Model):
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.NB)
    is_active = models.BooleanField(_("may sign in"), default=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_name_and_email", condition=~Q(name="") & ~Q(email="")
            ),
            models.CheckConstraint(
                name="%(class)s_language_is_known", condition=Q(language__in=Language.values)
            ),
        ]


class User(UserState, Versioned, AbstractBaseUser, PermissionsMixin):
    """A person who can sign in, by e-mail. Only name, e-mail, role and region are known of them."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    # Signs in to the technicians' administration pages; says nothing about the programme's staff.
    is_staff = models.BooleanField(default=False)

    objects = UserManager()

    class Meta(UserState.Meta):
        constraints = [
            *UserState.Meta.constraints,
            models.UniqueConstraint(
                Lower("email"),
                name="user_email",
                violation_error_message=_("Another person has this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def standing(self) -> Standing:
        """Roles and memberships, read once a request."""
        roles = self.roles.filter(removed=False).values_list("role", "programme_id")
        memberships = self.memberships.filter(removed=False).values_list("role", "region_id")
        return Standing.of(roles.union(memberships, all=True))


class UserRevision(UserState, Revision):
    of = models.ForeignKey(User, models.PROTECT, related_name="revisions")

    class Meta:
        constraints: ClassVar = [*UserState.Meta.constraints, *Revision.Meta.constraints]


class RoleName(models.TextChoices):
    """What someone is in the programme as a whole."""

    STAFF = "staff", _("programme staff")
    MINISTRY = "ministry", _("ministry")


class RoleState(models.Model):
    role = models.CharField(_("role"), max_length=11, choices=RoleName)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_is_known", condition=Q(role__in=RoleName.values))
        ]


class Role(RoleState, Versioned):
    identity = ("user", "programme")

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="roles")

    class Meta(RoleState.Meta):
        constraints = [
            *RoleState.Meta.constraints,
            models.UniqueConstraint(fields=["user", "programme"], name="one_role_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class RoleRevision(RoleState, Revision):
    of = models.ForeignKey(Role, models.PROTECT, related_name="revisions")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [*RoleState.Meta.constraints, *Revision.Meta.constraints]


class MembershipRole(models.TextChoices):
    """What someone is in a region."""

    COORDINATOR = "coordinator", _("coordinator")
    READER = "reader", _("reader")


class MembershipState(models.Model):
    role = models.CharField(_("role"), max_length=11, choices=MembershipRole)
    removed = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_role_is_known", condition=Q(role__in=MembershipRole.values)
            )
        ]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def coordinating(self) -> Self:
        """Of those who coordinate a region now, and may sign in."""
        role = MembershipRole.COORDINATOR
        return self.filter(role=role, removed=False, user__is_active=True)


class Membership(MembershipState, Versioned):
    identity = ("user", "region")

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")

    objects = MembershipQuerySet.as_manager()

    class Meta(MembershipState.Meta):
        constraints = [
            *MembershipState.Meta.constraints,
            models.UniqueConstraint(fields=["user", "region"], name="one_membership_a_region"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} in {self.region_id}"


class MembershipRevision(MembershipState, Revision):
    of = models.ForeignKey(Membership, models.PROTECT, related_name="revisions")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [*MembershipState.Meta.constraints, *Revision.Meta.constraints]
