"""The facts about who takes part, and the constraints that keep them right."""

from regions.models.people import (
    Membership,
    MembershipRevision,
    MembershipRole,
    Role,
    RoleName,
    RoleRevision,
    User,
    UserRevision,
)
from regions.models.places import (
    County,
    Municipality,
    MunicipalityVersion,
    Participation,
    ParticipationRevision,
    ParticipationRole,
    Programme,
    Region,
    RegionRevision,
)
from regions.models.tokens import ApiToken, Scope

__all__ = [
    "ApiToken",
    "County",
    "Membership",
    "MembershipRevision",
    "MembershipRole",
    "Municipality",
    "MunicipalityVersion",
    "Participation",
    "ParticipationRevision",
    "ParticipationRole",
    "Programme",
    "Region",
    "RegionRevision",
    "Role",
    "RoleName",
    "RoleRevision",
    "Scope",
    "User",
    "UserRevision",
]
