"""Someone who is signed in and asks for pages, with a clock in hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from time import perf_counter
from urllib.parse import urlencode

SECONDS = 30  # a server that takes longer has a fault


@dataclass(frozen=True)
class Answer:
    status: int
    wall: float  # milliseconds, from connecting to the last byte
    body: bytes
    headers: HTTPMessage

    @property
    def text(self) -> str:
        return self.body.decode()

    def first(self, pattern: str) -> str:
        """The first group of the first match."""
        found = re.search(pattern, self.text)
        if found is None:
            raise LookupError(f"{pattern} is not on the page (status {self.status})")
        return found[1]


@dataclass
class Visitor:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, data: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """GET, or POST where there is data. Redirects are answers."""
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = None
        if data is not None:
            body = urlencode(data)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            sent["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        start = perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET" if data is None else "POST", path, body, sent)
        response = connection.getresponse()
        content = response.read()
        wall = (perf_counter() - start) * 1000
        connection.close()
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
        return Answer(response.status, wall, content, response.headers)

    def sign_in(self, path: str, **fields: str) -> None:
        self.ask(path)
        answer = self.ask(path, fields)
        if answer.status != 302:  # noqa: PLR2004  on to the first page
            raise RuntimeError(f"Signing in at {path} was answered {answer.status}")
