"""What a paper may fetch: our own static files and the typeface. No network, no file system."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.pdf import PaperError, fonts

# Relative addresses need something to stand on. RFC 2606 keeps .invalid from ever being a host.
ORIGIN = "https://paper.invalid/"


class StaticFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives `static:…`, STATIC_URL and `font:…`; all else ends the render.

    An ordinary exception from a fetcher is swallowed by WeasyPrint and the paper comes out without
    its stylesheet. `fail_on_errors` turns it into a FatalURLFetchingError, and even that is
    swallowed inside an SVG: so what was `refused` is kept here too, for the renderer to ask.
    """

    refused: PaperError | None = None

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

    def fetch(
        self,
        url: str,
        headers: object = None,  # the overridden method has it
    ) -> URLFetcherResponse:
        """The file at `url`; see the class for what an address may be."""
        try:
            return self._found(url)
        except Exception as error:
            self.refused = PaperError(f"{url}: {error}")
            raise

    def _found(self, url: str) -> URLFetcherResponse:
        if url.startswith("font:"):
            return URLFetcherResponse(url, fonts.font_file(url.removeprefix("font:")))
        name = static_name(url)
        media_type, _ = mimetypes.guess_type(name)
        return URLFetcherResponse(
            # The address under ORIGIN, so that a stylesheet's own relative addresses resolve.
            static_root() + name,
            static_file(name).read_bytes(),
            {"Content-Type": media_type or "application/octet-stream"},
        )


def static_root() -> str:
    return urljoin(ORIGIN, str(settings.STATIC_URL))


def static_name(url: str) -> str:
    """The name of a static file in an address; raises ValueError for any other address."""
    if url.startswith("static:"):
        return unquote(url.removeprefix("static:"))
    if not url.startswith(static_root()):
        raise ValueError("not one of our static files")
    return unquote(urlsplit(url).path).removeprefix(urlsplit(static_root()).path)


def static_file(name: str) -> Path:
    """Where a static file lies: in a source, or collected under its hashed name."""
    if found := finders.find(name):
        return Path(found)
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name))
    raise FileNotFoundError(f"no static file {name}")
