"""What a process and all those below it have cost so far, from Linux's own books (/proc)."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import clock_gettime

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def is_told_here() -> bool:
    return (PROC / "self" / "stat").exists()


def cpu_of(root: int) -> float:
    """Seconds, user and system, of a process and those below it, also of those that have ended."""
    return sum(_own(pid) + _ended(pid) for pid in tree(root))


def peak_of(root: int) -> float:
    """MB: the most that each living process has had, added up; what they share counts for each."""
    return sum(_most(pid) for pid in tree(root))


def tree(root: int) -> Iterator[int]:
    below: dict[int, list[int]] = {}
    for pid, fields in _all():
        below.setdefault(int(fields[1]), []).append(pid)
    found = [root]
    while found:
        pid = found.pop()
        yield pid
        found += below.get(pid, ())


def _all() -> Iterator[tuple[int, list[str]]]:
    for one in PROC.glob("[0-9]*"):
        if fields := _stat(int(one.name)):
            yield int(one.name), fields


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may hold spaces: state, parent … Empty of one that ended."""
    try:
        return (PROC / f"{pid}" / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _own(pid: int) -> float:
    """By the process's CPU clock, to the nanosecond; the file would count in hundredths."""
    try:
        return clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0


def _ended(pid: int) -> float:
    fields = _stat(pid)
    return sum(map(int, fields[13:15])) / TICKS if fields else 0


def _most(pid: int) -> float:
    try:
        told = (PROC / f"{pid}" / "status").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in told.splitlines() if "VmHWM" in line) / 1024
