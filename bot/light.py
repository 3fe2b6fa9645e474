"""Loads aiogram so that each of its types is built when it is first used, not all on import.

aiogram declares its types to be built late, and then builds every one of them at once: most of
the seconds of a start and of the memory of an idle bot. A bot uses a dozen of them.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from pydantic import BaseModel


def load_aiogram() -> None:
    """Import aiogram, its types unbuilt; one that is loaded already stays as it is.

    A type builds itself at its first use by asking for `model_rebuild`, and needs the names
    aiogram would have given it then; so these are kept for it.
    """
    if "aiogram" in sys.modules:
        return
    build = BaseModel.__dict__["model_rebuild"].__func__
    names: dict[str, Any] = {}

    def keep_names(
        kind: type[BaseModel], *, _types_namespace: Mapping[str, Any] | None = None, **how: Any
    ) -> bool | None:
        if _types_namespace is None:
            return bool(build(kind, **how))
        names.update(_types_namespace)
        return None

    def build_now(
        kind: type[BaseModel], *, _types_namespace: Mapping[str, Any] | None = None, **how: Any
    ) -> bool | None:
        built: bool | None = build(
            kind, _types_namespace={**names, **(_types_namespace or {})}, **how
        )
        return built

    _replace(BaseModel, keep_names)
    try:
        types, methods = import_module("aiogram.types"), import_module("aiogram.methods")
    finally:
        _replace(BaseModel, build)
    for base in (types.TelegramObject, methods.TelegramMethod, methods.Response):
        _replace(base, build_now)


def _replace(kind: type[BaseModel], rebuild: Any) -> None:
    setattr(kind, "model_rebuild", classmethod(rebuild))  # noqa: B010  # a method of its own kind
