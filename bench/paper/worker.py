"""An engine in a process of its own: `python -m bench.paper.worker ENGINE CONTENT`.

Each line that comes in asks for a paper, and is answered with what it cost, as JSON.
"""

import base64
import json
import sys
from pathlib import Path
from time import perf_counter

import django

from bench.paper.usage import cpu_of, peak_of


def main(name: str, content: str) -> None:
    django.setup()
    from bench.paper.engines import ENGINES  # noqa: PLC0415  needs Django to be set up
    from reports.canonical import from_json  # noqa: PLC0415  the same

    with ENGINES[name](from_json(Path(content).read_bytes())) as engine:
        for _ in sys.stdin:
            cpu, start = cpu_of(engine.process), perf_counter()
            made = engine.make()
            told = {
                "wall": perf_counter() - start,
                "cpu": cpu_of(engine.process) - cpu,
                "peak": peak_of(engine.process),
                "paper": base64.b64encode(made).decode(),
            }
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
