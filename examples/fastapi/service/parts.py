"""What the routes are given."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request
from relay_sdk import AsyncRelay

from .settings import Settings


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _relay(request: Request) -> AsyncRelay:
    relay: AsyncRelay = request.app.state.relay
    return relay


TheSettings = Annotated[Settings, Depends(_settings)]
TheRelay = Annotated[AsyncRelay, Depends(_relay)]
PageSize = Annotated[int, Query(ge=1, le=100)]
