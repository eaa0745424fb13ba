"""What became of messages and mails. Relay keeps that; this service only asks."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel
from relay_sdk.models import Execution

from .parts import PageSize, TheRelay

router = APIRouter(prefix="/executions", tags=["executions"])

MEANINGS = {
    "running": "It is under way.",
    "succeeded": "The receiver took it.",
    "failed": "It did not happen, or the receiver refused it.",
    "outcome_unknown": "It may have arrived, and nobody can tell. Look at the receiver before you send it again.",
}


class Outcome(BaseModel):
    execution_id: str
    preview_id: str | None
    status: str
    meaning: str
    error: str | None
    """Why it failed, or why nobody knows."""
    is_retryable: bool
    """Whether a new preview of the same may well succeed."""
    started_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, execution: Execution) -> Outcome:
        error = execution.error
        return cls(
            execution_id=execution.id,
            preview_id=execution.preview_id,
            status=execution.status,
            meaning=MEANINGS.get(execution.status, execution.status),
            error=f"{error.code}: {error.detail}" if error else None,
            is_retryable=error is not None and error.retryable,
            started_at=execution.started_at,
            finished_at=execution.finished_at,
        )


class OutcomePage(BaseModel):
    outcomes: list[Outcome]
    next_cursor: str | None
    """What to give as ``cursor`` for older ones."""


@router.get("")
async def list_executions(
    relay: TheRelay, status: str | None = None, limit: PageSize = 20, cursor: str | None = None
) -> OutcomePage:
    """The newest first, a page at a time."""
    page = await relay.executions.list(status=status, limit=limit, cursor=cursor)
    return OutcomePage(outcomes=[Outcome.of(execution) for execution in page.data], next_cursor=page.next_cursor)


@router.get("/{execution_id}")
async def get_execution(execution_id: str, relay: TheRelay) -> Outcome:
    return Outcome.of(await relay.executions.get(execution_id))
