"""A mail is planned like a message, and sent from an account that its owner has connected; confirm it like one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field
from relay_sdk import ConflictError

from .messages import Plan
from .parts import TheRelay
from .problems import AccountMissing

router = APIRouter(prefix="/mails", tags=["mails"])


class NewMail(BaseModel):
    to: Annotated[list[str], Field(min_length=1, max_length=10)]
    subject: str
    text: Annotated[str, Field(min_length=1, max_length=2_000)]


@router.post("", status_code=201)
async def preview_mail(mail: NewMail, relay: TheRelay) -> Plan:
    """Plan a mail from the Google account. While there is none, the answer says where somebody can connect theirs."""
    intent = {"to": mail.to, "subject": mail.subject, "body": mail.text}
    try:
        return Plan.of(await relay.actions.preview(action="google.gmail.send", input=intent))
    except ConflictError as refused:
        if refused.code != "connection_required":
            raise
        connection = await relay.connections.create(provider="google")
        raise AccountMissing(connection.authorization_url) from refused
