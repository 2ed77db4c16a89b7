"""Files of data that technicians hand to a command, read so that an error names its place in them.

`phases[1].milestones[0].checkpoints[2].kind: …` tells where; what is missing, misspelt or of the
wrong sort is said before anything is saved.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from regions.history import Kind, Versioned, revision_model
from regions.wording import Language


class BadFile(Exception):  # noqa: N818  a state of affairs of someone's file
    """What is wrong, and where."""


@dataclass(frozen=True)
class Node:
    """A value in the file and the way to it. An empty way is the file itself."""

    value: Any
    way: str = ""

    def error(self, what: str) -> BadFile:
        return BadFile(f"{self.way or 'the file'}: {what}")

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """What an action refuses while this node is loaded is an error at this node."""
        try:
            yield
        except ValidationError as refused:
            raise self.error(" ".join(refused.messages)) from None

    def known(self, *keys: str) -> None:
        """Refuse what is no object, and keys that nobody will read."""
        if not isinstance(self.value, dict):
            raise self.error("an object in { } is expected here.")
        for key in self.value:
            if key not in keys:
                raise self.error(f"unknown key {key!r}; the keys are {', '.join(keys)}.")

    def has(self, key: str) -> bool:
        return self.value.get(key) is not None

    def at(self, key: str) -> "Node":
        way = f"{self.way}.{key}" if self.way else key
        if key not in self.value:
            raise self.error(f"{key!r} is missing.")
        return Node(self.value[key], way)

    def text(self, key: str, default: str | None = None, limit: int | None = None) -> str:
        """A text; without a default it must be there and say something."""
        if default is not None and not self.has(key):
            return default
        node = self.at(key)
        if not isinstance(node.value, str):
            raise node.error(f"a text in quotes is expected, not {node.value!r}.")
        if default is None and not node.value.strip():
            raise node.error("the text is empty.")
        if limit is not None and len(node.value) > limit:
            raise node.error(f"at most {limit} characters; this is {len(node.value)}.")
        return node.value

    def number(self, key: str) -> int:
        node = self.at(key)
        if not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < 1:
            raise node.error(f"a number from 1 is expected, not {node.value!r}.")
        return node.value

    def day(self, key: str) -> date:
        node = self.at(key)
        try:
            return date.fromisoformat(node.value)
        except (TypeError, ValueError):
            raise node.error(f"{node.value!r} is no date; write 2016-02-15.") from None

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

    def choice(self, key: str, choices: type[TextChoices]) -> str:
        node = self.at(key)
        if node.value not in choices.values:
            raise node.error(f"{node.value!r} is not one of {', '.join(choices.values)}.")
        return str(node.value)

    def wording(self, key: str = "") -> dict[str, str]:
        """The columns of a text: `{"nb": "…", "nn": "…"}`; the first form is the source."""
        node = self.at(key) if key else self
        node.known(*Language.values)
        if not node.value:
            raise node.error('a text is expected, as {"nb": "…"}.')
        forms = dict.fromkeys(Language.values, "")
        forms |= {language: node.text(language) for language in node.value}
        return {**forms, "source": next(iter(node.value))}

    def items(self, key: str, *, optional: bool = False) -> "list[Node]":
        """The members of a list, each with its place."""
        if optional and not self.has(key):
            return []
        node = self.at(key)
        if not isinstance(node.value, list):
            raise node.error("a list in [ ] is expected here.")
        return [Node(value, f"{node.way}[{index}]") for index, value in enumerate(node.value)]

    def items_by(self, key: str, name: str, *, optional: bool = False) -> "dict[str, Node]":
        """The members of a list by a text that no two of them may share."""
        found: dict[str, Node] = {}
        for node in self.items(key, optional=optional):
            if not isinstance(node.value, dict):
                raise node.error("an object in { } is expected here.")
            own = node.text(name)
            if own in found:
                raise node.at(name).error(f"{own!r} stands twice; first at {found[own].way}.")
            found[own] = node
        return found


def read(path: Path) -> Node:
    """The file's content, or BadFile that says why it cannot be read."""
    try:
        return Node(json.loads(path.read_text("utf-8"), object_pairs_hook=_without_doubles))
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path} is not UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadFile(f"{path} is not JSON: {error.msg} at {where}.") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and keeps the last; a file with two hosts must not pass."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadFile(f"the key {key!r} stands twice in one object: {found[key]!r}, {value!r}.")
        found[key] = value
    return found


def loaded(read_into: Callable[[Node], None], path: Path) -> None:
    """Read a file into the database; every BadFile says which file."""
    try:
        read_into(read(path))
    except BadFile as error:
        text = str(error)
        raise BadFile(text if text.startswith(str(path)) else f"{path}: {text}") from None


def is_edited(row: Versioned) -> bool:
    """Whether someone has changed a row since it was last imported; what people change stays."""
    revisions: Any = revision_model(type(row))._default_manager
    return bool(revisions.get(of=row, number=row.revision).step != Kind.IMPORT)
