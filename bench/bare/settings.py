"""The floor's settings upon the product's own database settings, whichever database it is."""

from bench.floor.settings import *  # noqa: F403  all but what follows
from byregion.settings import DATABASES as DATABASES  # noqa: PLC0414  said to be ours to hand on

ROOT_URLCONF = "bench.bare.urls"
INSTALLED_APPS = [
    "bench.bare",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
LOGIN_REDIRECT_URL = "/"
