from __future__ import annotations

from dataclasses import replace

import httpx2
import pytest
from httpx2 import Headers
from relay_sdk import APIError, RelayError, TimeoutError
from relay_sdk.errors import FailedReply, to_api_error

from service.problems import problem_of

from .conftest import Core, Service, serving


def test_points_at_the_fields_of_its_own_caller(service: Service) -> None:
    reply = service.http.post("/messages", json={"to": "not a URL", "text": "Hello"})
    assert (reply.status_code, reply.headers["content-type"]) == (422, "application/problem+json")
    assert {mistake["pointer"] for mistake in reply.json()["errors"]} == {"/to"}


def test_points_at_what_is_missing(service: Service) -> None:
    reply = service.http.post("/messages", json={"to": "https://hooks.example.com/"})
    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, "/text")


def test_tells_where_an_account_is_connected_while_there_is_none(core: Core, service: Service) -> None:
    mail = {"to": ["ada@example.com"], "subject": "Hello", "text": "Hello"}
    reply = service.http.post("/mails", json=mail)
    assert (reply.status_code, reply.json()["code"]) == (409, "account_missing")
    assert reply.json()["authorization_url"].startswith(f"{core.base_url}/api/oauth/google/start?")
    assert httpx2.get(reply.json()["authorization_url"]).status_code == 200


def test_takes_json_only(core: Core, service: Service) -> None:
    reply = service.http.post("/messages", content=f'{{"to":"{core.inbox}","text":"Hello"}}')
    assert reply.status_code == 422


def test_tells_relays_code_and_request(service: Service) -> None:
    reply = service.http.get("/executions/exe_01h455vb4pex5vsknk084sn02q")
    assert (reply.status_code, reply.json()["code"]) == (404, "execution_not_found")
    assert reply.json()["detail"] == "There is no such execution in this workspace."
    assert reply.json()["request_id"].startswith("req_")


@pytest.mark.parametrize("path", ["/events", "/executions"])
@pytest.mark.parametrize("limit", [-1, 0, 101])
def test_refuses_a_page_of_an_odd_size(service: Service, path: str, limit: int) -> None:
    reply = service.http.get(path, params={"limit": limit})
    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, "/limit")


def test_says_that_relay_is_away(service: Service) -> None:
    with serving(replace(service.settings, base_url="http://127.0.0.1:1")) as http:
        reply = http.get("/executions")
    assert (reply.status_code, reply.json()["code"]) == (502, "relay_unavailable")


def test_keeps_to_itself_that_its_key_is_refused(service: Service) -> None:
    with serving(replace(service.settings, api_key="relay_test_mistyped")) as http:
        reply = http.get("/executions")
    assert (reply.status_code, reply.json()["code"]) == (500, "misconfigured")
    assert "relay_test" not in reply.text


def test_answers_by_its_own_names_only(service: Service) -> None:
    assert service.http.get("/executions", headers={"host": "evil.example"}).status_code == 400


def api_error(status: int, **headers: str) -> APIError:
    return to_api_error(FailedReply(status, {}, Headers(headers), "GET", "http://127.0.0.1/api/me"))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (api_error(401), 500),
        (api_error(403), 500),
        (api_error(404), 404),
        (api_error(409), 409),
        (api_error(410), 410),
        (api_error(422), 422),
        (api_error(429), 503),
        (api_error(500), 502),
        (api_error(503), 502),
        (TimeoutError("no reply in time"), 504),
        (RelayError("an id that cannot be sent"), 400),
    ],
)
def test_has_a_status_for_every_error(error: RelayError, status: int) -> None:
    assert problem_of(error).status == status
