"""The page of documentation, worked out from the API's own description."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from byregion.api.description import description, operations
from byregion.api.problems import KINDS
from byregion.api.routes import SCOPE

type Data = Mapping[str, Any]

PLACES = {"milestone": "strategiar", "region": "region-alesund"}  # in the addresses of examples
SHOWN = {"as_of": "2016-02-15", "since": "samling-1"}  # parameters that examples ask with


@dataclass(frozen=True)
class Piece:
    """A part of a text, in which what programs write stands between grave accents."""

    text: str
    is_code: bool


type Words = tuple[Piece, ...]


def words(text: str) -> Words:
    parts = enumerate(text.split("`"))
    return tuple(Piece(part, place % 2 == 1) for place, part in parts if part)


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of an answer: `regions[].strands[].theme`."""

    name: str
    kind: str  # «text», «date or null»
    meaning: Words
    allowed: tuple[str, ...] = ()
    default: str = ""

    @property
    def steps(self) -> list[str]:
        """The name, by the places where a line may break within it."""
        return re.findall(r"[^.]+\.?", self.name)


@dataclass(frozen=True)
class Endpoint:
    """An address, what it can be asked for, and what it answers."""

    path: str
    anchor: str
    summary: str
    meaning: tuple[Words, ...]  # paragraphs
    scope: str
    parameters: tuple[Field, ...]
    fields: tuple[Field, ...]
    curl: str
    answer: str  # an example, as JSON


@dataclass(frozen=True)
class Trouble:
    """A kind of problem."""

    slug: str
    status: int
    title: str
    meaning: Words


@dataclass(frozen=True)
class Guide:
    endpoints: tuple[Endpoint, ...]
    problems: tuple[Trouble, ...]


def guide(site: str) -> Guide:
    """The documentation of an installation at an address, `https://…/`."""
    whole = description()
    schemas = _Schemas(whole["components"]["schemas"])
    listed = operations(whole).items()
    found = (_endpoint(path, one, schemas, site) for path, one in listed)
    problems = (Trouble(one.slug, one.status, one.title, words(one.meaning)) for one in KINDS)
    return Guide(tuple(found), tuple(problems))


def _endpoint(path: str, operation: Data, schemas: "_Schemas", site: str) -> Endpoint:
    answer = operation["responses"][200]["content"]["application/json"]["schema"]
    parameters = operation["parameters"]
    return Endpoint(
        path=path,
        anchor=operation["operationId"],
        summary=operation["summary"],
        meaning=tuple(words(text) for text in operation["description"].split("\n\n")),
        scope=operation[SCOPE],
        parameters=tuple(schemas.field(one["name"], one["schema"]) for one in parameters),
        fields=tuple(schemas.fields(answer)),
        curl=_curl(site, path, parameters),
        answer=json.dumps(schemas.example(answer), ensure_ascii=False, indent=2),
    )


def _curl(site: str, path: str, parameters: Sequence[Data]) -> str:
    asked = [f"{one['name']}={SHOWN[one['name']]}" for one in parameters if one["name"] in SHOWN]
    address = site.rstrip("/") + path.format(**{name: quote(slug) for name, slug in PLACES.items()})
    return f'curl -H "Authorization: Bearer $KEY" "{address}?{"&".join(asked)}"'


@dataclass(frozen=True)
class _Schemas:
    """JSON schemas by name, as people read them."""

    named: Data

    def whole(self, schema: Data) -> Data:
        """A schema with what it refers to; of a choice with null, the other."""
        if "anyOf" in schema:
            return {**self.whole(_not_null(schema)), **_own(schema)}
        if "$ref" in schema:
            return {**self.named[schema["$ref"].rpartition("/")[2]], **_own(schema)}
        return schema

    def field(self, name: str, schema: Data) -> Field:
        found = self.whole(schema)
        default = found.get("default")
        return Field(
            name,
            self.kind(schema),
            words(found.get("description", "")),
            tuple(str(one) for one in found.get("enum", ())),
            "" if default in (None, "") else json.dumps(default).strip('"'),
        )

    def kind(self, schema: Data) -> str:
        found = self.whole(schema)
        plain = "enum" if "enum" in found else found.get("type", "string")
        kind = KIND_WORDS[found.get("format", plain)]
        return f"{kind} or null" if "anyOf" in schema else kind

    def fields(self, schema: Data, before: str = "") -> Iterator[Field]:
        """All fields of an answer, each under the name that leads to it."""
        for name, own in self.whole(schema).get("properties", {}).items():
            yield self.field(f"{before}{name}", own)
            found = self.whole(own)
            inside, mark = (found["items"], "[]") if "items" in found else (found, "")
            yield from self.fields(inside, f"{before}{name}{mark}.")

    def example(self, schema: Data) -> Any:
        """What an answer may look like: of each field the example that it has."""
        found = self.whole(schema)
        if "examples" in found:
            return found["examples"][0]
        if "properties" in found:
            return {name: self.example(one) for name, one in found["properties"].items()}
        return [self.example(found["items"])]


KIND_WORDS = {
    "string": "text",
    "integer": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "object",
    "enum": "one of",
    "date": "date",
    "date-time": "date and time",
}


def _not_null(schema: Data) -> Data:
    [found] = [one for one in schema["anyOf"] if one.get("type") != "null"]
    return dict(found)


def _own(schema: Data) -> Data:
    return {name: value for name, value in schema.items() if name not in {"anyOf", "$ref"}}
