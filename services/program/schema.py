"""The program file's JSON Schema: every key, its default and its sentence."""

from typing import Any

from services.program.document import Document


def json_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of a program file, for editors."""
    schema = Document.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
