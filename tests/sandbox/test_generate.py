"""The generator keeps what a machine can check of aiogram's schema, and nothing else."""

import json
import sys
import tarfile

from sandbox import spec
from sandbox.spec import generate

SCHEMA = {
    "api": {"version": "99.1"},
    "items": [
        {
            "title": "All",
            "children": [
                {
                    "name": "sendNote",
                    "category": "methods",
                    "description": "Sends a note. On success, the sent Note is returned.",
                    "annotations": [
                        {
                            "name": "text",
                            "type": "String",
                            "required": True,
                            "description": "Text, 1-64 bytes",
                        },
                        {
                            "name": "caption",
                            "type": "String",
                            "required": False,
                            "description": "Caption, 0-1024 characters after entities parsing",
                        },
                    ],
                },
                {
                    "name": "getNotes",
                    "category": "methods",
                    "description": "Returns an Array of Note objects.",
                    "annotations": [],
                },
                {
                    "name": "editNote",
                    "category": "methods",
                    "description": "The edited Note is returned, otherwise True is returned.",
                    "annotations": [],
                },
                {
                    "name": "Note",
                    "category": "types",
                    "description": "A note. It can be one of\n - NoteSmall",
                    "annotations": [],
                },
                {
                    "name": "NoteSmall",
                    "category": "types",
                    "description": "A small note.",
                    "annotations": [
                        {
                            "name": "type",
                            "type": "String",
                            "required": True,
                            "description": "Type, always 'small'",
                        },
                        {
                            "name": "style",
                            "type": "String",
                            "required": False,
                            "description": "Must be one of 'red' (loud), 'blue' or 'grey'.",
                        },
                    ],
                },
            ],
        }
    ],
}


def test_limits_tags_choices_and_returns_are_kept(tmp_path, monkeypatch):
    source = tmp_path / ".butcher" / "schema" / "schema.json"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(SCHEMA))
    archive = tmp_path / "aiogram.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(source, "aiogram-99/.butcher/schema/schema.json")
    written = tmp_path / "spec.json.gz"
    monkeypatch.setattr(generate, "FILE", written)
    monkeypatch.setattr(spec, "FILE", written)
    monkeypatch.setattr(sys, "argv", ["generate", str(archive)])
    generate.main()
    assert spec.load.__wrapped__() == {
        "api": "99.1",
        "methods": {
            "sendNote": {
                "returns": "Note",
                "fields": {
                    "text": {"type": "String", "required": True, "limit": [1, 64, "bytes"]},
                    "caption": {"type": "String"},
                },
            },
            "getNotes": {"returns": "Array of Note", "fields": {}},
            "editNote": {"returns": "True or Note", "fields": {}},
        },
        "types": {
            "NoteSmall": {
                "type": {"type": "String", "required": True, "const": "small"},
                "style": {"type": "String", "oneof": ["red", "blue", "grey"]},
            }
        },
        "unions": {"Note": ["NoteSmall"]},
    }
