"""How nn writes dates and times here; what is not said comes from Django."""

DAY_FORMAT = "j."  # of what lies in the month that is said after it
TIME_FORMAT = "H.i"
DATETIME_FORMAT = r"j. F Y \k\l. H.i"

# Of days in tables. Short months are cut off, and have a dot, where that makes them shorter.
SHORT_MONTHS = (
    "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.",
)  # fmt: skip
SHORT_DAY = "{day}. {month} {year}"
SHORT_MONTH_DAY = "{day}. {month}"
