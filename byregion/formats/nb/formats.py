"""How nb writes dates and times here; what is not said comes from Django."""

TIME_FORMAT = "H.i"
