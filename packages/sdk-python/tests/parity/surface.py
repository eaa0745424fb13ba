"""Prints the surface of relay-sdk as JSON, as `surface.ts` describes it; names are turned into those of JavaScript."""

from __future__ import annotations

import dataclasses
import inspect
import json
import sys
import typing
from functools import cached_property
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, Tag

import relay_sdk
import relay_sdk.models


def camel_case(name: str) -> str:
    first, *others = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in others)


def public(names: Any) -> list[str]:
    return sorted(camel_case(name) for name in names if not name.startswith("_"))


def rooms_of(resource: Any, path: list[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in dir(type(resource)):
        member = inspect.getattr_static(type(resource), name)
        if isinstance(member, cached_property):
            found |= rooms_of(getattr(resource, name), [*path, camel_case(name)])
        elif inspect.isfunction(member) and not name.startswith("_") and path:
            found.setdefault(".".join(path), {})[camel_case(name)] = method_of(member)
    return dict(sorted(found.items()))


def method_of(method: Any) -> dict[str, Any]:
    parameters = list(inspect.signature(method).parameters.values())[1:]
    takes_options = any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters)
    # Those of `wait` are options of its own.
    named = [one for one in parameters if one.kind is not inspect.Parameter.VAR_KEYWORD]
    own = named if takes_options else [one for one in named if one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
    return {
        "parameters": {
            camel_case(parameter.name): "required" if parameter.default is parameter.empty else "optional"
            for parameter in sorted(own, key=lambda one: camel_case(one.name))
        },
        "gives": describe(method.__annotations__["return"]),
    }


def describe(returned: str) -> str:
    if returned.startswith("AsyncPages["):
        return f"page of {returned.removeprefix('AsyncPages[').removesuffix(']')}"
    if "Stream[" in returned:
        return f"stream of {returned.partition('[')[2].removesuffix(']')}"
    model = getattr(relay_sdk.models, returned, None)
    if isinstance(model, type) and issubclass(model, relay_sdk.Page):
        return f"page of {returned}"
    return {"None": "nothing", "ByteStream": "bytes", "AsyncByteStream": "bytes"}.get(returned, returned)


def keywords_of(function: Any) -> list[str]:
    parameters = inspect.signature(function).parameters.values()
    return public(one.name for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY)


def members_of(model: Any) -> list[str]:
    if isinstance(model, type) and issubclass(model, BaseModel):
        return sorted(field.alias or name for name, field in model.model_fields.items())
    tags = [tag.tag for part in get_args(get_args(model)[0]) for tag in get_args(part) if isinstance(tag, Tag)]
    if tags:
        return sorted(tag for tag in tags if tag)  # the one without a name is for variants that are not known
    closed = [part for part in get_args(model) if typing.get_origin(part) is typing.Literal] or [model]
    return sorted(value for part in closed for value in get_args(part) if isinstance(value, str))


def surface(client: type[relay_sdk.Relay] | type[relay_sdk.AsyncRelay]) -> dict[str, Any]:
    errors = {
        name: member.__bases__[0].__name__.replace("Exception", "Error")
        for name, member in vars(relay_sdk).items()
        if isinstance(member, type) and issubclass(member, Exception)
    }
    events = get_args(relay_sdk.RelayEvent)
    relay = client("relay_test_1")
    return {
        "rooms": rooms_of(relay, []),
        "options": {
            "client": sorted(["apiKey", *keywords_of(client)]),
            "call": public(relay_sdk.RequestOptions.__annotations__),
            "wait": keywords_of(type(relay.executions).wait),
            "verify": keywords_of(relay_sdk.verify_webhook),
        },
        "errors": dict(sorted(errors.items())),
        "attributes": {
            error.__name__: public(error.__annotations__) for error in (relay_sdk.APIError, relay_sdk.StreamError)
        },
        "events": {
            get_args(get_type_hints(event)["type"])[0]: public(field.name for field in dataclasses.fields(event))
            for event in events
        },
        "reply": public(field.name for field in dataclasses.fields(relay_sdk.Reply)),
        "streamedReply": public({*dir(relay_sdk.StreamedReply), *vars(relay_sdk.StreamedReply())}),
        "models": {
            name: members_of(member) for name, member in sorted(vars(relay_sdk.models).items()) if name[0].isupper()
        },
    }


if __name__ == "__main__":
    surfaces = {"sync": surface(relay_sdk.Relay), "async": surface(relay_sdk.AsyncRelay)}
    json.dump({"file": relay_sdk.__file__, **surfaces}, sys.stdout)
