"""The owner's rules as a file: read, checked, written, compared and edited."""

from services.program.building import build, load_program
from services.program.changes import Change, ChangeKind, describe_change
from services.program.checks import digits
from services.program.document import Document, UnitForms
from services.program.edits import (
    base_percent,
    with_expiry,
    with_hold,
    with_max_percent,
    with_min_points,
    with_name,
    with_names,
    with_percent,
    with_rounding,
    with_value,
)
from services.program.loading import (
    canonical_json,
    checked,
    document_from_json,
    load_document,
)
from services.program.problems import Problem, ProgramRefused
from services.program.schema import json_schema
from services.program.templates import TEMPLATES, from_template, sized
from services.program.writing import export

__all__ = [
    "TEMPLATES",
    "Change",
    "ChangeKind",
    "Document",
    "Problem",
    "ProgramRefused",
    "UnitForms",
    "base_percent",
    "build",
    "canonical_json",
    "checked",
    "describe_change",
    "digits",
    "document_from_json",
    "export",
    "from_template",
    "json_schema",
    "load_document",
    "load_program",
    "sized",
    "with_expiry",
    "with_hold",
    "with_max_percent",
    "with_min_points",
    "with_name",
    "with_names",
    "with_percent",
    "with_rounding",
    "with_value",
]
