"""The documentation is the program's own description: complete, and its examples hold."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from byregion.api.description import description, operations
from byregion.api.guide import guide
from byregion.api.schemas import content, history, region, standing, sums
from byregion.api.service import addresses
from tests import makers

PAGE, OPENAPI = reverse("api_documentation"), reverse("api_description")
ANSWERS: dict[str, Any] = {
    "programme": content.ProgrammeOut,
    "phases": content.PhasesOut,
    "regions": standing.RegionsOut,
    "overview": standing.OverviewOut,
    "sums": sums.SumsOut,
    "milestone": sums.OneMilestoneOut,
    "differences": sums.DifferencesOut,
    "region": region.OneRegionOut,
    "history": history.HistoryOut,
}


def test_every_endpoint_is_told_of() -> None:
    names = [one.name for one in addresses()]
    assert [one.anchor for one in guide("https://x.no/").endpoints] == names
    assert set(ANSWERS) == set(names)


def test_the_examples_are_answers() -> None:
    for one in guide("https://x.no/").endpoints:
        answer = ANSWERS[one.anchor].model_validate(json.loads(one.answer))
        assert json.loads(answer.model_dump_json()) == json.loads(one.answer), one.anchor


def test_every_field_and_parameter_says_what_it_means() -> None:
    for one in guide("https://x.no/").endpoints:
        silent = [field.name for field in (*one.parameters, *one.fields) if not field.meaning]
        assert silent == [], one.path


def test_an_example_asks_at_the_installations_own_address() -> None:
    by_name = {one.anchor: one for one in guide("https://byregion.example.no/").endpoints}
    assert by_name["region"].curl == (
        'curl -H "Authorization: Bearer $KEY" '
        '"https://byregion.example.no/api/v1/regions/region-alesund?as_of=2016-02-15"'
    )


def test_the_description_is_openapi() -> None:
    whole = description()
    assert whole["openapi"] == "3.1.0"
    assert whole["servers"] == [{"url": "/"}]
    named = {f"#/components/schemas/{name}" for name in whole["components"]["schemas"]}
    assert set(references(whole)) <= named
    for operation in operations(whole).values():
        assert operation["security"] == [{"Key": []}]
        assert {"400", "401", "403", "404", "429"} <= set(operation["responses"])
    ids = [operation["operationId"] for operation in operations(whole).values()]
    assert len(set(ids)) == len(ids)


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [found for one in node.values() for found in references(one)]
    return [found for one in node for found in references(one)] if isinstance(node, list) else []


@pytest.mark.django_db
def test_who_is_signed_in_reads_both(client: Client) -> None:
    for address in (PAGE, OPENAPI):
        assert client.get(address).status_code == 302
    client.force_login(makers.ministry())
    assert client.get(OPENAPI).json() == json.loads(json.dumps(description()))
    page = client.get(PAGE).content.decode()
    for one in guide("http://testserver/").endpoints:
        assert f'id="{one.anchor}"' in page
        assert one.path in page
    assert "samling-2</code>" in page  # what programs write is set apart
