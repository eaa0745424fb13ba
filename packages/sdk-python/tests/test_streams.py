from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from relay_sdk import APIError, ConnectionError, ErrorEvent, Relay, RelayError, RelayEvent

from .support.replies import Server, problem, stream_reply
from .support.source import Source


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        ([b"a\nb\n"], ["a", "b"]),
        ([b"a", b"b\n", b"", b"c"], ["ab", "c"]),
        ([b"gr\xc3", b"\xbc\xc3\x9fe\n"], ["grüße"]),
        (["\u2028\x85\x0b\n".encode()], ["\u2028\x85\x0b"]),
        ([b"\n\na\n"], ["", "", "a"]),
        ([], []),
    ],
)
def test_lines_end_where_ndjson_ends_them(pieces: list[bytes], lines: list[str]) -> None:
    assert list(Server(Source(pieces).reply()).client().audit.export().lines()) == lines

    async def read() -> list[str]:
        stream = await Server(Source(pieces).reply()).async_client().audit.export()
        return [line async for line in stream.lines()]

    assert asyncio.run(read()) == lines


def test_nothing_is_read_before_it_is_asked_for_nor_kept_after() -> None:
    source = Source([bytes(100_000)], repeat=500)
    stream = Server(source.reply()).client().audit.export()
    assert source.given == 0
    pieces = iter(stream)
    next(pieces)
    assert source.given == 1
    tracemalloc.start()
    size = sum(len(piece) for piece in pieces)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (size, source.closed) == (49_900_000, True)
    assert most < 5_000_000


def test_writes_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "export.ndjson"
    Server(Source([b"a\n", b"b\n"]).reply()).client().audit.export().write_to(file)
    assert file.read_bytes() == b"a\nb\n"

    async def write() -> None:
        async with await Server(Source([b"c\n"]).reply()).async_client().audit.export() as stream:
            await stream.write_to(str(file))

    asyncio.run(write())
    assert file.read_bytes() == b"c\n"


def test_can_be_read_once() -> None:
    stream = Server(stream_reply([b"a"])).client().audit.export()
    assert list(stream) == [b"a"]
    with pytest.raises(RelayError, match="only once"):
        list(stream)


def test_leaving_it_closes_it() -> None:
    left, broken, closed = (Source([b"a", b"b"]) for _ in range(3))
    relay = Server(left.reply(), broken.reply(), closed.reply()).client()
    for _ in relay.audit.export():
        break
    with pytest.raises(OSError, match="disk full"):
        _fail_while_reading(relay)
    relay.audit.export().close()
    assert [source.closed for source in (left, broken, closed)] == [True, True, True]


def test_leaving_it_closes_it_with_asyncio_too() -> None:
    left, broken = Source([b"a", b"b"]), Source([b"a", b"b"])

    async def leave() -> None:
        relay = Server(left.reply(), broken.reply()).async_client()
        async for _ in await relay.audit.export():
            break
        async with await relay.audit.export() as stream:
            async for _ in stream:
                break
        # A loop that is left without `with` is ended by asyncio, in its own time.
        for _ in range(10):
            await asyncio.sleep(0)

    asyncio.run(leave())
    assert [source.closed for source in (left, broken)] == [True, True]


def test_forgetting_it_unread_closes_it() -> None:
    source = Source([b"a"])
    Server(source.reply()).client().audit.export()
    gc.collect()
    assert (source.given, source.closed) == (0, True)


def test_tells_the_observer_what_it_raises() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a\n"
        raise httpx2.ReadError("reset")

    events: list[RelayEvent] = []
    stream = Server(stream_reply(pieces())).client(on_event=events.append).audit.export()
    with pytest.raises(ConnectionError, match=r"The connection to relay\.test failed: reset\.") as failure:
        list(stream)
    assert [event.type for event in events] == ["request", "response", "error"]
    assert isinstance(events[-1], ErrorEvent)
    assert events[-1].error is failure.value


def test_a_stream_that_does_not_begin_is_an_error_like_any_other() -> None:
    with pytest.raises(APIError, match="role_insufficient"):
        Server(problem(403, "role_insufficient")).client().audit.export()


def _fail_while_reading(relay: Relay) -> None:
    with relay.audit.export() as stream:
        for _ in stream:
            raise OSError("disk full")
