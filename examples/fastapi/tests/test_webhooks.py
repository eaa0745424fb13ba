from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from dataclasses import replace
from typing import Any
from uuid import uuid4

from service.register import register

from .conftest import Core, Service, serving
from .test_messages import confirm, preview

BODY = json.dumps({"type": "execution.failed", "timestamp": "2026-11-25T12:00:00.000Z", "data": {"id": "exe_1"}})


def sign(secret: str, *, body: str = BODY, age: float = 0) -> dict[str, str]:
    """The headers of an event, as Relay makes them: https://www.standardwebhooks.com"""
    webhook_id, timestamp = f"evt_{uuid4().hex}", str(int(time.time() - age))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{webhook_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(mac).decode()}"
    return {"webhook-id": webhook_id, "webhook-timestamp": timestamp, "webhook-signature": signature}


def send(service: Service, headers: dict[str, str], body: str = BODY) -> int:
    return service.http.post("/webhooks/relay", content=body, headers=headers).status_code


def events(service: Service, webhook_id: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.http.get("/events", params={"limit": 100}).json()
    return [event for event in found if webhook_id in (None, event["webhook_id"])]


def endpoint_id(core: Core, service: Service) -> str:
    return next(one.id for one in core.relay.webhooks.endpoints.list() if one.url == service.webhook_url)


def delivered(core: Core, endpoint: str, subject: str, attempts: int = 1) -> str:
    """Waits until Relay says that its event about something has arrived; gives the delivery's id."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for delivery in core.relay.webhooks.deliveries.list(endpoint).data:
            has_arrived = delivery.status == "succeeded" and delivery.attempts >= attempts
            if has_arrived and delivery.payload["data"]["id"] == subject:
                return delivery.id
        time.sleep(0.02)
    raise AssertionError(f"The event about {subject} did not arrive.")


def test_hears_of_an_execution_from_relay_itself(core: Core, service: Service) -> None:
    outcome = confirm(service, preview(service, core.inbox)).json()
    delivered(core, endpoint_id(core, service), outcome["execution_id"])
    [event] = [one for one in events(service) if one["data"]["id"] == outcome["execution_id"]]
    assert (event["type"], event["data"]["status"]) == ("execution.succeeded", "succeeded")
    assert event["data"]["previewId"] == outcome["preview_id"]


def test_handles_once_what_relay_sends_twice(core: Core, service: Service) -> None:
    outcome = confirm(service, preview(service, core.inbox)).json()
    endpoint = endpoint_id(core, service)
    delivery = delivered(core, endpoint, outcome["execution_id"])
    core.relay.webhooks.deliveries.retry(endpoint, delivery)
    delivered(core, endpoint, outcome["execution_id"], attempts=2)
    assert len([one for one in events(service) if one["data"]["id"] == outcome["execution_id"]]) == 1


def test_handles_once_what_is_signed_anew_for_each_attempt(service: Service) -> None:
    headers = sign(service.settings.endpoint_secrets[0])
    assert [send(service, headers), send(service, headers)] == [204, 204]
    assert len(events(service, headers["webhook-id"])) == 1


def test_knows_an_event_again_after_a_restart(service: Service) -> None:
    headers = sign(service.settings.endpoint_secrets[0])
    assert send(service, headers) == 204
    with serving(service.settings) as http:
        assert http.post("/webhooks/relay", content=BODY, headers=headers).status_code == 204
    assert len(events(service, headers["webhook-id"])) == 1


def test_refuses_what_somebody_else_has_signed(service: Service) -> None:
    headers = sign("whsec_" + base64.b64encode(b"somebody else's secret").decode())
    assert send(service, headers) == 400
    assert events(service, headers["webhook-id"]) == []


def test_refuses_another_body(service: Service) -> None:
    headers = sign(service.settings.endpoint_secrets[0])
    assert send(service, headers, BODY.replace("exe_1", "exe_2")) == 400
    assert send(service, headers, BODY + " ") == 400
    assert events(service, headers["webhook-id"]) == []


def test_refuses_what_is_played_again_after_five_minutes(service: Service) -> None:
    headers = sign(service.settings.endpoint_secrets[0], age=6 * 60)
    assert send(service, headers) == 400
    assert events(service, headers["webhook-id"]) == []


def test_refuses_what_is_not_signed(service: Service) -> None:
    assert send(service, {}) == 400


def test_reads_no_more_than_an_event_can_have(service: Service) -> None:
    body = "x" * (1024 * 1024 + 1)
    assert send(service, sign(service.settings.endpoint_secrets[0], body=body), body) == 413


def test_takes_both_secrets_while_one_is_replaced(service: Service) -> None:
    old = service.settings.endpoint_secrets[0]
    new = "whsec_" + base64.b64encode(b"a secret that is newer than that").decode()
    with serving(replace(service.settings, endpoint_secrets=(old, new))) as http:
        for secret in (old, new):
            assert http.post("/webhooks/relay", content=BODY, headers=sign(secret)).status_code == 204


def test_takes_nothing_without_a_secret(service: Service) -> None:
    with serving(replace(service.settings, endpoint_secrets=())) as http:
        assert http.post("/webhooks/relay", content=BODY, headers=sign("whsec_AAAA")).status_code == 503


def test_registering_again_gives_the_same_endpoint_another_secret(core: Core) -> None:
    url = "http://127.0.0.1:1/webhooks/relay"
    first, second = register(core.relay, url), register(core.relay, url)
    assert first != second
    assert len([one for one in core.relay.webhooks.endpoints.list() if one.url == url]) == 1
