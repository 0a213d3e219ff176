"""Settings from the environment or .env; one error that names every wrong variable."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    pass


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    bot_token: Annotated[SecretStr, Field(description="The bot's token, from @BotFather.")]
    bot_api_url: Annotated[
        str, Field(description="The Bot API server, ending in /bot. Telegram's own local server is one.")
    ] = "https://api.telegram.org/bot"
    database_url: Annotated[
        str, Field(description="sqlite:///relative.db, sqlite:////absolute.db or postgresql://user:password@host/name.")
    ] = "sqlite:///coach.db"
    owner_ids: Annotated[
        frozenset[int], NoDecode, Field(description="Telegram ids of the operators, comma-separated: they get /stats.")
    ] = frozenset()
    log_level: Annotated[str, Field(description="DEBUG, INFO, WARNING or ERROR.")] = "INFO"
    courier_rate: Annotated[
        int,
        Field(description="Messages a second the bot may send by itself; over 30 as paid broadcasts, up to 1000."),
    ] = 30
    courier_chat_rate: Annotated[int, Field(description="Of these, to one chat in a second.")] = 1
    courier_group_rate: Annotated[int, Field(description="Of these, to one group in a minute.")] = 20

    @field_validator("bot_token")
    @classmethod
    def _is_token(cls, token: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{30,}", token.get_secret_value()):
            raise ValueError("must look like 123456:AA..., as @BotFather gives it")
        return token

    @field_validator("bot_api_url")
    @classmethod
    def _is_server(cls, url: str) -> str:
        if not re.fullmatch(r"https?://[^/\s?#]+(/[^\s?#]*)?/bot", url):
            raise ValueError("must begin with http:// or https:// and end in /bot")
        return url

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return url

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, level: str) -> str:
        if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return level

    @field_validator("courier_rate", "courier_chat_rate", "courier_group_rate", mode="before")
    @classmethod
    def _is_rate(cls, rate: object) -> int:
        text = str(rate)
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1000):
            raise ValueError("must be a number from 1 to 1000")
        return int(text)

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return frozenset(int(part) for part in value.split(",") if part.strip())
        except ValueError:
            raise ValueError("must be numbers, comma-separated") from None


def load_settings(**given: object) -> Settings:
    """Raises SettingsError, which never repeats a value."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except (OSError, UnicodeDecodeError):
        raise SettingsError("Wrong settings: .env can't be read as UTF-8 text.") from None
    except ValidationError as error:
        wrong = []
        for problem in error.errors(include_url=False, include_input=False):
            name = str(problem["loc"][0]).upper()
            message = "is not set" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
            wrong.append(f"{name} {message[0].lower() + message[1:]}")
        raise SettingsError("Wrong settings: " + "; ".join(wrong) + ".") from None
