"""The Bot API as data: which methods and types exist, their fields and limits."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("spec.json.gz")


@cache
def load() -> dict[str, Any]:
    """Return the generated description (see `sandbox.spec.generate`).

    Shape: `{"api": "10.3", "methods": {name: {"returns": type, "fields": FIELDS}},
    "types": {name: FIELDS}, "unions": {name: [type, …]}}`, where FIELDS is
    `{field: {"type": str, "required"?: true, "limit"?: [low, high, "characters"|"bytes"],
    "const"?: str, "oneof"?: [str, …]}}`.
    """
    spec: dict[str, Any] = json.loads(gzip.decompress(FILE.read_bytes()))
    return spec
