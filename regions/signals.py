"""What other apps may want to know of this one, which knows none of them."""

from django.dispatch import Signal

# sender: Region; region=the new one, by=who, how=when and in what act (regions.history.How)
region_added = Signal()
