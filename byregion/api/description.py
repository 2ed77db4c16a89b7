"""The API in the words of OpenAPI 3.1, as its own program describes it."""

from typing import Any

from ninja import Schema
from pydantic import Field

from byregion.api.problems import KINDS, MEDIA_TYPE
from byregion.api.schemas.fields import a_number, a_text
from byregion.api.service import PREFIX, api

type Data = dict[str, Any]


class ProblemOut(Schema):
    """Why a request was not answered with what it asked for (RFC 9457)."""

    type: str = a_text("Which kind of problem; the documentation explains it.", "/api/#parameters")
    title: str = a_text("The same in words.", "A parameter was not understood")
    status: int = a_number("The status of the answer.", 400)
    detail: str = a_text("What is wrong with this request.", "page: Input should be at least 1")
    errors: list[dict[str, Any]] | None = Field(
        default=None, description="Of each parameter what is wrong, and what is `allowed`."
    )


def description() -> Data:
    """The whole description. Every operation may answer with a problem."""
    whole: Data = api.get_openapi_schema(path_prefix=PREFIX)
    whole["components"]["schemas"]["Problem"] = ProblemOut.model_json_schema()
    for operation in operations(whole).values():
        operation["responses"] |= _problems()
        for parameter in operation["parameters"]:
            parameter.pop("examples", None)  # its schema has them, in the form of OpenAPI 3.1
    return whole


def operations(whole: Data) -> dict[str, Data]:
    """By path: each is read, in one way."""
    return {path: methods["get"] for path, methods in whole["paths"].items()}


def _problems() -> Data:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        str(int(kind.status)): {
            "description": kind.title,
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for kind in KINDS
    }
