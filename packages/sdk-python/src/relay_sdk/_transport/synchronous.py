from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import httpx2
from pydantic import SecretStr

from .._models import Page, set_next
from .._options import RequestOptions, Settings, check_key
from ..errors import RelayError
from . import http
from .byte_stream import ByteStream, StreamCare
from .conversation import AskForKey, Call, Exchange, Pause, Step
from .deadline import until
from .event_stream import EventReader, Stream
from .failures import forget_key
from .operation import Operation
from .reply import Exchanged, Reply, record
from .timing import timing

T = TypeVar("T")
PageT = TypeVar("PageT", bound=Page[Any])


class Transport:
    """Sends operations, and blocks meanwhile. Threads may share one."""

    def __init__(self, settings: Settings, http_client: httpx2.Client | None) -> None:
        self.settings = settings
        from .network import blocking_client

        self._http = http_client or blocking_client()
        self._owns_http = http_client is None

    def close(self) -> None:
        if self._owns_http:
            self._http.close()

    def request(self, operation: Operation[T], parameters: Mapping[str, Any], options: RequestOptions) -> T:
        reply: Reply[T] = self._drive(Call(self.settings, operation, parameters, options))
        record(reply)
        return reply.data

    def page(self, operation: Operation[PageT], parameters: Mapping[str, Any], options: RequestOptions) -> PageT:
        page = self.request(operation, parameters, options)
        set_next(page, lambda cursor: self.page(operation, {**parameters, "cursor": cursor}, options))
        return page

    def stream_bytes(
        self, operation: Operation[None], parameters: Mapping[str, Any], options: RequestOptions
    ) -> ByteStream:
        call = Call(self.settings, operation, parameters, options, "bytes")
        reply = self._drive(call)
        stream = ByteStream(StreamCare.of(call, reply))
        record(Reply(stream, reply.response, reply.request_id))
        return stream

    def stream_events(
        self, operation: Operation[T], parameters: Mapping[str, Any], options: RequestOptions
    ) -> Stream[T]:
        call = Call(self.settings, operation, parameters, options, "events")
        reply = self._drive(call)
        stream = Stream(EventReader(StreamCare.of(call, reply), operation, reply.request_id, call.mask))
        record(Reply(stream, reply.response, reply.request_id))
        return stream

    def _drive(self, call: Call) -> Reply[Any]:
        conversation = call.converse()
        try:
            step = next(conversation)
            while True:
                try:
                    answer = self._perform(step)
                except Exception as error:
                    step = conversation.throw(error)
                else:
                    step = conversation.send(answer)
        except StopIteration as end:
            reply: Reply[Any] = end.value
            return reply

    def _perform(self, step: Step) -> Exchanged | SecretStr | None:
        match step:
            case AskForKey():
                return self._ask_for_key()
            case Exchange():
                return self._exchange(step)
            case Pause(seconds):
                timing.sleep(seconds)
                return None

    def _ask_for_key(self) -> SecretStr:
        try:
            return check_key(self.settings.api_key())
        except RelayError:
            raise
        except Exception as cause:
            raise http.key_failure() from cause

    def _exchange(self, step: Exchange) -> Exchanged:
        if self._http.is_closed:
            raise RelayError("The client is closed.")
        request = http.to_http(step)
        try:
            with until(timing.now() + step.limit):
                response = self._http.send(request, stream=True, auth=None, follow_redirects=False)
                if http.begins_stream(step.request, response):
                    return http.exchanged(response, None)
                try:
                    return http.exchanged(response, response.read())
                finally:
                    response.close()
        except httpx2.RequestError as cause:
            raise http.failure(step, cause) from cause
        finally:
            forget_key(request)
