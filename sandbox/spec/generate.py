"""Write spec.json.gz from the Bot API schema that aiogram ships in its source archive.

The schema (`.butcher/schema/schema.json`) is in the sdist only, never in the wheel:

    pip download --no-deps --no-binary aiogram aiogram==X
    python -m sandbox.spec.generate aiogram-X.tar.gz

What is kept: names, types, which fields must be given, limits and fixed tags. The prose is
left out. The schema is under aiogram's MIT licence, which stands beside it in LICENSE.aiogram.
"""

import argparse
import gzip
import json
import re
import tarfile
from pathlib import Path
from typing import Any

from sandbox.spec import FILE

_LIMIT = re.compile(r"\b(\d+)-(\d+) (characters|bytes)\b(?! after entit)")
_TAG = re.compile(r"(?:always|must be) '?([a-z_0-9]+)'?")
_ONE_OF = re.compile(r"[Mm]ust be one of ((?:'\w+'(?: \([^)]*\))?(?:, or |, | or )?)+)\.")
_MEMBER = re.compile(r"^ - (\w+)", re.MULTILINE)
_RETURN = re.compile(r"[^.]*\b[Rr]eturn(?:s|ed)?\b[^.]*")
_TAG_FIELDS = frozenset({"type", "status", "source"})


def _field(annotation: dict[str, Any]) -> dict[str, Any]:
    text = annotation["description"]
    field: dict[str, Any] = {"type": annotation["type"]}
    if annotation["required"]:
        field["required"] = True
    if limit := _LIMIT.search(text):
        field["limit"] = [int(limit[1]), int(limit[2]), limit[3]]
    if annotation["name"] in _TAG_FIELDS and (tag := _TAG.search(text)):
        field["const"] = tag[1]
    if choice := _ONE_OF.search(text):
        field["oneof"] = re.findall(r"'(\w+)'", choice[1])
    return field


def _returns(description: str, types: set[str]) -> str:
    """Name what a method answers: `True`, `String`, a type, or `Array of` a type."""
    found: list[str] = []
    for sentence in _RETURN.findall(description):
        if many := re.search(r"Array of (\w+)", sentence):
            return f"Array of {many[1]}"
        found += [w for w in re.findall(r"\b[A-Z]\w+\b", sentence) if w in types]
    if not found:
        return "Any"
    kinds = list(dict.fromkeys(found))
    return "True or " + kinds[0] if "True" in kinds and len(kinds) > 1 else kinds[0]


def condense(schema: dict[str, Any]) -> dict[str, Any]:
    """Keep the part of aiogram's schema that a machine can check."""
    items = [child for section in schema["items"] for child in section["children"]]
    fields = {c["name"]: {a["name"]: _field(a) for a in c["annotations"]} for c in items}
    types = {c["name"] for c in items if c["category"] == "types"}
    unions = {
        c["name"]: [m for m in _MEMBER.findall(c["description"]) if m in types]
        for c in items
        if c["category"] == "types" and not c["annotations"]
    }
    known = types | {"True", "String", "Integer"}
    return {
        "api": schema["api"]["version"],
        "methods": {
            c["name"]: {
                "returns": _returns(c["description"], known),
                "fields": fields[c["name"]],
            }
            for c in items
            if c["category"] == "methods"
        },
        "types": {t: fields[t] for t in sorted(types) if not unions.get(t)},
        "unions": {name: members for name, members in unions.items() if members},
    }


def read_schema(archive: Path) -> dict[str, Any]:
    """Take schema.json out of aiogram's source archive."""
    with tarfile.open(archive) as tar:
        name = next(n for n in tar.getnames() if n.endswith(".butcher/schema/schema.json"))
        member = tar.extractfile(name)
        if member is None:
            raise ValueError(f"{name} is not a file")
        schema: dict[str, Any] = json.load(member)
        return schema


def main() -> None:
    """Turn the named archive into the spec beside this module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="aiogram-X.tar.gz")
    spec = condense(read_schema(parser.parse_args().archive))
    text = json.dumps(spec, separators=(",", ":"), sort_keys=True)
    FILE.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
