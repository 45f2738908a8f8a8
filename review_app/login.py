"""The pages outside Streamlit: log in, log out, choose a language; plain forms that need no script."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from review_app.gate import LANGUAGE_COOKIE, LOGIN, SESSION_COOKIE
from review_app.language import LANGUAGES, _, language, use_language
from review_app.service import logins
from storage.accounts import SESSION_HOURS

LARGEST_FORM = 16_384
_YEAR = 365 * 24 * 3600
_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
# One password at a time: argon2 takes memory and a core, and guessing must not starve the app.
_one_by_one = CapacityLimiter(1)


async def show_login(request: Request) -> Response:
    """Draw the form, or go on where there is a session already."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        use_language(asked)
    if await to_thread.run_sync(logins.who, request.cookies.get(SESSION_COOKIE)):
        return RedirectResponse(safe_target(request.query_params.get("next")), status_code=303)
    said = _("You are logged out.") if "out" in request.query_params else ""
    response = _draw("login.html", target=safe_target(request.query_params.get("next")), said=said)
    if asked in LANGUAGES:
        _keep_language(response, asked)
    return response


async def log_in(request: Request) -> Response:
    """Check name and password; on success a fresh session and a cookie that scripts cannot read."""
    if not is_same_origin(request):
        return PlainTextResponse(_("This form was sent from another site; nothing was done."), status_code=403)
    form = await _read_form(request)
    if form is None:
        return PlainTextResponse(_("The form is too large."), status_code=413)
    name, target = form.get("name", ""), safe_target(form.get("next"))
    answer = await to_thread.run_sync(
        lambda: logins.log_in(name, form.get("password", ""), old_token=request.cookies.get(SESSION_COOKIE)),
        limiter=_one_by_one,
    )
    if isinstance(answer, logins.Refusal):
        status = 429 if answer.seconds else 401
        return _draw("login.html", status=status, target=target, name=name[:80], refused=_refused(answer))
    response = RedirectResponse(target, status_code=303)
    _set_session(response, request, answer, seconds=SESSION_HOURS * 3600)
    return response


async def show_logout(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
    """Ask first: a link from elsewhere must not log anybody out."""
    return _draw("logout.html")


async def log_out(request: Request) -> Response:
    """End the session on the server and forget the cookie."""
    if not is_same_origin(request):
        return PlainTextResponse(_("This form was sent from another site; nothing was done."), status_code=403)
    await to_thread.run_sync(logins.log_out, request.cookies[SESSION_COOKIE])
    response = RedirectResponse(f"{LOGIN}?out=1", status_code=303)
    _set_session(response, request, "", seconds=0)
    return response


async def choose_language(request: Request) -> Response:
    """Keep the language in a cookie and go back."""
    response = RedirectResponse(safe_target(request.query_params.get("next")), status_code=303)
    _keep_language(response, request.query_params.get("to", ""))
    return response


ROUTES = [
    Route(LOGIN, show_login, methods=["GET"]),
    Route(LOGIN, log_in, methods=["POST"]),
    Route("/logout", show_logout, methods=["GET"]),
    Route("/logout", log_out, methods=["POST"]),
    Route("/language", choose_language, methods=["GET"]),
]


def safe_target(asked: str | None) -> str:
    """Return where to go after the login: a path of this app, never another site."""
    if not asked or not asked.startswith("/") or asked.startswith(("//", "/\\", LOGIN)) or not asked.isprintable():
        return "/"
    parts = urlsplit(asked)
    return "/" if parts.scheme or parts.netloc or "\\" in asked else asked


def is_same_origin(request: Request) -> bool:
    """Tell whether a form was sent by a page of this very app, by what browsers say and pages cannot forge."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "")


async def _read_form(request: Request) -> dict[str, str] | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return None
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _refused(refusal: logins.Refusal) -> str:
    if refusal.seconds:
        return _("Too many wrong passwords. Try again in {seconds} seconds.").format(seconds=refusal.seconds)
    return _("Name or password is wrong.")


def _set_session(response: Response, request: Request, token: str, *, seconds: int) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION_COOKIE, token, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure)


def _keep_language(response: Response, code: str) -> None:
    if code in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, code, max_age=_YEAR, path="/", samesite="lax", httponly=True)


def _draw(template: str, *, status: int = 200, **values: str) -> Response:
    page = _pages.get_template(template).render(_=_, language=language(), languages=LANGUAGES, **values)
    return HTMLResponse(page, status_code=status)
