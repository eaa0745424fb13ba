"""A message is previewed, shown to a person, and sent when they agree."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field
from relay_sdk import ValidationError
from relay_sdk.models import Preview

from .executions import Outcome
from .parts import TheRelay
from .problems import FieldMistake, MessageRefused

router = APIRouter(prefix="/messages", tags=["messages"])


class NewMessage(BaseModel):
    to: str
    """The URL that the message is POSTed to."""
    text: Annotated[str, Field(min_length=1, max_length=2_000)]
    replaces: str | None = None
    """The preview that this one is an edit of; nobody can confirm that one any more."""


class Plan(BaseModel):
    """What a person must see before they agree: the request itself, not what somebody says about it."""

    preview_id: str
    summary: str
    method: str
    url: str
    headers: dict[str, str]
    body: str | None
    warnings: list[str]
    digest: str
    expires_at: datetime

    @classmethod
    def of(cls, preview: Preview) -> Plan:
        request = preview.request
        return cls(
            preview_id=preview.id,
            summary=preview.summary,
            method=request.method,
            url=request.url,
            headers=request.headers,
            body=request.body,
            warnings=[warning.detail for warning in preview.warnings],
            digest=preview.digest,
            expires_at=preview.expires_at,
        )


class Confirmation(BaseModel):
    digest: str
    """The digest of the plan that was shown; with another one nothing is sent."""


@router.post("", status_code=201)
async def preview_message(message: NewMessage, relay: TheRelay) -> Plan:
    """Plan a message. Nothing is sent."""
    intent = {"url": message.to, "payload": {"text": message.text}}
    try:
        preview = await relay.actions.preview(action="webhook.send", input=intent, replaces=message.replaces)
    except ValidationError as refused:
        # Relay points at fields of its action; whoever called this service knows `to` and `text`.
        names = {"/input/url": "/to", "/input/payload/text": "/text"}
        mistakes = [
            FieldMistake(pointer=names.get(error.pointer, error.pointer), detail=error.detail)
            for error in refused.errors
        ]
        raise MessageRefused(mistakes) from refused
    return Plan.of(preview)


@router.post("/{preview_id}/confirm", responses={202: {"model": Outcome}})
async def confirm_message(preview_id: str, confirmation: Confirmation, relay: TheRelay, response: Response) -> Outcome:
    """Send what was shown, once. Safe to repeat: a plan runs once, and everybody gets the same outcome."""
    execution = await relay.actions.execute(preview_id=preview_id, digest=confirmation.digest)
    if execution.status == "running":
        response.status_code = 202  # ask GET /executions/{id}, or wait for the webhook
    return Outcome.of(execution)


@router.delete("/{preview_id}", status_code=204)
async def discard_message(preview_id: str, relay: TheRelay) -> None:
    """Decline a plan: nobody can confirm it any more."""
    await relay.previews.discard(preview_id)
