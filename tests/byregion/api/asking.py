"""Programs that ask the API."""

from typing import Any

from django.test import Client
from django.urls import reverse

from regions.models import Scope, User
from tests.makers import key_of


class Program:
    """A program of someone's, with a key."""

    def __init__(self, person: User, scope: Scope = Scope.HISTORY) -> None:
        self.client = with_key(key_of(person, scope))

    def ask(self, name: str, *where: str, headers: Any = None, **asked: Any) -> Any:
        """The whole answer of an endpoint, by its name in addresses."""
        return self.client.get(reverse(f"api:{name}", args=where), asked, headers=headers)

    def read(self, name: str, *where: str, **asked: Any) -> Any:
        """What an endpoint says, which it must have answered."""
        answer = self.ask(name, *where, **asked)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def refused(self, name: str, *where: str, **asked: Any) -> Any:
        """What is wrong with what was asked for, by parameter."""
        answer = self.ask(name, *where, **asked)
        problem = answer.json()
        assert (answer.status_code, problem["type"]) == (400, "/api/#parameters"), problem
        return {one["parameter"]: one for one in problem["errors"]}


def with_key(key: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {key}"})
