"""What PostgreSQL and the way to it complain about, as sentences for the person who runs the bot."""

from bot.store.database import Conflict, StoreError, Violation

SENTENCES = {
    "25006": "The PostgreSQL database is read-only: point DATABASE_URL at the primary server.",
    "28": "PostgreSQL refuses this user or password: correct them in DATABASE_URL.",
    "3D000": "PostgreSQL has no database of this name: create it or correct DATABASE_URL.",
    "42501": "PostgreSQL does not let this user do that: give the user of DATABASE_URL rights to the schema.",
    "53100": "The disk of the PostgreSQL server is full: make room, nothing of what was stored is lost.",
    "53300": "PostgreSQL has no free connections: raise its max_connections or stop what uses them.",
    "53": "PostgreSQL is out of memory or connections: see its log.",
    "57": "PostgreSQL is starting or stopping: wait until it runs, then try again.",
    "58": "PostgreSQL cannot reach its files: see its log and its disk.",
    "XX": "PostgreSQL reports damaged data: see its log and put back a backup.",
}
"""By SQLSTATE, or its class."""
UNREACHABLE = "The PostgreSQL server cannot be reached: start it, or correct host and port in DATABASE_URL."
LOST = "The connection to PostgreSQL was lost: see whether the server still runs."


def explain(error: Exception) -> Exception:
    """The exception a caller should see; a mistake in our own SQL stays what it is."""
    state = getattr(error, "sqlstate", None) or ""
    said = str(getattr(error, "message", error))  # without DETAIL: the row itself is not for the logs
    if state.startswith("23"):
        return Violation(said)
    if state in ("40001", "40P01"):  # another transaction was quicker
        return Conflict(said)
    if isinstance(error, OSError) or state.startswith("08") or "closed" in str(error):
        return StoreError(LOST)
    sentence = SENTENCES.get(state) or SENTENCES.get(state[:2])
    return StoreError(sentence) if sentence else error


def opening(error: Exception) -> StoreError:
    """Never repeats the error's own words, which may hold the address."""
    sentence = str(explain(error))
    if isinstance(error, OSError):  # TimeoutError too
        sentence = UNREACHABLE
    elif isinstance(error, ValueError):  # asyncpg's ClientConfigurationError, urllib
        sentence = "DATABASE_URL cannot be read: write postgresql://user:password@host:5432/name."
    elif sentence not in SENTENCES.values() and sentence != LOST:
        sentence = f"PostgreSQL cannot be used ({type(error).__name__}): see its log and correct DATABASE_URL."
    return StoreError(sentence)
