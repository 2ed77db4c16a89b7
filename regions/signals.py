"""What other apps may want to know of this one, which knows none of them."""

from django.dispatch import Signal

# sender: Region; region=the new one, by=who, how=when and in what act (regions.history.How)
region_added = Signal()

# Within the transaction, after a row and its revision are written. sender: its model; row=the row
recorded = Signal()
