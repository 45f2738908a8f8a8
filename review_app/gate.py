"""The gate in front of everything that the app serves: pages, files, websocket. Without a session only the login."""

from urllib.parse import quote

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review_app.language import _, use_language
from review_app.service import logins

SESSION_COOKIE = "soitin_session"
LANGUAGE_COOKIE = "soitin_language"
LOGIN = "/login"

_REFUSED = 1008
"""Websocket close code "policy violation"; before the handshake it becomes HTTP 403."""

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
        if scope["type"] == "websocket":
            if refusal is None:
                await self._app(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": _REFUSED})
            return
        await (refusal or self._app)(scope, receive, _with_security_headers(send))


async def _refusal(connection: HTTPConnection) -> Response | None:
    if connection.url.path == LOGIN:
        return None
    try:
        person = await to_thread.run_sync(logins.who, connection.cookies.get(SESSION_COOKIE))
    except SQLAlchemyError:
        return PlainTextResponse(_("The database does not answer; try again in a minute."), status_code=503)
    if person is not None:
        return None
    if "text/html" in connection.headers.get("accept", ""):
        return RedirectResponse(f"{LOGIN}?next={quote(_asked(connection), safe='')}", status_code=303)
    return PlainTextResponse(_("Log in first."), status_code=401)


def _asked(connection: HTTPConnection) -> str:
    query = connection.url.query
    return connection.url.path + (f"?{query}" if query else "")


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
