"""What SQLite and the file system complain about, as sentences for the person who runs the bot."""

import os
import sqlite3
from pathlib import Path

from bot.store.database import StoreError, Violation

SENTENCES = {
    sqlite3.SQLITE_BUSY: "The database {path} is locked by another program: close it there and try again.",
    sqlite3.SQLITE_LOCKED: "The database {path} is locked by another program: close it there and try again.",
    sqlite3.SQLITE_READONLY: "The database {path} cannot be written: give the bot's user write access to it.",
    sqlite3.SQLITE_PERM: "The database {path} cannot be opened: give the bot's user access to it.",
    sqlite3.SQLITE_CANTOPEN: "The database {path} cannot be opened: give the bot's user access to it and its folder.",
    sqlite3.SQLITE_CORRUPT: "The database {path} is damaged: stop the bot and put back a backup.",
    sqlite3.SQLITE_NOTADB: "The file {path} is not a SQLite database: name another file in DATABASE_URL.",
    sqlite3.SQLITE_FULL: "The disk that holds {path} is full: make room, nothing of what was stored is lost.",
    sqlite3.SQLITE_IOERR: "The disk that holds {path} fails to read or write: check the disk and its free space.",
}


def explain(error: Exception, path: str) -> Exception:
    """The exception a caller should see; a mistake in our own SQL stays what it is."""
    if isinstance(error, sqlite3.IntegrityError):
        return Violation(str(error))
    code = getattr(error, "sqlite_errorcode", None)
    sentence = SENTENCES.get(code & 0xFF) if code is not None else None  # the low byte is the primary code
    if sentence is None:
        return error
    trouble = StoreError(sentence.format(path=path))
    trouble.__cause__ = error
    return trouble


def check_place(path: str) -> None:
    """Before opening: SQLite says only 'unable to open database file' for all of these."""
    folder = Path(path).parent
    if not folder.is_dir():
        raise StoreError(f"The folder {folder} does not exist: create it or change DATABASE_URL.")
    if os.path.isdir(path):
        raise StoreError(f"{path} is a folder, not a file: name a file in DATABASE_URL.")
    if os.path.exists(path) and not os.access(path, os.R_OK | os.W_OK):
        raise StoreError(SENTENCES[sqlite3.SQLITE_READONLY].format(path=path))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(f"The folder {folder} cannot be written: give the bot's user write access to it.")
