"""The gate in front of everything that the app serves: pages, files, websocket. Without a session only the login."""

from urllib.parse import quote

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from review_app.language import _, use_language
from review_app.service import logins
from review_app.service.provider import BACK, ENDED

SESSION_COOKIE = "soitin_session"
LANGUAGE_COOKIE = "soitin_language"
LOGIN = "/login"
AT_PROVIDER = "/login/provider"
PASSWORD, LOGOUT, LANGUAGE = "/password", "/logout", "/language"

OPEN = frozenset({LOGIN, AT_PROVIDER, BACK, ENDED})
"""What answers without a session; each is a page of its own and none leads further."""
BEFORE_NEW_PASSWORD = frozenset({PASSWORD, LOGOUT, LANGUAGE})
"""What answers somebody who has yet to choose a password of their own."""

_REFUSED = 1008
"""Websocket close code "policy violation"; before the handshake it becomes HTTP 403."""
_LOOK_AGAIN = BackMsg()
_LOOK_AGAIN.rerun_script.query_string = ""
_LOOK_AGAIN_BYTES = _LOOK_AGAIN.SerializeToString()
"""What the app hears instead of anything from a tab whose session has ended: draw anew, with nothing pressed."""

SECURITY_HEADERS = {
    # unsafe-eval: Vega compiles charts; blob: Streamlit mounts components so. Nothing may be fetched from elsewhere.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
}


class Gate:
    """ASGI middleware that asks storage about the session cookie before anything else runs."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        use_language(connection.cookies.get(LANGUAGE_COOKIE))
        refusal = await _refusal(connection)
        if scope["type"] == "http":
            await (refusal or self._app)(scope, receive, _with_security_headers(send))
        elif refusal is None:
            await self._app(scope, _while_session_lasts(connection, receive), send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": _REFUSED})


async def _refusal(connection: HTTPConnection) -> Response | None:
    # The path as routes go by it; `connection.url` is put together with the Host header, which is to have no say here.
    path = connection.scope["path"]
    if path in OPEN and connection.scope["type"] == "http":
        return None
    try:
        person = await to_thread.run_sync(logins.who, connection.cookies.get(SESSION_COOKIE))
    except SQLAlchemyError:
        return PlainTextResponse(_("The database does not answer; try again in a minute."), status_code=503)
    is_page = "text/html" in connection.headers.get("accept", "")
    if person is None:
        to_login = f"{LOGIN}?next={quote(_asked(connection), safe='')}"
        return _lead(to_login) if is_page else PlainTextResponse(_("Log in first."), status_code=401)
    if person.must_change_password and path not in BEFORE_NEW_PASSWORD:
        said = _("Choose a password of your own first.")
        return _lead(PASSWORD) if is_page else PlainTextResponse(said, status_code=403)
    return None


def _lead(address: str) -> Response:
    return RedirectResponse(address, status_code=303)


def _asked(connection: HTTPConnection) -> str:
    query = connection.scope["query_string"].decode("latin-1")
    return str(connection.scope["path"]) + (f"?{query}" if query else "")


def _while_session_lasts(connection: HTTPConnection, receive: Receive) -> Receive:
    """Ask again with every message of an open tab: what comes after the session's end presses nothing.

    The tab then draws that the session has ended; a closed websocket would leave it as it was, and trying to connect.
    """

    async def receive_while_session_lasts() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and message.get("bytes") and await _has_ended(connection):
            return {**message, "bytes": _LOOK_AGAIN_BYTES}
        return message

    return receive_while_session_lasts


async def _has_ended(connection: HTTPConnection) -> bool:
    try:
        person = await to_thread.run_sync(logins.who, connection.cookies.get(SESSION_COOKIE))
    except SQLAlchemyError:
        return False  # nothing can be done then: every deed asks storage again
    return person is None or person.must_change_password


def _with_security_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            if "text/html" in headers.get("content-type", ""):
                headers["cache-control"] = "no-store"
        await send(message)

    return send_with_headers
