from __future__ import annotations

from typing import Any

import httpx2

from .conftest import Core, Service


def preview(service: Service, to: str, **more: Any) -> dict[str, Any]:
    reply = service.http.post("/messages", json={"to": to, "text": "Hello", **more})
    assert reply.status_code == 201, reply.text
    plan: dict[str, Any] = reply.json()
    return plan


def confirm(service: Service, plan: dict[str, Any], **more: Any) -> httpx2.Response:
    body = {"digest": plan["digest"], **more}
    return service.http.post(f"/messages/{plan['preview_id']}/confirm", json=body)


def in_inbox(core: Core, plan: dict[str, Any]) -> list[str]:
    """The bodies that arrived for a plan."""
    messages = httpx2.get(f"{core.inbox}/messages").json()["data"]
    return [one["body"] for one in messages if one["headers"]["webhook-id"] == plan["preview_id"]]


def test_shows_what_would_be_sent_and_sends_nothing(core: Core, service: Service) -> None:
    plan = preview(service, core.inbox)
    assert (plan["method"], plan["url"], plan["body"]) == ("POST", core.inbox, '{"text":"Hello"}')
    assert plan["summary"].startswith("POST 1 JSON document")
    assert "over http" in plan["warnings"][0]
    assert in_inbox(core, plan) == []


def test_sends_what_was_shown_once_however_often_it_is_confirmed(core: Core, service: Service) -> None:
    plan = preview(service, core.inbox)
    first, again = confirm(service, plan), confirm(service, plan)
    assert (first.status_code, first.json()["status"]) == (200, "succeeded")
    assert again.json() == first.json()
    assert in_inbox(core, plan) == [plan["body"]]


def test_sends_nothing_for_another_digest(core: Core, service: Service) -> None:
    plan = preview(service, core.inbox)
    refused = confirm(service, plan, digest="sha256-" + "A" * 43)
    assert (refused.status_code, refused.json()["code"]) == (409, "preview_changed")
    assert in_inbox(core, plan) == []


def test_an_edit_takes_the_place_of_the_plan_before(core: Core, service: Service) -> None:
    plan = preview(service, core.inbox)
    edited = preview(service, core.inbox, text="Hello again", replaces=plan["preview_id"])
    assert confirm(service, plan).status_code == 410
    assert confirm(service, edited).json()["status"] == "succeeded"
    assert (in_inbox(core, plan), in_inbox(core, edited)) == ([], ['{"text":"Hello again"}'])


def test_nobody_can_confirm_what_was_declined(core: Core, service: Service) -> None:
    plan = preview(service, core.inbox)
    assert service.http.delete(f"/messages/{plan['preview_id']}").status_code == 204
    refused = confirm(service, plan)
    assert (refused.status_code, refused.json()["code"]) == (410, "preview_discarded")


def test_a_failure_is_an_outcome_and_no_error(core: Core, service: Service) -> None:
    outcome = confirm(service, preview(service, "http://no-such-host.invalid/")).json()
    assert (outcome["status"], outcome["meaning"]) == ("failed", "It did not happen, or the receiver refused it.")
    assert outcome["error"].startswith("dns_failed: ")


def test_lists_what_became_of_messages_page_by_page(core: Core, service: Service) -> None:
    ids = [confirm(service, preview(service, core.inbox)).json()["execution_id"] for _ in range(3)]
    newest = service.http.get("/executions", params={"limit": 2, "status": "succeeded"}).json()
    older = service.http.get(
        "/executions", params={"limit": 2, "status": "succeeded", "cursor": newest["next_cursor"]}
    ).json()
    listed = [outcome["execution_id"] for outcome in newest["outcomes"] + older["outcomes"]]
    assert listed[:3] == ids[::-1]
    assert service.http.get(f"/executions/{ids[0]}").json()["execution_id"] == ids[0]
