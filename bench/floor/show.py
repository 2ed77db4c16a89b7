"""Prints the floor's overview: `python -m bench.floor.show COUNT`, in the floor's environment."""

import sys

import django
from django.core.management import call_command
from django.test import Client


def main(count: int) -> None:
    django.setup()
    from django.contrib.auth.models import User  # noqa: PLC0415  needs Django to be set up

    from bench.floor import facts, filling  # noqa: PLC0415  the same

    call_command("migrate", run_syncdb=True, verbosity=0)
    filling.fill_units(facts.units(count))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get())  # type: ignore[arg-type]  # mypy knows our settings only
    sys.stdout.write(client.get("/").content.decode())


if __name__ == "__main__":
    main(int(sys.argv[1]))
