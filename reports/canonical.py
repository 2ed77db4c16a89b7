"""A report's content as canonical JSON and back: the same content is the same bytes."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from reports.content import FORMAT, ReportContent


def to_json(content: ReportContent) -> str:
    """Canonical: sorted keys, one space of indent, letters as they are, a line end at the end."""
    return canonical({"version": FORMAT, **plain(content)})


def canonical(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def checksum(document: str) -> str:
    """SHA-256 of a text's UTF-8, in hex."""
    return hashlib.sha256(document.encode()).hexdigest()


def checksum_of_draft(content: ReportContent) -> str:
    """Of what a report says, whoever hands it in: a draft and the edition of it have the same."""
    filing = content.filing.as_draft if content.filing else None
    return checksum(to_json(replace(content, filing=filing)))


def from_json(document: str | bytes) -> ReportContent:
    """The content again, whichever format it was frozen in; ValueError for a format of no edition.

    Editions stay as they were handed in, so each format that one was ever frozen in keeps a reader.
    """
    found = json.loads(document)
    version = found.pop("version", None)
    reader = READERS.get(str(version))
    if reader is None:
        raise ValueError(f"a report of format {version!r}, not one of {', '.join(READERS)}")
    return reader(found)


def _as_it_is_written(found: dict[str, Any]) -> ReportContent:
    content: ReportContent = typed(ReportContent, found)
    return content


READERS: dict[str, Callable[[dict[str, Any]], ReportContent]] = {
    "byregion-report/4": _as_it_is_written
}


def plain(value: Any) -> Any:
    """Frozen dataclasses as what JSON has."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def typed(hint: Any, value: Any) -> Any:
    """A value out of JSON as what its field is declared to be."""
    if get_origin(hint) is UnionType:
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
        return None if value is None else typed(hint, value)
    if get_origin(hint) is tuple:
        return tuple(typed(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        hints = _hints_of(hint)  # type: ignore[arg-type]  # a class, not an instance
        return hint(**{name: typed(hints[name], item) for name, item in value.items()})  # type: ignore[operator]  # a class, not an instance
    if hint in {date, datetime}:
        return hint.fromisoformat(value)
    if not isinstance(value, hint):
        raise TypeError(f"{value!r} is no {hint.__name__}")
    return value


@cache
def _hints_of(kind: Any) -> dict[str, Any]:
    """How a dataclass's fields are declared; to find out takes longer than to read an edition."""
    return get_type_hints(kind)
