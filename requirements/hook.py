"""Read the program's dependencies from requirements/run.in, so that they are named once."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        lines = (Path(self.root) / "requirements" / "run.in").read_text("utf-8").splitlines()
        tools = {"hatchling", "editables"}
        metadata["dependencies"] = [
            line for line in lines if line and not line.startswith("#") and line not in tools
        ]
