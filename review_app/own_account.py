"""The plain pages of one's own account: a new password, where one is logged in, and the way out everywhere."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from review_app import account_words
from review_app.forms import ONE_PASSWORD_AT_A_TIME, draw, read_form
from review_app.gate import LOGIN, PASSWORD, SESSION_COOKIE
from review_app.language import _, marked
from review_app.service import logins, own_account
from storage.people.passwords import SHORTEST_PASSWORD

MY_ACCOUNT = "/my-account"
LOG_OUT_ELSEWHERE = "/my-account/log-out-elsewhere"

REFUSED = {
    "wrong": marked("The present password is wrong."),
    "locked": marked("Too many wrong passwords. Try again later."),
    "over": marked("Your session has ended. Log in again."),
    "twice": marked("The two new passwords are not the same."),
    "short": marked("The password needs at least {shortest} characters."),
    "long": marked("The password is too long."),
    "name": marked("The password is little more than your account name."),
    "digits": marked("The password needs letters: a date or a telephone number is guessed first."),
    "common": marked("The password is one of the commonest and would be guessed first."),
    "same": marked("The new password has to differ from the present one."),
}


async def show_password(request: Request) -> Response:
    """Draw the form for a new password."""
    return await _draw_password(request)


async def change_password(request: Request) -> Response:
    """Take a new password from who knows the present one."""
    form = await read_form(request)
    if isinstance(form, Response):
        return form
    if form.get("new", "") != form.get("again", ""):
        return await _draw_password(request, why="twice")
    token = request.cookies[SESSION_COOKIE]
    why = await to_thread.run_sync(
        lambda: own_account.change_own_password(token, old=form.get("old", ""), new=form.get("new", "")),
        limiter=ONE_PASSWORD_AT_A_TIME,
    )
    if why is not None:
        return await _draw_password(request, why=why)
    return RedirectResponse(f"{MY_ACCOUNT}?changed=1", status_code=303)


async def show_account(request: Request) -> Response:
    """Draw who one is here and where one is logged in."""
    token = request.cookies[SESSION_COOKIE]
    person = await to_thread.run_sync(logins.who, token)
    if person is None:
        return RedirectResponse(LOGIN, status_code=303)
    sessions = await to_thread.run_sync(own_account.own_sessions, token)
    said = _("The password is changed. Your other sessions have ended.") if "changed" in request.query_params else ""
    if "ended" in request.query_params:
        said = _("You are logged out everywhere else.")
    role, scope = account_words.role(person.role), account_words.places(person.provinces, person.destinations)
    return draw("my_account.html", person=person, sessions=sessions, said=said, role=role, scope=scope)


async def log_out_elsewhere(request: Request) -> Response:
    """End every session of one's own but this one."""
    form = await read_form(request)
    if isinstance(form, Response):
        return form
    await to_thread.run_sync(own_account.log_out_elsewhere, request.cookies[SESSION_COOKIE])
    return RedirectResponse(f"{MY_ACCOUNT}?ended=1", status_code=303)


ROUTES = [
    Route(PASSWORD, show_password, methods=["GET"]),
    Route(PASSWORD, change_password, methods=["POST"]),
    Route(MY_ACCOUNT, show_account, methods=["GET"]),
    Route(LOG_OUT_ELSEWHERE, log_out_elsewhere, methods=["POST"]),
]


async def _draw_password(request: Request, *, why: str | None = None) -> Response:
    person = await to_thread.run_sync(logins.who, request.cookies[SESSION_COOKIE])
    if person is None or person.is_of_provider:
        return RedirectResponse(MY_ACCOUNT, status_code=303)
    refused = _(REFUSED[why]).format(shortest=SHORTEST_PASSWORD) if why else ""
    return draw(
        "password.html",
        status=400 if why else 200,
        person=person,
        refused=refused,
        shortest=SHORTEST_PASSWORD,
    )
