"""The installation's own command that says whether a file is harmless."""

import subprocess
from collections.abc import Sequence
from tempfile import NamedTemporaryFile

from django.core.files.base import File

SECONDS = 120
HARMLESS, INFECTED = 0, 1  # as ClamAV's commands end; 2 and above is trouble of their own


def accepts(command: Sequence[str], content: "File[bytes]") -> bool:
    """Whether the command, called with a copy of the file in place of `{file}`, lets it through.

    Raises subprocess.SubprocessError or OSError when it gave no verdict: it hung, could not be
    started, or ended as neither harmless nor infected.
    """
    with NamedTemporaryFile(prefix="evidence-") as copy:
        for chunk in content.chunks():
            copy.write(chunk)
        copy.flush()
        words = [word.replace("{file}", copy.name) for word in command]
        answer = subprocess.run(  # noqa: S603  the installation's own command, without a shell
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    if answer.returncode != INFECTED:
        answer.check_returncode()
    return answer.returncode == HARMLESS
