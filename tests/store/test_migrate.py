"""Bringing a database up to date, with a real Alembic in a real subprocess."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import bot.store
from bot.store.database import StoreError, Write, open_database
from bot.store.migrate import MIGRATIONS, migrate, revisions

from .rows import people, people_in_file, person

RUN = "import asyncio, sys; from bot.store.migrate import migrate; asyncio.run(migrate(sys.argv[1]))"
LAST = revisions()[-1]
NEXT = f"{int(LAST) + 1:04}"
SECOND = f"""
from alembic import op
revision, down_revision = "{NEXT}", "{LAST}"
def upgrade():
    op.execute("alter table people add column shoe integer")
    op.execute("update people set shoe = 44")
"""


async def test_a_new_database_gets_the_schema_and_a_second_run_finds_nothing_to_do(empty_url: str) -> None:
    await migrate(empty_url)
    await migrate(empty_url)
    db = await open_database(empty_url)
    assert (await db.read("select version_num from alembic_version"))[0]["version_num"] == revisions()[-1]
    await db.commit([person(1)])
    assert await people(db) == {1: 0}
    await db.close()


async def test_what_is_up_to_date_needs_no_subprocess(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    await migrate(url)


async def test_the_rows_stay(url: str) -> None:
    db = await open_database(url)
    await db.commit([person(1, deals=3)])
    await db.close()
    await migrate(url)
    db = await open_database(url)
    assert await people(db) == {1: 3}
    await db.close()


async def test_it_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "alembic.py").write_text("raise SystemExit('not me')")
    (tmp_path / "bot").mkdir()
    monkeypatch.chdir(tmp_path)
    await migrate("sqlite:///here.db")
    assert people_in_file(tmp_path / "here.db") == []


async def test_replicas_that_start_together_wait_for_each_other(empty_postgresql: str) -> None:
    await asyncio.gather(migrate(empty_postgresql), migrate(empty_postgresql))
    await migrate(empty_postgresql)


async def test_a_newer_schema_is_refused(url: str) -> None:
    db = await open_database(url)
    await db.commit([Write("update alembic_version set version_num = '9999'")])
    try:
        await db.close()
        with pytest.raises(StoreError, match=r"newer version of the bot \(schema 9999.*update the bot"):
            await migrate(url)
    finally:
        db = await open_database(url)
        await db.commit([Write("update alembic_version set version_num = :head", {"head": revisions()[-1]})])
        await db.close()


async def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("create table photos (id integer primary key)")
    with pytest.raises(StoreError, match="belongs to another program"):
        await migrate(f"sqlite:///{tmp_path / 'other.db'}")


async def test_the_address_is_neither_in_the_command_nor_in_the_error(
    empty_postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake = tmp_path / "python"
    fake.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/command\necho "broken: $(cat)" >&2\nexit 1\n')
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    url = empty_postgresql.replace("postgres:@", "postgres:secret@")
    with pytest.raises(StoreError, match=r"could not be brought up to date.*broken") as caught:
        await migrate(url)
    assert "secret" not in str(caught.value) + caplog.text + (tmp_path / "command").read_text()


def next_release(folder: Path, second: str) -> Path:
    """A copy of the package with one migration more."""
    target = shutil.copytree(Path(bot.store.__file__).parent, folder / "release" / "bot" / "store")
    (target / "migrations" / "versions" / f"{NEXT}_second.py").write_text(second)
    (target.parent / "__init__.py").touch()
    return folder / "release"


def upgrade(release: Path, url: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(release), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", RUN, url]
    return subprocess.run(
        command, env=os.environ | {"PYTHONPATH": paths}, cwd="/", capture_output=True, text=True, check=False
    )


async def test_the_file_is_copied_before_its_schema_changes(sqlite_file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as open_elsewhere:
        open_elsewhere.execute("select * from people")  # whoever closes last would tidy the -wal file away
        db = await open_database(f"sqlite:///{sqlite_file}")
        await db.commit([person(1), person(2)])
        await db.close()
        assert people_in_file(sqlite_file) == [1, 2]
        assert (sqlite_file.with_name("coach.db-wal")).stat().st_size > 0
        assert upgrade(next_release(tmp_path, SECOND), f"sqlite:///{sqlite_file}").stderr == ""
        assert open_elsewhere.execute("select shoe from people").fetchall() == [(44,), (44,)]
    copy = sqlite_file.with_name("coach.db.before-" + NEXT)
    assert people_in_file(copy) == [1, 2]
    with closing(sqlite3.connect(copy)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("select shoe from people")
    with pytest.raises(StoreError, match=f"schema {NEXT}, this one knows up to {LAST}"):
        await migrate(f"sqlite:///{sqlite_file}")


async def test_a_migration_that_fails_changes_nothing(url: str, tmp_path: Path) -> None:
    result = upgrade(next_release(tmp_path, SECOND + "    raise RuntimeError('no shoes')\n"), url)
    assert "StoreError: The schema could not be brought up to date (RuntimeError: no shoes)" in result.stderr
    await migrate(url)
    db = await open_database(url)
    with pytest.raises(Exception, match="shoe"):
        await db.read("select shoe from people")
    await db.close()


def test_the_file_names_tell_the_revisions() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    chain = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert revisions() == chain[::-1]


@pytest.mark.parametrize("module", ["database", "sqlite", "migrate", "inbox"])
def test_start_up_does_not_pay_for_what_is_seldom_needed(module: str) -> None:
    code = f"import sys, bot.store.{module}; print(sorted({{'alembic', 'sqlalchemy', 'asyncpg'}} & set(sys.modules)))"
    root = MIGRATIONS.parents[2]
    result = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
