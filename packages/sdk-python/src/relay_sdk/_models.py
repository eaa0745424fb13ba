from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, Final, Generic, TypeVar, Union

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    Tag,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from typing_extensions import Self

from ._json import is_object

T = TypeVar("T")


class Model(BaseModel):
    """What replies are read into. Fields that this version does not know are kept, as attributes with their names."""

    model_config = ConfigDict(extra="allow", populate_by_name=True, defer_build=True, protected_namespaces=())

    @model_validator(mode="wrap")
    @classmethod
    def _take_what_is_there(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        # A reply tells of something that has happened. Whatever its shape, reading it must not make a failure of that.
        try:
            return handler(value)
        except ValidationError:
            if not is_object(value):
                raise
            return cls._read_field_by_field(value)

    @classmethod
    def _read_field_by_field(cls, value: dict[str, Any]) -> Self:
        rest = dict(value)
        fields: dict[str, Any] = {}
        for name, field in cls.model_fields.items():
            given = rest.pop(field.alias or name, rest.pop(name, None))
            fields[name] = _read_or_keep(field.annotation, given)
        return cls.model_construct(**fields, **rest)


def _read_or_keep(annotation: Any, value: Any) -> Any:
    try:
        return _adapter(annotation).validate_python(value)
    except ValidationError:
        return value


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


class UnknownVariant(Model):
    """A member of a union that this version does not know yet. Its fields are there as attributes."""


def variants(property_name: str, known: dict[str, type[Model]]) -> Any:
    """A union whose members are told apart by a property; what is not known becomes an ``UnknownVariant``."""

    def tag_of(value: Any) -> str:
        tag = value.get(property_name) if is_object(value) else getattr(value, property_name, None)
        return tag if isinstance(tag, str) and tag in known else ""

    tagged: list[Any] = [Annotated[model, Tag(tag)] for tag, model in {**known, "": UnknownVariant}.items()]
    return Annotated[Union[tuple(tagged)], Discriminator(tag_of)]  # noqa: UP007


class Page(Model, Generic[T]):
    """One page of a list. With ``Relay``, walking it goes on with the pages that follow, fetching them as it goes."""

    data: list[T]
    """The items of this page."""
    next_cursor: str | None = Field(alias="nextCursor")
    """What to give as ``cursor`` for the next page; None on the last one."""
    _next: Callable[[str], Page[T]] | None = PrivateAttr(default=None)

    def __iter__(self) -> Iterator[T]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        if self._next is None:
            raise TypeError("`async for` walks the call itself; `.data` has the items of this page.")
        return self._walk(self._next)

    def _walk(self, following: Callable[[str], Page[T]]) -> Iterator[T]:
        page = self
        while True:
            yield from page.data
            if not page.next_cursor:
                return
            page = following(page.next_cursor)


def set_next(page: Page[T], following: Callable[[str], Page[T]]) -> None:
    """Lets a page be walked: ``following`` fetches the page of a cursor. No method, so that editors do not offer it."""
    page._next = following  # pyright: ignore[reportPrivateUsage]


class NotGiven:
    """Stands for a parameter that is left out, where None means something else."""

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()
