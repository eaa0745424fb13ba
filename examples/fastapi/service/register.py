"""Registers this service for Relay's events, and prints the secret that they are signed with.

    python -m service.register [URL]

It takes a key with the role ``admin``; the service itself does not need one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from relay_sdk import Relay, RelayError
from relay_sdk.models import WebhookEventType

from .settings import SettingsError, read_settings

EVENTS: list[WebhookEventType] = ["execution.succeeded", "execution.failed", "execution.outcome_unknown"]


def register(relay: Relay, url: str) -> str:
    """The secret of the endpoint with this URL. It is shown once, so one that is there already gets a new secret."""
    for endpoint in relay.webhooks.endpoints.list():
        if endpoint.url == url:
            return relay.webhooks.endpoints.rotate_secret(endpoint.id).secret
    return relay.webhooks.endpoints.create(url=url, events=EVENTS).secret


def main() -> None:
    settings = read_settings(os.environ, Path.cwd())
    url = sys.argv[1] if len(sys.argv) > 1 else f"http://127.0.0.1:{settings.port}/webhooks/relay"
    with Relay(settings.api_key, base_url=settings.base_url) as relay:
        print(register(relay, url))


if __name__ == "__main__":
    try:
        main()
    except (SettingsError, RelayError) as mistake:
        sys.exit(str(mistake))
