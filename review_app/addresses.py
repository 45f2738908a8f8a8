"""Typed addresses of pages: the page one begins with stands at `/`, others may not be there for one, or not at all.

Streamlit would draw another page under a notice in English; here the answer is a sentence, and nothing is drawn.
"""

import re
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from review_app.forms import draw
from review_app.gate import SESSION_COOKIE
from review_app.language import _
from review_app.login import ROUTES
from review_app.navigation import PLACES, begins_with
from review_app.service import logins

_PAGE = re.compile(r"/([^/.]+)/?")
"""One name without a dot: files have one, and Streamlit's own addresses have more than one part."""
_OWN = frozenset(route.path for route in ROUTES)


class Addresses:
    """ASGI middleware behind the gate: somebody is logged in."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        view = _view(scope)
        answer = await to_thread.run_sync(_answer, view, HTTPConnection(scope)) if view else None
        await (answer or self._app)(scope, receive, send)


def _view(scope: Scope) -> str | None:
    """Return the name of the page that a browser asks for; None for anything else."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] in _OWN:
        return None
    found = _PAGE.fullmatch(scope["path"])
    return found[1] if found and "text/html" in HTTPConnection(scope).headers.get("accept", "") else None


def _answer(view: str, connection: HTTPConnection) -> Response | None:
    person = logins.who(connection.cookies.get(SESSION_COOKIE))
    place = next((place for place in PLACES if place.view == view), None)
    if person is None or (place and person.may(place.deed) and view != begins_with(person)):
        return None  # the page itself sees to a session that ended just now
    if place is None:
        return draw("no_page.html", status=404, said=_("There is no such page."))
    if not person.may(place.deed):
        return draw("no_page.html", status=403, said=_("Your account may not open this page."))
    query = connection.scope["query_string"].decode("latin-1")
    return RedirectResponse("/" + (f"?{quote(query, safe='=&%+')}" if query else ""), status_code=303)
