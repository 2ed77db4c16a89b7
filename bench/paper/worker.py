"""An engine in a process of its own: `python -m bench.paper.worker ENGINE`.

Each line that comes in names a content. Its paper is written beside it, and what that cost is
answered as JSON.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import django

from bench.paper.crew import Cost, paper_of
from bench.paper.usage import cpu_of, peak_of


def main(name: str) -> None:
    django.setup()
    from bench.paper.engines import ENGINES  # noqa: PLC0415  needs Django to be set up

    with ENGINES[name]() as engine:
        for line in sys.stdin:
            content = Path(line.rstrip("\n"))
            cpu, start = cpu_of(engine.process), perf_counter()
            made = engine.make(content)
            wall, cpu = perf_counter() - start, cpu_of(engine.process) - cpu
            paper_of(content, name).write_bytes(made)
            print(json.dumps(asdict(Cost(wall, cpu, peak_of(engine.process)))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
