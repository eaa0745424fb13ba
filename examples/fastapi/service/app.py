from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from relay_sdk import AsyncRelay
from starlette.middleware.trustedhost import TrustedHostMiddleware

from . import events, executions, mails, messages, webhooks
from .problems import explain_errors
from .settings import Settings


def create_app(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # One client for the life of the service: it keeps its connections open between calls.
        async with AsyncRelay(settings.api_key, base_url=settings.base_url) as relay:
            with events.open_log(settings.events_file) as log:
                app.state.relay, app.state.events = relay, log
                yield

    app = FastAPI(title="Messages by Relay", lifespan=lifespan)
    app.state.settings = settings
    # A page of another site could make its own name lead here, and then read what this service answers.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.allowed_hosts))
    explain_errors(app)
    for room in (messages, mails, executions, webhooks, events):
        app.include_router(room.router)

    @app.get("/", include_in_schema=False)
    async def show_reference() -> RedirectResponse:
        return RedirectResponse("/docs")

    return app
