"""Makes a database: `python -m bench.pages.prepare FILLING`, in that project's environment."""

import sys
from importlib import import_module

import django
from django.apps import apps
from django.core.management import call_command


def main(filling: str) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)  # PostgreSQL: what they point at first
    call_command("createcachetable", verbosity=0)
    if apps.is_installed("django.contrib.staticfiles"):
        call_command("collectstatic", interactive=False, verbosity=0)
    import_module(filling).fill()


if __name__ == "__main__":
    main(sys.argv[1])
