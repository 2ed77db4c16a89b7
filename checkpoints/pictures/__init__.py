"""The programme in pictures: drawn on the server, each told in a sentence and given as a table."""

from checkpoints.pictures import counties, distribution, over_time, programme
from checkpoints.pictures.ground import MOST, Asked, Ground, ground
from checkpoints.pictures.picture import Picture, Table
from checkpoints.pictures.png import png
from checkpoints.pictures.trend import trend
from checkpoints.pictures.trend_facts import Where

# The pictures of the programme by their names in addresses, in the order of the page.
PICTURES = {
    over_time.NAME: over_time.over_time,
    distribution.NAME: distribution.distribution,
    programme.NAME: programme.programme,
    counties.NAME: counties.county_map,
}
EACH_REGION = programme.NAME  # the one that shows every region, a page at a time

__all__ = [
    "EACH_REGION",
    "MOST",
    "PICTURES",
    "Asked",
    "Ground",
    "Picture",
    "Table",
    "Where",
    "ground",
    "png",
    "trend",
]
