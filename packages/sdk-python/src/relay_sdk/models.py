"""The shapes of replies, as openapi.yaml describes them."""

from ._generated.index import *  # noqa: F403
