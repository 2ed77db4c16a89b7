"""Runs a command with DATABASE_URL set to a throw-away PostgreSQL server of its own.

`python tests/with_postgres.py COMMAND …`; `--find` prints where the server's programs are.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

OLDEST = 15
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# Nothing here outlives the run, so nothing needs to reach the disk.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def version(programs: Path) -> int:
    """Major version of the server in that folder; 0 when there is none that runs."""
    try:
        said = subprocess.run(
            [programs / "initdb", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found and (programs / "pg_ctl").exists() else 0


def find_programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path and version(Path(on_path).resolve().parent) >= OLDEST:
        return Path(on_path).resolve().parent
    folders = [found for pattern in FOLDERS for found in Path("/").glob(pattern[1:])]
    newest = max(folders, key=version, default=None)
    return newest if newest and version(newest) >= OLDEST else None


def other_user() -> list[str]:
    """PostgreSQL refuses to run as root: what to write before a command then."""
    if os.geteuid() != 0:
        return []
    known = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in known else "nobody")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


@contextmanager
def server(programs: Path) -> Iterator[Path]:
    """Start a server that listens on a unix socket only, and give the socket's folder."""
    become = other_user()
    # Not in $TMPDIR: a socket's path has room for about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="byregion-pg-", dir="/tmp"))
    if become:
        os.chown(folder, int(become[1].split("=")[1]), int(become[2].split("=")[1]))
    data = folder / "data"
    options = " ".join(
        [f"-c {name}={value}" for name, value in FAST.items()]
        + [
            f"-c unix_socket_directories={folder}",
            "-c listen_addresses=''",
            "-c max_connections=200",
        ]
    )
    pg_ctl = [*become, str(programs / "pg_ctl"), "--pgdata", str(data), "--wait", "--silent"]
    initdb = [str(programs / "initdb"), "--pgdata", str(data), "--username=byregion"]
    try:
        run(*become, *initdb, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run(*pg_ctl, "--log", str(folder / "log"), "--options", options, "start")
        yield folder
    finally:
        subprocess.run([*pg_ctl, "--mode=immediate", "stop"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def run(*command: str) -> None:
    done = subprocess.run(
        command, check=False, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}")


def stop(number: int, _frame: FrameType | None) -> None:
    """Make a signal end the run by way of the `finally` above."""
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    programs = find_programs()
    if programs is None:
        sys.exit(f"No PostgreSQL {OLDEST} or newer is installed here.")
    if command == ["--find"]:
        print(programs)  # noqa: T201 its answer
        return 0
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    with server(programs) as folder:
        # PGHOST too, for settings that keep no query of the URL.
        url = f"postgres://byregion@/postgres?host={folder}"
        where = {"DATABASE_URL": url, "PGHOST": str(folder)}
        child = subprocess.Popen(command, env=os.environ | where)
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it as well
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
