"""Backups of an SQLite file: made beside a running bot, audited, sealed, kept, put back.

docs/reliability.md, F16 and F26. PostgreSQL has tools of its own (pg_dump), and the
commands say so.
"""

from services.backups.keeping import Review, due, kept, prune, review
from services.backups.making import Backup, audit_file, backup
from services.backups.naming import BackupTrouble
from services.backups.restoring import Restored, restore

__all__ = [
    "Backup",
    "BackupTrouble",
    "Restored",
    "Review",
    "audit_file",
    "backup",
    "due",
    "kept",
    "prune",
    "restore",
    "review",
]
