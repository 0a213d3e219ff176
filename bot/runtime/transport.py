"""HTTP to the Bot API: PTB's own extension point, and a direct way for calls that are data."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.replies import Call

SECONDS = 20.0
"""How long one call may take."""
CONNECT_SECONDS = 10.0


class ApiError(Exception):
    """The server's refusal, as it says it."""

    def __init__(
        self, code: int, description: str, retry_after: float | None = None, moved_to: int | None = None
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        """Seconds."""
        self.moved_to = moved_to


class NetworkTrouble(Exception):
    """No answer."""

    def __init__(self, what: str, *, heard: bool = False) -> None:
        super().__init__(what)
        self.heard = heard
        """The server may have done what it was asked for."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file among the parameters of a call."""

    name: str
    body: bytes
    mime: str


class Caller(Protocol):
    """Whatever makes calls: the transport, or what stands before it."""

    async def call(self, call: Call, seconds: float = SECONDS, *, wanted: bool = True) -> Any: ...


class Transport(BaseRequest):
    """One connection pool; JSON bodies, multipart only for files."""

    def __init__(self, api_url: str, token: str) -> None:
        self._base = f"{api_url}{token}/"
        self._token = token
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, call: Call, seconds: float = SECONDS, *, wanted: bool = True) -> Any:
        """The result as plain JSON, None where it is not wanted. Raises ApiError or NetworkTrouble."""
        assert self._session is not None, "the transport is not initialized"
        try:
            form = _form(call.params)
            async with self._session.post(
                self._base + call.method,
                json=None if form else call.params,
                data=form,
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS),
            ) as response:
                body = await response.read()
                status = response.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NetworkTrouble(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NetworkTrouble(type(error).__name__, heard=True) from None
        return _result(status, body, wanted)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        assert self._session is not None, "the transport is not initialized"
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else SECONDS
        form = as_json = None
        if request_data and request_data.contains_files:
            form = aiohttp.FormData()
            for name, value in request_data.json_parameters.items():
                form.add_field(name, value)
            for name, (filename, content, mime) in request_data.multipart_data.items():
                form.add_field(name, content, filename=filename, content_type=mime)
        elif request_data:
            as_json = request_data.parameters
        try:
            async with self._session.request(
                method,
                url,
                json=as_json,
                data=form,
                timeout=aiohttp.ClientTimeout(total=seconds),
            ) as response:
                status, body = response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(str(error).replace(self._token, "...")) from None
        if not body.startswith(b"{"):
            raise NetworkError(f"HTTP {status}, no JSON")
        return status, body


def _form(params: dict[str, Any]) -> aiohttp.FormData | None:
    """Multipart where there is a file; what is no text is JSON there."""
    if not any(isinstance(value, Upload) for value in params.values()):
        return None
    form = aiohttp.FormData()
    for name, value in params.items():
        if isinstance(value, Upload):
            form.add_field(name, value.body, filename=value.name, content_type=value.mime)
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return form


def _result(status: int, body: bytes, wanted: bool) -> Any:
    if not wanted and body.startswith(b'{"ok":true,'):
        return None
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and answer.get("ok") and "result" in answer:
        return answer["result"]
    if not isinstance(answer, dict) or "error_code" not in answer:  # somebody on the way, not the Bot API
        raise NetworkTrouble(f"HTTP {status}, no answer of the Bot API", heard=True)
    code = int(answer["error_code"])
    if code >= 500:
        raise NetworkTrouble(f"HTTP {code}")
    more = answer.get("parameters") or {}
    raise ApiError(code, str(answer.get("description", "")), more.get("retry_after"), more.get("migrate_to_chat_id"))
