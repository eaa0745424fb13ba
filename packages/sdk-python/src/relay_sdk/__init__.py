"""The Relay API for Python: preview an action, confirm it, and have it happen once."""

from ._client import AsyncRelay as AsyncRelay, Relay as Relay
from ._generated import meta as _meta
from ._models import NOT_GIVEN as NOT_GIVEN, NotGiven as NotGiven, Page as Page, UnknownVariant as UnknownVariant
from ._options import RequestOptions as RequestOptions
from ._streamed_reply import StreamedReply as StreamedReply
from ._transport.byte_stream import AsyncByteStream as AsyncByteStream, ByteStream as ByteStream
from ._transport.event_stream import AsyncStream as AsyncStream, Stream as Stream
from ._transport.events import (
    ErrorEvent as ErrorEvent,
    RelayEvent as RelayEvent,
    RequestEvent as RequestEvent,
    ResponseEvent as ResponseEvent,
    RetryEvent as RetryEvent,
)
from ._transport.pages import AsyncPages as AsyncPages
from ._transport.reply import Reply as Reply, Response as Response
from .errors import (
    APIError as APIError,
    AuthenticationError as AuthenticationError,
    BadRequestError as BadRequestError,
    ConflictError as ConflictError,
    ConnectionError as ConnectionError,
    GoneError as GoneError,
    NotFoundError as NotFoundError,
    PayloadTooLargeError as PayloadTooLargeError,
    PermissionDeniedError as PermissionDeniedError,
    RateLimitError as RateLimitError,
    RelayError as RelayError,
    ServerError as ServerError,
    StreamError as StreamError,
    TimeoutError as TimeoutError,
    ValidationError as ValidationError,
)
from .webhooks import WebhookVerificationError as WebhookVerificationError, verify_webhook as verify_webhook

__version__ = _meta.VERSION
