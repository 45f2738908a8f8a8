"""What the plain pages outside Streamlit share: drawn from templates, sent by our own pages only."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from anyio import CapacityLimiter
from jinja2 import Environment, FileSystemLoader
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from review_app.gate import LANGUAGE_COOKIE, LOGIN, SESSION_COOKIE
from review_app.language import LANGUAGES, _, language
from review_app.service.provider import is_served_over_tls
from review_app.written import moment

LARGEST_FORM = 16_384
# Argon2 takes memory and a core, and guessing must not starve the app.
ONE_PASSWORD_AT_A_TIME = CapacityLimiter(1)

_YEAR = 365 * 24 * 3600
_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


def draw(template: str, *, status: int = 200, **values: Any) -> Response:
    """Return a page."""
    page = _pages.get_template(template).render(_=_, language=language(), languages=LANGUAGES, moment=moment, **values)
    return HTMLResponse(page, status_code=status)


def is_same_origin(request: HTTPConnection) -> bool:
    """Tell whether a form was sent by a page of this very app, by what browsers say and pages cannot forge."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    try:
        sender = urlsplit(request.headers.get("origin", "")).netloc
    except ValueError:
        return False
    return bool(sender) and sender == request.headers.get("host", "")


def address_of(request: HTTPConnection) -> str:
    """Return where a browser is, as the server sees it; a proxy in front has to say so."""
    return request.client.host if request.client else ""


async def read_form(request: Request) -> dict[str, str] | Response:
    """Return the fields of a form from one of our own pages, each once; or the refusal of any other."""
    if not is_same_origin(request):
        return PlainTextResponse(_("This form was sent from another site; nothing was done."), status_code=403)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return PlainTextResponse(_("The form is too large."), status_code=413)
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return PlainTextResponse(_("The form is too large."), status_code=413)
    return {name: values[0] for name, values in fields.items()}


def safe_target(asked: str | None) -> str:
    """Return where to go after the login: a path of this app, never another site."""
    if not asked or not asked.startswith("/") or asked.startswith(("//", "/\\", LOGIN)) or not asked.isprintable():
        return "/"
    try:
        parts = urlsplit(asked)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or "\\" in asked else asked


def set_session(response: Response, request: HTTPConnection, token: str, *, seconds: int) -> None:
    """Put a session's secret into a cookie that scripts cannot read; no seconds take it away."""
    secure = request.url.scheme == "https" or is_served_over_tls()
    response.set_cookie(SESSION_COOKIE, token, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure)


def keep_language(response: Response, code: str) -> None:
    """Keep a language that we speak."""
    if code in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, code, max_age=_YEAR, path="/", samesite="lax", httponly=True)
