"""The pages before and after the app: log in, log out, choose a language; plain forms that need no script."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from review_app import oidc
from review_app.forms import (
    ONE_PASSWORD_AT_A_TIME,
    address_of,
    draw,
    keep_language,
    read_form,
    safe_target,
    set_session,
)
from review_app.gate import LANGUAGE, LOGIN, LOGOUT, SECURITY_HEADERS, SESSION_COOKIE
from review_app.language import LANGUAGES, _, use_language
from review_app.own_account import ROUTES as OWN_ACCOUNT
from review_app.service import logins
from review_app.service.provider import provider
from storage.people.sessions import SESSION_HOURS


async def show_login(request: Request) -> Response:
    """Draw the form, or go on where there is a session already."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        use_language(asked)
    target = safe_target(request.query_params.get("next"))
    if await to_thread.run_sync(logins.who, request.cookies.get(SESSION_COOKIE)):
        return RedirectResponse(target, status_code=303)
    said = _("You are logged out.") if "out" in request.query_params else ""
    response = draw("login.html", target=target, said=said, provider=provider())
    if asked in LANGUAGES:
        keep_language(response, asked)
    return response


async def log_in(request: Request) -> Response:
    """Check name and password; on success a fresh session and a cookie that scripts cannot read."""
    form = await read_form(request)
    if isinstance(form, Response):
        return form
    name, target = form.get("name", ""), safe_target(form.get("next"))
    answer = await to_thread.run_sync(
        lambda: logins.log_in(
            name,
            form.get("password", ""),
            old_token=request.cookies.get(SESSION_COOKIE),
            address=address_of(request),
        ),
        limiter=ONE_PASSWORD_AT_A_TIME,
    )
    if isinstance(answer, logins.Refusal):
        status = 429 if answer.seconds else 401
        said = {"target": target, "name": name[:80], "refused": _refused(answer), "provider": provider()}
        return draw("login.html", status=status, **said)
    response = RedirectResponse(target, status_code=303)
    set_session(response, request, answer, seconds=SESSION_HOURS * 3600)
    return response


async def show_logout(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
    """Ask first: a link from elsewhere must not log anybody out."""
    response = draw("logout.html")
    elsewhere = await oidc.end_session_origin()
    if elsewhere:
        # the answer to this one form leads to the provider, which `form-action 'self'` would stop
        policy = SECURITY_HEADERS["content-security-policy"]
        response.headers["content-security-policy"] = policy.replace(
            "form-action 'self'", f"form-action 'self' {elsewhere}"
        )
    return response


async def log_out(request: Request) -> Response:
    """End the session on the server, forget the cookie, and go on to the provider where it was opened there."""
    form = await read_form(request)
    if isinstance(form, Response):
        return form
    at_provider = await to_thread.run_sync(logins.log_out, request.cookies[SESSION_COOKIE])
    elsewhere = await oidc.end_session_address() if at_provider else None
    response = RedirectResponse(elsewhere or f"{LOGIN}?out=1", status_code=303)
    set_session(response, request, "", seconds=0)
    return response


async def choose_language(request: Request) -> Response:
    """Keep the language in a cookie and go back."""
    response = RedirectResponse(safe_target(request.query_params.get("next")), status_code=303)
    keep_language(response, request.query_params.get("to", ""))
    return response


ROUTES = [
    Route(LOGIN, show_login, methods=["GET"]),
    Route(LOGIN, log_in, methods=["POST"]),
    Route(LOGOUT, show_logout, methods=["GET"]),
    Route(LOGOUT, log_out, methods=["POST"]),
    Route(LANGUAGE, choose_language, methods=["GET"]),
    *oidc.ROUTES,
    *OWN_ACCOUNT,
]


def _refused(refusal: logins.Refusal) -> str:
    if refusal.seconds:
        return _("Too many wrong passwords. Try again in {seconds} seconds.").format(seconds=refusal.seconds)
    return _("Name or password is wrong.")
