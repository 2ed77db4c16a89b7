"""How nb writes dates and times here; what is not said comes from Django."""

TIME_FORMAT = "H.i"
DATETIME_FORMAT = r"j. F Y \k\l. H.i"
