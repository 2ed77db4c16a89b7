"""For technicians: rows to look at. What has a history is saved by actions only, so not here."""

from django.contrib import admin
from django.http import HttpRequest

from regions.models import (
    County,
    Membership,
    MunicipalityVersion,
    Participation,
    Region,
    Role,
    User,
)


@admin.register(User, Role, Membership, Region, Participation, County, MunicipalityVersion)
class LookingOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
