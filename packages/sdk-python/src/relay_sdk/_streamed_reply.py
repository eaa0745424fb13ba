from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._generated.models.chat import ChatEvent, ChatResult, Suggestion


class StreamedReply:
    """
    What a stream of chat has come to, with the fields of ``chat.send``'s reply: give it each event as it comes. Of a
    stream that breaks off it has what was said until then.

    ```python
    reply = StreamedReply()
    with relay.chat.stream(message=message) as events:
        for event in events:
            reply.add(event)
            if event.type == "text-delta":
                print(event.delta, end="")
    print(reply.suggestions)
    ```
    """

    def __init__(self) -> None:
        self.session_id: str | None = None
        """``chat_…``; none until the stream has told it."""
        self.message_id: str | None = None
        """``msg_…``; none until the stream has begun."""
        self.approval_ids: dict[str, str] = {}
        """What an approval is sent back with, by the id of the preview that it is for. Each works once."""
        self.finish_reason: str | None = None
        """``tool-calls`` when an approval is waited for; none until the reply is complete."""
        self._texts: dict[str, str] = {}
        self._suggestions: dict[str, Suggestion] = {}
        self._results: dict[str, ChatResult] = {}

    @property
    def text(self) -> str:
        """What was said to a person."""
        return "\n\n".join(self._texts.values())

    @property
    def suggestions(self) -> list[Suggestion]:
        """Each as it was told last."""
        return list(self._suggestions.values())

    @property
    def results(self) -> list[ChatResult]:
        """What reads found, and what came of what was approved."""
        return list(self._results.values())

    def add(self, event: ChatEvent) -> None:
        """Takes the next event. A stream that begins anew, such as one that is resumed, is a reply of its own."""
        if event.type == "start":
            self.message_id = event.message_id
            self.finish_reason = None
            for told in (self._texts, self._suggestions, self._results, self.approval_ids):
                told.clear()
        elif event.type == "data-relay-session":
            self.session_id = event.data.session_id
        elif event.type == "text-delta":
            self._texts[event.id] = self._texts.get(event.id, "") + event.delta
        elif event.type == "data-relay-suggestion":
            self._suggestions[event.id] = event.data
        elif event.type == "data-relay-result":
            self._results[event.id] = event.data
        elif event.type == "tool-approval-request":
            self.approval_ids[event.tool_call_id] = event.approval_id
        elif event.type == "finish":
            self.finish_reason = event.finish_reason or "stop"
