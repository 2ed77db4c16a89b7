"""What other apps may want to know of this one, which knows none of them."""

from django.dispatch import Signal

region_added = (
    Signal()
)  # sender: Region; region=the new one, by=who, at=when, change_set=of an import
