"""The API put together: its endpoints, how it answers, how it describes itself."""

from django.urls import URLPattern
from ninja import NinjaAPI

from byregion.api.answers import ReadableJSON, answering
from byregion.api.endpoints import content, differences, history, overview, region, sums
from byregion.api.problems import listen

VERSION = "1"
PREFIX = "api/v1/"

api = NinjaAPI(
    title="Byregion API",
    version=VERSION,
    description="Everything that a person may read in Byregion, for their own programs.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=ReadableJSON(),
    servers=[{"url": "/"}],
)
listen(api)
for router in (
    content.router,
    overview.router,
    sums.router,
    differences.router,
    region.router,
    history.router,
):
    api.add_router("", router)


def addresses() -> list[URLPattern]:
    """The endpoints' addresses. Ninja's own first page is left out: it lists nothing."""
    listed = [one for one in api.urls[0] if isinstance(one, URLPattern)]
    for pattern in listed:
        pattern.callback = answering(pattern.callback)
    return [one for one in listed if one.name != "api-root"]
