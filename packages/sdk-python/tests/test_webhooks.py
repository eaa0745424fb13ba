"""`verify_webhook` against another implementation of the same rules."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx2
import pytest
from standardwebhooks import Webhook

from relay_sdk import WebhookVerificationError, verify_webhook

NOW = datetime(2026, 11, 1, 10, tzinfo=timezone.utc)
PAYLOAD = json.dumps({"text": "grüße", "amount": 7}, ensure_ascii=False)


def secret_of(text: str) -> str:
    return f"whsec_{base64.b64encode(text.encode()).decode()}"


SECRET = secret_of("a secret of 24 bytes....")
OTHER = secret_of("another one of 24 bytes.")


def signed(body: str = PAYLOAD, by: str = SECRET, at: datetime = NOW) -> dict[str, str]:
    signature = Webhook(by).sign("msg_1", at, body)
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }


def verify(body: str | bytes = PAYLOAD, headers: Any = None, secret: Any = SECRET, **options: Any) -> Any:
    return verify_webhook(body, headers or signed(), secret, **{"now": NOW, **options})


class ManyHeaders:
    """As Werkzeug has them: pairs, and no mapping."""

    def items(self) -> Iterator[tuple[str, str]]:
        yield from signed().items()


@pytest.mark.parametrize(
    "headers",
    [
        signed(),
        {name.upper(): value for name, value in signed().items()},
        {name: [value] for name, value in signed().items()},
        httpx2.Headers(signed()),
        ManyHeaders(),
    ],
)
def test_believes_whatever_holds_the_headers(headers: Any) -> None:
    assert verify(headers=headers) == json.loads(PAYLOAD)


def test_believes_text_and_bytes() -> None:
    assert verify(PAYLOAD) == verify(PAYLOAD.encode()) == json.loads(PAYLOAD)


def test_believes_a_secret_without_its_prefix_and_one_of_several() -> None:
    assert verify(secret=SECRET[6:]) == verify(secret=[OTHER, SECRET]) == json.loads(PAYLOAD)


def test_believes_one_of_several_signatures() -> None:
    several = f"v1a,abc v1,%%% v1 {signed(by=OTHER)['webhook-signature']} {signed()['webhook-signature']}"
    assert verify(headers={**signed(), "webhook-signature": several}) == json.loads(PAYLOAD)


@pytest.mark.parametrize("seconds", [-300, 300])
def test_believes_what_is_five_minutes_away(seconds: int) -> None:
    assert verify(headers=signed(at=NOW + timedelta(seconds=seconds))) == json.loads(PAYLOAD)


def test_judges_by_the_time_there_is() -> None:
    now = datetime.now(timezone.utc).replace(microsecond=0)
    assert verify(headers=signed(at=now), now=None) == json.loads(PAYLOAD)


def test_the_other_implementation_believes_the_same() -> None:
    now = datetime.now(timezone.utc).replace(microsecond=0)
    assert Webhook(SECRET).verify(PAYLOAD, signed(at=now)) == verify(headers=signed(at=now), now=now)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_needs_every_header(name: str) -> None:
    headers = {key: value for key, value in signed().items() if key != name}
    with pytest.raises(WebhookVerificationError, match="header is missing"):
        verify(headers=headers)


@pytest.mark.parametrize(
    ("body", "headers", "secret"),
    [
        (PAYLOAD.replace("7", "8"), signed(), SECRET),
        (PAYLOAD, {**signed(), "webhook-id": "msg_2"}, SECRET),
        (PAYLOAD, {**signed(), "webhook-id": "msg_1\udcff"}, SECRET),
        (f"{PAYLOAD}\udcff", signed(), SECRET),
        (PAYLOAD, {**signed(), "webhook-timestamp": str(int(NOW.timestamp()) + 1)}, SECRET),
        (PAYLOAD, signed(), OTHER),
        (PAYLOAD, signed(), []),
        (PAYLOAD, {**signed(), "webhook-signature": signed()["webhook-signature"].replace("v1,", "v2,")}, SECRET),
        *[
            (PAYLOAD, {**signed(), "webhook-signature": text}, SECRET)
            for text in ("v1,", "v1", "v2,abc", ",", "v1,AAAA")
        ],
    ],
)
def test_refuses_what_was_not_signed(body: str, headers: dict[str, str], secret: Any) -> None:
    with pytest.raises(WebhookVerificationError, match="No signature fits"):
        verify(body, headers, secret)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_refuses_what_is_too_far_away(seconds: int) -> None:
    with pytest.raises(WebhookVerificationError, match="too far from now"):
        verify(headers=signed(at=NOW + timedelta(seconds=seconds)))


def test_may_be_stricter() -> None:
    with pytest.raises(WebhookVerificationError, match="too far from now"):
        verify(headers=signed(at=NOW - timedelta(seconds=20)), tolerance_seconds=10)


@pytest.mark.parametrize("timestamp", ["soon", "1e9", "-1", "NaN", "٣", "9" * 400])
def test_refuses_a_timestamp_that_is_none(timestamp: str) -> None:
    with pytest.raises(WebhookVerificationError, match="too far from now"):
        verify(headers={**signed(), "webhook-timestamp": timestamp})


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_%%%"])
def test_refuses_a_secret_that_anybody_could_have(secret: str) -> None:
    with pytest.raises(WebhookVerificationError, match="not a whsec_… one"):
        verify(secret=secret)


@pytest.mark.parametrize("body", [json.loads(PAYLOAD), None, [1]])
def test_says_that_the_body_was_parsed_already(body: Any) -> None:
    with pytest.raises(WebhookVerificationError, match="not the body as it came"):
        verify(body)


def test_refuses_what_is_not_json() -> None:
    with pytest.raises(WebhookVerificationError, match="not JSON") as failure:
        verify("hello", signed("hello"))
    assert isinstance(failure.value.__cause__, ValueError)
