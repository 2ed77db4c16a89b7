"""An upload that is looked at while it passes by: its checksum is taken, and nothing of it kept."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Seen(UploadedFile):  # type: ignore[type-arg]  # which Django itself does not take
    """What is left of a file: how large it was, and its SHA-256."""

    def __init__(self, *, size: int, sha256: str, name: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256

    def close(self) -> None:
        """Nothing is open. Django closes all files of a request that it gives up."""


class Hashing(FileUploadHandler):
    """Neither memory nor disk holds more than the piece that is passing."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.sum = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.sum.update(raw_data)

    def file_complete(self, file_size: int) -> Seen:
        name = self.file_name or ""
        return Seen(size=file_size, sha256=self.sum.hexdigest(), name=name)
