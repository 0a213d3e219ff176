"""What happens in SQLite's thread: a batch of reads, and a batch of transactions in one commit."""

import sqlite3
from asyncio import Future
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from bot.store.database import Conflict, Params, Row, Write
from bot.store.trouble import explain


class Read(NamedTuple):
    future: Future[list[Row]]
    sql: str
    params: Params


class Transaction(NamedTuple):
    future: Future[list[list[Row]]]
    writes: Sequence[Write]


Outcome = tuple[Future[Any], Any, Exception | None]


def resolve(outcomes: Iterable[Outcome]) -> None:
    """In the loop: a caller that was cancelled meanwhile wants no answer."""
    for future, result, error in outcomes:
        if future.done():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)


def read_all(connection: sqlite3.Connection, path: str, reads: Iterable[Read]) -> list[Outcome]:
    execute = connection.execute
    outcomes: list[Outcome] = []
    for future, sql, params in reads:
        try:
            outcomes.append((future, execute(sql, params).fetchall(), None))
        except Exception as error:
            outcomes.append((future, None, explain(error, path)))
    return outcomes


def commit_all(connection: sqlite3.Connection, path: str, batch: Sequence[Transaction]) -> list[Outcome]:
    """One BEGIN .. COMMIT; who fails rolls back alone, unless the commit itself fails."""
    try:
        connection.execute("begin immediate")
        outcomes = [_alone(connection, path, batch[0])] if len(batch) == 1 else _together(connection, path, batch)
        if connection.in_transaction:
            connection.execute("commit")
        return outcomes
    except Exception as error:
        _roll_back(connection)
        return [(transaction.future, None, explain(error, path)) for transaction in batch]


def _alone(connection: sqlite3.Connection, path: str, transaction: Transaction) -> Outcome:
    try:
        return transaction.future, _apply(connection, transaction.writes), None
    except Exception as error:
        _roll_back(connection)
        return transaction.future, None, explain(error, path)


def _together(connection: sqlite3.Connection, path: str, batch: Sequence[Transaction]) -> list[Outcome]:
    execute = connection.execute
    outcomes: list[Outcome] = []
    for future, writes in batch:
        execute("savepoint one")
        try:
            outcomes.append((future, _apply(connection, writes), None))
        except Exception as error:
            if not connection.in_transaction:  # a full disk, say, has undone the others too
                raise
            execute("rollback to one")
            outcomes.append((future, None, explain(error, path)))
        execute("release one")
    return outcomes


def _apply(connection: sqlite3.Connection, writes: Sequence[Write]) -> list[list[Row]]:
    execute = connection.execute
    answers: list[list[Row]] = []
    for write in writes:
        cursor = execute(write.sql, write.params)
        if write.returning:
            rows = cursor.fetchall()
            answers.append(rows)
            hits = len(rows)
        else:
            hits = cursor.rowcount
        if write.hits is not None and hits != write.hits:
            raise Conflict(f"{hits} rows instead of {write.hits}: {write.sql}")
    return answers


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("rollback")
