"""Makers of frozen objects, for those that every purchase makes.

A frozen dataclass writes field by field through `object.__setattr__`, and a class is called with
keywords through a dictionary: together five times what it takes to fill an open object. A maker
takes the same keywords, fills an open twin of the same layout, and gives it the frozen class.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def maker(cls: Callable[P, T]) -> Callable[P, T]:
    """Return a function that does what calling a dataclass does.

    `cls` has slots and keyword arguments only, and computes nothing when it is made; a field that
    is no argument stays unset.
    """
    known: dict[str, Any] = {"cls": cls, "twin": _twin(cls), "MISSING": MISSING}
    head, body = [], []
    for field in fields(cls):  # type: ignore[arg-type]  # a class is what is called
        if not field.init:
            continue
        head.append(_parameter(field, known))
        body.append(f"    made.{field.name} = {_value(field, known)}")
    lines = [f"def make(*, {', '.join(head)}):", "    made = twin()", *body]
    lines += ["    made.__class__ = cls", "    return made"]
    exec("\n".join(lines), known)  # noqa: S102 - names of our own fields, as dataclasses does
    made: Callable[P, T] = known["make"]
    return made


def _twin(cls: Any) -> type:
    # What a base class freezes or asks for is opened again.
    names = {
        "__slots__": cls.__slots__,
        "__init__": object.__init__,
        "__setattr__": object.__setattr__,
    }
    return type(f"Open{cls.__name__}", cls.__bases__, names)


def _parameter(field: "Field[Any]", known: dict[str, Any]) -> str:
    if field.default is not MISSING:
        known[f"default_{field.name}"] = field.default
        return f"{field.name}=default_{field.name}"
    return field.name if field.default_factory is MISSING else f"{field.name}=MISSING"


def _value(field: "Field[Any]", known: dict[str, Any]) -> str:
    if field.default_factory is MISSING:
        return field.name
    known[f"make_{field.name}"] = field.default_factory
    return f"make_{field.name}() if {field.name} is MISSING else {field.name}"
