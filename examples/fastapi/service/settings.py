"""What the environment says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class SettingsError(Exception):
    """A mistake that a person can put right; its message is all that they need."""


@dataclass(frozen=True)
class Settings:
    api_key: str = field(repr=False)
    """A key with the role ``developer``."""
    base_url: str
    """Where Relay is."""
    endpoint_secrets: tuple[str, ...] = field(default=(), repr=False)
    """What Relay signs its events with: two while one is being replaced, none before there is an endpoint."""
    events_file: str = "events.sqlite3"
    """Where the events are kept that have arrived."""
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    """By which names this service may be called."""
    port: int = 8000


def read_settings(environment: Mapping[str, str], folder: Path) -> Settings:
    """``folder`` is where to begin to look for what a Relay in development keeps."""
    kept = {} if environment.get("RELAY_API_KEY") else _find_credentials(folder)
    api_key = environment.get("RELAY_API_KEY") or kept.get("apiKey")
    if not api_key:
        raise SettingsError(
            "There is no API key. Start Relay in the root of its repository (npx -y pnpm@12 start), or set "
            "RELAY_API_KEY and RELAY_BASE_URL."
        )
    port = environment.get("PORT", "8000")
    if not port.isdecimal() or int(port) > 65_535:
        raise SettingsError("PORT must be a number up to 65535.")
    return Settings(
        api_key=api_key,
        base_url=environment.get("RELAY_BASE_URL") or kept.get("baseUrl") or "http://127.0.0.1:8787",
        endpoint_secrets=_split(environment.get("RELAY_ENDPOINT_SECRET", "")),
        events_file=environment.get("EVENTS_FILE") or Settings.events_file,
        allowed_hosts=_split(environment.get("ALLOWED_HOSTS", "")) or Settings.allowed_hosts,
        port=int(port),
    )


def _find_credentials(folder: Path) -> dict[str, str]:
    """What a Relay in development keeps, in this folder or one above."""
    for candidate in (folder, *folder.parents):
        file = candidate / ".relay" / "credentials.json"
        if file.exists():
            found: dict[str, str] = json.loads(file.read_text())
            return found
    return {}


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
