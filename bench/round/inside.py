"""A process of the project that does what it is told: `python -m bench.round.inside`.

Each line that comes in is an act (bench/round/acts.py) and what it is given, as JSON; what it came
to is answered so; or what the database refused it with.
"""

import json
import sys

import django
from django.db import Error, connection


def main() -> None:
    django.setup()
    from bench.round.acts import ACTS  # noqa: PLC0415  needs Django to be set up

    for line in sys.stdin:
        asked = json.loads(line)
        try:
            told = ACTS[asked.pop("act")](**asked)
        except Error as error:
            connection.close()
            told = {"refused": f"{error}"}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
