"""
How a call goes, without doing any of it: a generator that says what to do next (ask for the key, exchange, pause) and
is told how it went. Two drivers do it, one that blocks and one for asyncio, so that both behave the same.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from pydantic import SecretStr

from .._options import RequestOptions, Settings
from ..errors import RelayError
from .events import ErrorEvent, RelayEvent, RequestEvent, ResponseEvent, RetryEvent, emit
from .operation import Operation
from .reply import Exchanged, Reply, masking, read_reply
from .request import PreparedRequest, StreamKind, prepare
from .retries import Patience, plan_retries
from .timing import timing


@dataclass(frozen=True)
class AskForKey:
    """Answer with the key, as `check_key` gives it."""

    limit: float
    """How many seconds there are for it."""


@dataclass(frozen=True)
class Exchange:
    """Send the request once; answer with what came back, or throw a ``ConnectionError``."""

    request: PreparedRequest
    key: SecretStr | None
    limit: float
    """How many seconds there are until the reply must have been read; of a stream, until its head is there."""
    timeout: float
    """How many seconds a stream may say nothing."""


@dataclass(frozen=True)
class Pause:
    seconds: float


Step: TypeAlias = AskForKey | Exchange | Pause
Conversation: TypeAlias = Generator[Step, Any, Reply[Any]]


class Call:
    """One call of an operation, with all of its attempts."""

    def __init__(
        self,
        settings: Settings,
        operation: Operation[Any],
        parameters: Mapping[str, Any],
        options: RequestOptions,
        stream: StreamKind | None = None,
    ) -> None:
        unknown = sorted(options.keys() - RequestOptions.__optional_keys__)
        if unknown:
            # Type checkers find these. Without one, a filter that is misspelt must not be left out in silence.
            raise TypeError(f"There is no parameter and no option `{unknown[0]}`.")
        self.request = prepare(settings, operation, parameters, options, stream)
        self.patience = Patience.of(settings, options, stream == "events" and operation.method == "POST")
        self.mask = masking(None)
        self._settings = settings
        self._operation = operation
        self._number = 1

    def converse(self) -> Conversation:
        pause_after = plan_retries(self.patience)
        try:
            while True:
                try:
                    return (yield from self._attempt())
                except RelayError as error:
                    pause = pause_after(error)
                    if pause is None:
                        raise
                    self._emit(partial(RetryEvent, error=error, pause=pause))
                yield Pause(pause)
                self._number += 1
        except RelayError as error:
            self.failed(error)
            raise

    def failed(self, error: RelayError) -> None:
        """Tells the observer what the call, or the stream that it gave, raises."""
        self._emit(partial(ErrorEvent, error=error))

    def _attempt(self) -> Conversation:
        timeout = self.patience.timeout
        deadline = min(timing.now() + timeout, self.patience.deadline)
        key: SecretStr | None = None
        if not self.request.is_public:
            key = yield AskForKey(deadline - timing.now())
        self.mask = masking(key)
        started = timing.now()
        self._emit(RequestEvent)
        exchanged: Exchanged = yield Exchange(self.request, key, deadline - started, timeout)
        duration = timing.now() - started
        request_id = exchanged.headers.get("x-request-id")
        self._emit(partial(ResponseEvent, status=exchanged.status, request_id=request_id, duration=duration))
        return read_reply(self._operation, self.request, exchanged, self.mask)

    def _emit(self, make: Callable[[str, str, int], RelayEvent]) -> None:
        emit(self._settings.on_event, make(self.request.method, self.request.url, self._number))
