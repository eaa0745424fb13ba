"""What a receiver of webhooks needs."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import ItemsView, Iterable, Sequence
from datetime import datetime, timezone
from typing import Any, Protocol


class WebhookVerificationError(Exception):
    """Why a webhook must not be believed. Answer it with 400."""


class WebhookHeaders(Protocol):
    """The headers of a request, as a dict or as any web framework has them."""

    def items(self) -> Iterable[tuple[str, Any]] | ItemsView[str, Any]: ...


def verify_webhook(
    payload: str | bytes,
    headers: WebhookHeaders,
    secret: str | Sequence[str],
    *,
    tolerance_seconds: float = 300,
    now: datetime | None = None,
) -> Any:
    """Check that Relay signed a webhook (Standard Webhooks, HMAC-SHA256) and give its payload.

    Args:
        payload: The request's body exactly as it came, before anything parsed it.
        headers: The request's headers.
        secret: The ``whsec_…`` of the workspace (for what ``webhook.send`` sends) or of the endpoint (for Relay's
            events), or several while one is being replaced; any of them may have signed.
        tolerance_seconds: How many seconds the timestamp may lie in the past or in the future.
        now: The time to judge by. Default: now.

    Returns:
        The body, parsed as JSON.

    Raises:
        WebhookVerificationError: A header is missing, the timestamp is too far from now, no signature fits, or the body
            is not JSON or was parsed already.
    """
    webhook_id, timestamp, signatures = (
        _read_header(headers, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    if not webhook_id or not timestamp or not signatures:
        raise WebhookVerificationError("A webhook-id, webhook-timestamp or webhook-signature header is missing.")
    instant = (now or datetime.now(timezone.utc)).timestamp()
    if not re.fullmatch(r"[0-9]{1,15}", timestamp) or abs(instant - int(timestamp)) > tolerance_seconds:
        raise WebhookVerificationError("The timestamp is too far from now.")

    body = _to_bytes(payload)
    message = _encode(f"{webhook_id}.{timestamp}.") + body
    keys = [_decode_secret(one) for one in ([secret] if isinstance(secret, str) else secret)]
    expected = [hmac.new(key, message, hashlib.sha256).digest() for key in keys]
    if not any(_fits(mac, signature) for signature in signatures.split(" ") for mac in expected):
        raise WebhookVerificationError("No signature fits.")
    try:
        return json.loads(body)
    except ValueError as cause:
        raise WebhookVerificationError("The payload is not JSON.") from cause


def _read_header(headers: WebhookHeaders, name: str) -> str | None:
    for key, value in headers.items():
        if key.lower() == name:
            return value if isinstance(value, str) else next(iter(value), None)
    return None


def _to_bytes(payload: object) -> bytes:
    if isinstance(payload, str):
        return _encode(payload)
    if isinstance(payload, (bytes, bytearray)):
        return bytes(payload)
    raise WebhookVerificationError("The payload is not the body as it came: text or bytes.")


def _encode(text: str) -> bytes:
    """Some frameworks put surrogates where a header was no UTF-8. Nobody has signed what comes of them."""
    return text.encode("utf-8", "surrogatepass")


def _fits(expected: bytes, signature: str) -> bool:
    version, _, mac = signature.partition(",")
    return version == "v1" and hmac.compare_digest(_decode(mac), expected)


def _decode_secret(secret: str) -> bytes:
    """An empty secret would let anybody sign."""
    key = _decode(secret.removeprefix("whsec_"))
    if not key:
        raise WebhookVerificationError("A secret is not a whsec_… one.")
    return key


def _decode(text: str) -> bytes:
    """What is not base64 decodes to nothing, and nothing is no signature and no secret."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
