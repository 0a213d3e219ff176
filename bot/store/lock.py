"""One process per SQLite file: the kernel lets go of the lock even after kill -9."""

import os
import sys

from bot.store.database import StoreError


class FileLock:
    """Held from construction until `release`. The lock file stays: unlinking it would let two hold it."""

    def __init__(self, path: str) -> None:
        try:
            self._file = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StoreError(f"The file {path}.lock cannot be written: give the bot's user access to it.") from error
        try:
            _take(self._file)
        except OSError as error:
            os.close(self._file)
            raise StoreError(
                f"The database {path} is already in use by another process: stop it, or name another file "
                "in DATABASE_URL."
            ) from error

    def release(self) -> None:
        os.close(self._file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
