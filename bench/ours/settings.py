"""The product's real settings, measured. Static files lie in the run's own folder."""

import os
from pathlib import Path

from byregion.settings import *  # noqa: F403  all of them
from byregion.settings import MIDDLEWARE as REAL_MIDDLEWARE
from byregion.settings import STORAGES as REAL_STORAGES

MIDDLEWARE = ["bench.pages.measuring.measured", *REAL_MIDDLEWARE]
STATIC_ROOT = Path(os.environ["BENCH_DIRECTORY"]) / "static"
# Names with checksums as in an installation; compressed copies would take a minute to make.
STORAGES = {
    **REAL_STORAGES,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
    },
}
