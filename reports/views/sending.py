"""What a browser is told of a file before its bytes."""

from django.utils.http import content_disposition_header


def file_headers(name: str, tag: str = "", *, shown: bool = False) -> dict[str, str]:
    """What it is called, whether the browser shows it or saves it, and by which tag it is known."""
    headers = {
        "Content-Disposition": str(content_disposition_header(not shown, name)),
        "Cache-Control": "private, no-cache",  # asked for again each time: access may have ended
        "X-Content-Type-Options": "nosniff",
    }
    return {**headers, "ETag": f'"{tag}"'} if tag else headers
