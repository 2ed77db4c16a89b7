"""Every setting. What differs between installations comes from the environment."""

import re
import shlex
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what an installation writes: database, collected files, fonts
with suppress(OSError):  # an image that nobody writes to keeps its data elsewhere
    VAR_DIR.mkdir(exist_ok=True)
env = environ.Env()


def required(name: str, what: str) -> str:
    """A variable that has no safe default."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {what}.")
    return value


def pinned_day(name: str) -> date | None:
    """A day written as 2016-11-20, or none."""
    text = env.str(name, default="")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {text!r}: write a day as 2016-11-20.") from None


def own_address(name: str) -> str:
    """A site's address with a slash at its end, or empty."""
    text = env.str(name, default="").rstrip("/")
    if text and not re.fullmatch(r"https?://[\w.-]+(:\d+)?", text):
        raise ImproperlyConfigured(f"{name} is {text!r}: write it as https://byregion.example.no.")
    return text and f"{text}/"


def scan_command(name: str) -> list[str]:
    """A command and its arguments, one of which names the file; or none."""
    text = env.str(name, default="")
    try:
        words = shlex.split(text)
    except ValueError:
        words = [text]
    if words and not any("{file}" in word for word in words[1:]):
        raise ImproperlyConfigured(f"{name} is {text!r}: write it as clamdscan --fdpass {{file}}.")
    return words


# What kind of installation this is
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("BYREGION_DEMO", default=False)  # demo data, and sign-ins told on the sign-in page
TODAY = pinned_day("BYREGION_TODAY")  # pins the domain's clock (regions/clock.py)
TESTING = env.bool("BYREGION_TESTING", default=False)
SECRET_KEY = (
    "only-for-development-and-tests"
    if DEBUG or TESTING
    else required("SECRET_KEY", "50 random characters, the same in every process")
)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # what older ones signed holds
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Links in mail begin with it. Without it they follow the request's Host, which anyone can write.
SITE_URL = own_address("SITE_URL")
ACCESSIBILITY_STATEMENT_URL = env.str("ACCESSIBILITY_STATEMENT_URL", default="")

INSTALLED_APPS = [
    "byregion",
    "reports",
    "checkpoints",
    "regions",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "django_htmx",
    "django_ox",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "regions.lending.nothing_held_while_sending",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "byregion.middleware.NoMoreThanPagesSend",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "regions.middleware.pages_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "byregion.middleware.sign_in_fills_the_page",
    "byregion.middleware.NothingTypedIsLost",
]
REQUEST_MAX_MB = 8  # of one request, but for evidence: a spreadsheet of 5 MB and what goes with it
ROOT_URLCONF = "byregion.urls"
WSGI_APPLICATION = "byregion.wsgi.application"
# A region's page combines apps, so its address is the project's; templates of any app link to it.
ABSOLUTE_URL_OVERRIDES = {"regions.region": lambda region: reverse("region", args=[region.slug])}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "byregion.context.every_page",
            ],
            "builtins": ["django.templatetags.i18n", "regions.templatetags.words"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["designsystemet"]
CRISPY_TEMPLATE_PACK = "designsystemet"


# Data
def database(url: dict[str, Any]) -> dict[str, Any]:
    """The options that make SQLite and PostgreSQL safe with many writers (docs/decisions/0002)."""
    if url["ENGINE"] == "django.db.backends.sqlite3":
        options: dict[str, Any] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
        return {**url, "OPTIONS": options, "CONN_MAX_AGE": 600}
    pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=4)}
    options = {**url.get("OPTIONS", {}), "pool": pool}
    return {**url, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


DATABASES = {
    "default": database(
        env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'byregion.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in's rate limits are kept in the cache, which all processes must share. A full cache forgets
# a third of what it holds, and of 300 places, Django's own number, one guesser could fill all.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "byregion_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What a page has worked out and another can use. Looking at a page writes nothing, so that each
    # process keeps its own.
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "worked-out",
        "OPTIONS": {"MAX_ENTRIES": 64},
    },
    # Whose drafts are to be set in a minute: small, and many where many write.
    "notes": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "notes",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
# In tests no worker runs: what is to be done after a commit is done at once.
TASKS_BACKEND = (
    "django.tasks.backends.immediate.ImmediateBackend" if TESTING else "django_ox.backend.OxBackend"
)
OX = {  # of the worker (docs/operations.md)
    "WORKER_CLASS": "reports.worker.WarmWorker",
    "LOCK_TIMEOUT": 30,  # seconds until the task of a worker that was killed is run again
    "MAX_ATTEMPTS": 10,  # that many kills in a row, of whoever is at it, are a fault of the task
    "TASK_TIMEOUT": 900,  # seconds; what hangs holds up others
    "SCHEDULES": {"sweep_papers": {"task": "reports.tasks.sweep_papers", "cron": "30 3 * * *"}},
}
TASKS = {"default": {"BACKEND": env.str("TASKS_BACKEND", TASKS_BACKEND), "OPTIONS": OX}}

# Sign-in: people are made by staff, so there is no sign-up. Closed by default.
AUTH_USER_MODEL = "regions.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "regions.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL

# Language: bokmål and nynorsk at the same time, English as written in the code
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["byregion.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# Static files: ours, and what packages bring; nothing from outside
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("designsystemet", BASE_DIR / "node_modules/@digdir/designsystemet-css/dist"),
    ("inter", BASE_DIR / "node_modules/@fontsource/inter/files"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Evidence is private: it has no address of its own, and a view checks access before it serves.
    "evidence": {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    if TESTING
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.str("EVIDENCE_DIR", default=str(VAR_DIR / "evidence")),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "byregion.static.ModuleStorage"
    },
}

# Evidence: how large a file may be, and what says whether one is harmless (docs/operations.md)
EVIDENCE_MAX_MB = env.int("EVIDENCE_MAX_MB", default=25)
EVIDENCE_SCAN = scan_command("EVIDENCE_SCAN")

# Mail: to the console until an installation names its server
MAILERS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}
if env.str("MAIL_HOST", default=""):
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.str("MAIL_HOST"),
            "port": env.int("MAIL_PORT", default=25),
            "username": env.str("MAIL_USER", default=""),
            "password": env.str("MAIL_PASSWORD", default=""),
            "use_tls": env.bool("MAIL_TLS", default=False),
            "timeout": 10,  # seconds; whoever invites waits for the server
        },
    }
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="byregion@localhost")

# What goes wrong is told on the console, where the service's own log is
TOLD = {"handlers": ["console"], "level": "WARNING", "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": TOLD, "django_ox": TOLD},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# A proxy of ours overwrites both headers (docs/operations.md); from others they are mere claims.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # whose attempts sign-in counts

# Security. HTTPS=false is for an installation that no network reaches, as the demo.
HTTPS = env.bool("HTTPS", default=not (DEBUG or DEMO or TESTING))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# E-mail is unique by a constraint on Lower("email"), which the check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
