"""The projects, each with its own environment and gunicorn: one worker, where none says more."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.floor.facts import TODAY, UNITS

ROOT = Path(__file__).resolve().parents[2]
GUNICORN = ("-m", "gunicorn", "--log-level", "warning", "--no-control-socket")
APPLICATION = "django.core.wsgi:get_wsgi_application()"
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH")


@dataclass(frozen=True)
class Project:
    """Settings, filling, and what they read from the environment."""

    name: str
    directory: Path
    filling: str = ""  # a module; else the project's own
    database_url: str = ""  # else SQLite in the directory
    workers: tuple[str, ...] = ("--workers", "1", "--worker-class", "sync")
    units: int = UNITS  # how many a filling makes

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing of the caller's but where programs are found."""
        database = self.directory / f"{self.name}.sqlite3"
        return {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "DJANGO_SETTINGS_MODULE": f"bench.{self.name}.settings",
            "SECRET_KEY": "of-a-server-that-lives-for-a-minute",
            "BENCH_DIRECTORY": str(self.directory),
            "BENCH_UNITS": str(self.units),
            "BENCH_DATABASE": str(database),
            "DATABASE_URL": self.database_url or f"sqlite:///{database}",
            "BYREGION_TODAY": f"{TODAY}",
            "HTTPS": "false",
            "DEBUG": "false",
        }

    def prepare(self) -> None:
        filling = self.filling or f"bench.{self.name}.filling"
        subprocess.run(
            [sys.executable, "-m", "bench.pages.prepare", filling],
            env=self.environment, cwd=ROOT, check=True,
        )  # fmt: skip

    @contextmanager
    def served(self) -> Iterator[int]:
        """A running server's port; no other machine reaches it."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port: int = listening.getsockname()[1]
            bind = ("--bind", f"fd://{listening.fileno()}")
            server = subprocess.Popen(
                [sys.executable, *GUNICORN, *self.workers, *bind, APPLICATION],
                env=self.environment, cwd=ROOT, pass_fds=[listening.fileno()],
                start_new_session=True,
            )  # fmt: skip
            try:
                yield port
            finally:
                stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """The server and its worker, at the latest after 5 seconds."""
    server.terminate()
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
