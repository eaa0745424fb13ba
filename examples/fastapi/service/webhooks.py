"""Where Relay's own events arrive."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from relay_sdk import WebhookVerificationError, verify_webhook

from .events import Event, TheEvents
from .parts import TheSettings

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

LARGEST = 1024 * 1024


@router.post("/relay", status_code=204)
async def receive_event(request: Request, settings: TheSettings, events: TheEvents) -> None:
    """Takes what Relay has signed, not more than five minutes ago, and handles it once."""
    if not settings.endpoint_secrets:
        raise HTTPException(503, "RELAY_ENDPOINT_SECRET is not set.")
    body = await _read(request)
    try:
        told = verify_webhook(body, request.headers, settings.endpoint_secrets)
    except WebhookVerificationError as refused:
        raise HTTPException(400, str(refused)) from refused
    webhook_id = request.headers["webhook-id"]
    events.handle(Event(webhook_id=webhook_id, type=told["type"], timestamp=told["timestamp"], data=told["data"]))


async def _read(request: Request) -> bytes:
    """The body as it came. Anybody can send here, so no more is read than an event can have."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise HTTPException(413, "No event is that large.")
    return bytes(body)
