from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict
from urllib.parse import urlsplit

from pydantic import SecretStr

from ._generated.meta import BASE_URL
from ._transport.events import RelayEvent
from .errors import RelayError

ApiKey = str | Callable[[], str]
AsyncApiKey = str | Callable[[], str | Awaitable[str]]


class RequestOptions(TypedDict, total=False):
    """How one call behaves; what is left out is as the client has it. Times are in seconds."""

    timeout: float | None
    """How long one attempt may take until its reply is read; for a stream, its head, then each wait for more bytes."""
    total_timeout: float | None
    """How long the call may take with all of its attempts and pauses; for a stream, until its head is there."""
    max_retries: int
    """How often the call is sent again after no reply, 408, 429 or 5xx."""
    idempotency_key: str
    """
    Says that two POSTs mean the same thing: for 24 hours the second gets the reply of the first, with the header
    ``Idempotent-Replayed: true``, and nothing is done again. 1 to 255 printable ASCII characters. Default: a new one
    for every POST; its retries carry the same. Other methods carry none.
    """
    headers: Mapping[str, str | None]
    """Headers of this call; None takes one away that the client would send."""


@dataclass(frozen=True)
class Settings:
    """The options of a client with the defaults filled in and checked."""

    # Not a field that is shown: `repr` of a client must not hold the key.
    api_key: Callable[[], str | Awaitable[str]] = field(repr=False)
    base_url: str
    timeout: float | None
    total_timeout: float | None
    max_retries: int
    headers: Mapping[str, str]
    on_event: Callable[[RelayEvent], None] | None


def read_settings(
    *,
    api_key: AsyncApiKey | None,
    base_url: str | None,
    timeout: float | None,
    total_timeout: float | None,
    max_retries: int,
    headers: Mapping[str, str] | None,
    on_event: Callable[[RelayEvent], None] | None,
) -> Settings:
    """Raises a ``RelayError`` if there is no key, or if the base URL cannot be used."""
    key = api_key if api_key is not None else os.environ.get("RELAY_API_KEY")
    if not key:
        raise RelayError("There is no API key: pass `api_key`, or set RELAY_API_KEY.")
    return Settings(
        api_key=_keep(check_key(key).get_secret_value()) if isinstance(key, str) else key,
        base_url=_read_base_url(base_url or os.environ.get("RELAY_BASE_URL") or BASE_URL),
        timeout=timeout,
        total_timeout=total_timeout,
        max_retries=max_retries,
        headers=dict(headers or {}),
        on_event=on_event,
    )


def _keep(key: str) -> Callable[[], str]:
    """Behind a function, `vars` and a debugger's view of a client do not show the key."""
    return lambda: key


def check_key(api_key: object) -> SecretStr:
    """
    What libraries say about a header that they refuse shows it; this says what is wrong without showing the key. What
    it gives does not show the key either: some programs log the local variables of a traceback.
    """
    if not isinstance(api_key, str):
        raise RelayError("The API key must be text.")
    key = api_key.strip()
    if not key:
        raise RelayError("The API key is empty.")
    if not re.fullmatch(r"[\x21-\x7e]+", key):
        raise RelayError("The API key holds characters that no key has.")
    return SecretStr(key)


def _read_base_url(text: str) -> str:
    """A URL may hold a password, so it is not repeated in the error."""
    text = text.strip()
    problem = RelayError("`base_url` must be an http or https URL without credentials, query and fragment.")
    try:
        url = urlsplit(text)
        is_usable = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
        is_usable = is_usable and not re.search(r"\s", url.netloc) and text.isprintable()
    except ValueError:
        raise problem from None
    if not is_usable or "@" in url.netloc or "?" in text or "#" in text:
        raise problem
    return text.rstrip("/")
