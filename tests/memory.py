"""Folders in memory where the system has room for them: what a disk does is tested elsewhere."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
_ENOUGH = 2 * 2**30
"""Containers often give a few dozen MiB; a server's journal alone takes more."""


def quick_folder(name: str) -> TemporaryDirectory[str]:
    """Make a folder that goes away at the end of a `with`, in memory if there is room."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ENOUGH
    return TemporaryDirectory(prefix=f"kopilka-{name}-", dir=_MEMORY if roomy else None)
