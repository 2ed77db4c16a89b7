"""How en writes dates and times here; what is not said comes from Django."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j F"
DAY_FORMAT = "j"  # of what lies in the month that is said after it
TIME_FORMAT = "H.i"
DATETIME_FORMAT = r"j F Y H.i"

# Of days in tables
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SHORT_DAY = "{day} {month} {year}"
SHORT_MONTH_DAY = "{day} {month}"
