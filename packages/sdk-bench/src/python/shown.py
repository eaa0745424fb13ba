from __future__ import annotations

import traceback
from typing import Any


def places_that_show(secret: str, instance: Any, error: Exception | None) -> list[str]:
    """Where a secret can be read, of what a program may log: the client, and an error of a call that failed."""
    places = {
        "`repr(client)`": repr(instance),
        "`vars(client)`": repr(vars(instance)),
        "`repr(error)`": repr(error),
        "`vars(error)`": repr(vars(error)) if error else "",
        "the traceback": "".join(traceback.format_exception(error)) if error else "",
    }
    return [place for place, text in places.items() if secret in text]
