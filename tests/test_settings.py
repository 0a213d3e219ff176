"""Settings from the environment: one sentence names every wrong variable, and the README has them all."""

import re
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from bot.settings import Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[1]
TOKEN = "123456:AAExampleExampleExampleExampleExample"
NAMES = {name.upper() for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_token_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    settings = load_settings()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.bot_api_url == "https://api.telegram.org/bot"
    assert settings.database_url == "sqlite:///coach.db"
    assert settings.owner_ids == frozenset()


def test_settings_are_read_from_env_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nOWNER_IDS=1, 22,\nSOMETHING_ELSE=x\n", "utf-8")
    assert load_settings().owner_ids == {1, 22}


def test_the_environment_goes_before_the_file_and_empty_means_not_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nLOG_LEVEL=ERROR\nDATABASE_URL=sqlite:///a.db\n", "utf-8")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("OWNER_IDS", "")
    settings = load_settings()
    assert (settings.log_level, settings.database_url) == ("DEBUG", "sqlite:///a.db")


WRONG = [
    ("BOT_TOKEN", "secret-secret", "BOT_TOKEN must look like 123456:AA..., as @BotFather gives it"),
    ("BOT_TOKEN", "123456:АААААААААААААААААААААААААААААААААА", "BOT_TOKEN must look like"),
    ("BOT_TOKEN", f"{TOKEN}\n{TOKEN}", "BOT_TOKEN must look like"),
    ("BOT_TOKEN", f"bot{TOKEN}", "BOT_TOKEN must look like"),
    ("BOT_API_URL", "api.telegram.org/bot", "BOT_API_URL must begin with http:// or https:// and end in /bot"),
    ("BOT_API_URL", "https://api.telegram.org", "BOT_API_URL must begin"),
    ("BOT_API_URL", "https:///bot", "BOT_API_URL must begin"),
    ("BOT_API_URL", "https://a b/bot", "BOT_API_URL must begin"),
    ("DATABASE_URL", "coach.db", "DATABASE_URL must begin with sqlite:/// or postgresql://"),
    ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must begin"),
    ("OWNER_IDS", "1;2", "OWNER_IDS must be numbers, comma-separated"),
    ("OWNER_IDS", "@anna", "OWNER_IDS must be numbers"),
    ("LOG_LEVEL", "loud", "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR"),
    ("COURIER_RATE", "thirty", "COURIER_RATE must be a number from 1 to 1000"),
    ("COURIER_RATE", "-30", "COURIER_RATE must be a number"),
    ("COURIER_CHAT_RATE", "0.5", "COURIER_CHAT_RATE must be a number"),
    ("COURIER_GROUP_RATE", "1001", "COURIER_GROUP_RATE must be a number"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_variable_is_named_and_its_value_is_not(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    said = str(caught.value)
    assert said.startswith(f"Wrong settings: {sentence}")
    assert said.endswith(".")
    assert value not in said
    assert TOKEN not in said
    assert "\n" not in said


def test_all_wrong_variables_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES - {"BOT_TOKEN"}:
        monkeypatch.setenv(name, "odd")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert re.findall(r"[A-Z]{3,}_[A-Z_]+", str(caught.value)) == list(map(str.upper, Settings.model_fields))
    assert "BOT_TOKEN is not set" in str(caught.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env can't be read"):
        load_settings()


def test_the_token_is_hidden_where_settings_are_printed() -> None:
    assert TOKEN not in repr(load_settings(bot_token=TOKEN, _env_file=None))


ROW = re.compile(r"^\| `([A-Z_]+)` \| (.*?) \| (.+?) \|$", re.MULTILINE)


def test_the_readme_has_every_setting_with_its_default_and_meaning() -> None:
    rows = ROW.findall((ROOT / "README.md").read_text("utf-8"))
    assert {name for name, _, _ in rows} == NAMES
    for name, default, meaning in rows:
        field = Settings.model_fields[name.lower()]
        given = re.findall("`(.*?)`", default)
        nothing = field.default is PydanticUndefined or field.default == frozenset()
        assert given == ([] if nothing else [str(field.default)]), name
        assert meaning.replace("`", "") == field.description


def test_the_example_names_settings_that_exist() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    assert {"BOT_TOKEN"} <= set(re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE)) <= NAMES
