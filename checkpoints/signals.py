"""What other apps may add to this one's pages, which knows none of them."""

from django.dispatch import Signal

# sender: Event; person=who looks, events=some of a calendar. A receiver gives the addresses of the
# pages that are about them and open to the person, by the events' keys.
event_pages = Signal()
