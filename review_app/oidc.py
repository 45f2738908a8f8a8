"""Log in at the organisation's OpenID provider: the code flow with PKCE, state and nonce, by Authlib in our own routes.

What belongs to one login under way lies in a signed cookie of ten minutes, which is taken away by the answer; a code
works once, which the provider sees to. The provider's word counts only with its signature, for this app, in time and
with our nonce. Nothing of its tokens is kept.
"""

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qs, urlsplit

from anyio import to_thread
from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from review_app.forms import address_of, draw, safe_target, set_session
from review_app.gate import AT_PROVIDER, SESSION_COOKIE
from review_app.language import _
from review_app.oidc_client import FAULTS, client_of, end_session_url, lead_there, logout_claims, person_claims
from review_app.service import logins
from review_app.service.provider import BACK, ENDED, Provider, is_served_over_tls, provider
from storage.people.provider_logins import Identity
from storage.people.sessions import SESSION_HOURS

STATE_COOKIE = "soitin_login"
STATE_SECONDS = 600
LARGEST_TOKEN = 16_384


async def begin(request: Request) -> Response:
    """Send the browser to the provider, and remember in a cookie what its answer has to fit."""
    office = provider()
    if office is None:
        return _refuse(_("Logging in at a provider is not set up here."), status=404)
    own = _with_session(request, {})
    try:
        response = await lead_there(client_of(office), office, own)
    except FAULTS:
        return _refuse(_("Your organisation's login does not answer. Try again in a minute."), status=502)
    under_way = {"session": own.session, "target": safe_target(request.query_params.get("next"))}
    _keep_state(response, _signer(office).dumps(under_way), seconds=STATE_SECONDS)
    return response


async def come_back(request: Request) -> Response:
    """Take the provider's answer: a session for whom we know, a place to wait for whom we do not."""
    office = provider()
    if office is None:
        return _refuse(_("Logging in at a provider is not set up here."), status=404)
    under_way = _state(request, office)
    own = _with_session(request, under_way["session"])
    try:
        claims = await person_claims(client_of(office), office, own)
    except FAULTS:
        return _refuse(_("Your organisation's login did not succeed. Begin again."))
    if not _is_of_domain(claims, office):
        return _refuse(_("Your organisation's login did not say that you belong to this office."), status=403)
    answer = await to_thread.run_sync(
        lambda: logins.log_in_from_provider(
            _identity(claims, office),
            provider_session=_short(claims.get("sid")),
            old_token=request.cookies.get(SESSION_COOKIE),
            address=address_of(request),
        )
    )
    if isinstance(answer, logins.Refusal):
        return _refuse(_("An administrator has to let you in first. They see your name in the list of accounts."), 403)
    response = RedirectResponse(safe_target(under_way["target"]), status_code=303)
    set_session(response, request, answer, seconds=SESSION_HOURS * 3600)
    _keep_state(response, "", seconds=0)
    return response


async def ended_there(request: Request) -> Response:
    """End sessions because the provider says so (Back-Channel Logout 1.0); its signed word is the proof."""
    office = provider()
    token = await _logout_token(request)
    if office is None or not token:
        return PlainTextResponse("no logout token", status_code=400, headers={"cache-control": "no-store"})
    try:
        claims = await logout_claims(client_of(office), office, token)
    except FAULTS:
        return PlainTextResponse("invalid logout token", status_code=400, headers={"cache-control": "no-store"})
    await to_thread.run_sync(
        lambda: logins.log_out_from_provider(
            office.issuer, subject=claims.get("sub"), provider_session=_short(claims.get("sid"))
        )
    )
    return PlainTextResponse("", headers={"cache-control": "no-store"})


ROUTES = [
    Route(AT_PROVIDER, begin, methods=["GET"]),
    Route(BACK, come_back, methods=["GET"]),
    Route(ENDED, ended_there, methods=["POST"]),
]


async def end_session_address() -> str | None:
    """Return where one logs out at the provider too (RP-Initiated Logout 1.0); None where it has no such place."""
    office = provider()
    if office is None:
        return None
    try:
        return await end_session_url(client_of(office), office)
    except FAULTS:
        return None


async def end_session_origin() -> str:
    """Return the origin of that place, for the page whose form leads there; empty where there is none."""
    parts = urlsplit(await end_session_address() or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc and ";" not in parts.netloc else ""


def _state(request: Request, office: Provider) -> dict[str, Any]:
    """Return what the cookie keeps of the login under way; nothing of it where it is not ours or too old."""
    try:
        kept = _signer(office).loads(request.cookies.get(STATE_COOKIE, ""), max_age=STATE_SECONDS)
        return {"session": dict(kept["session"]), "target": str(kept["target"])}
    except (BadData, KeyError, TypeError, ValueError):
        return {"session": {}, "target": "/"}


def _with_session(request: Request, session: dict[str, Any]) -> Request:
    """Return the request with a session of this login alone, in place of the one that Streamlit keeps for its own."""
    return Request({**request.scope, "session": session}, request.receive)


def _signer(office: Provider) -> URLSafeTimedSerializer:
    """Sign with a key of its own, drawn from the client's secret: one secret less to keep."""
    key = hmac.new(office.client_secret.encode(), b"soitin: a login under way", hashlib.sha256).digest()
    return URLSafeTimedSerializer(key, salt="login", signer_kwargs={"digest_method": hashlib.sha256})


def _keep_state(response: Response, value: str, *, seconds: int) -> None:
    response.set_cookie(
        STATE_COOKIE,
        value,
        max_age=seconds,
        path=AT_PROVIDER,
        httponly=True,
        samesite="lax",
        secure=is_served_over_tls(),
    )


def _is_of_domain(claims: dict[str, Any], office: Provider) -> bool:
    if not office.domains:
        return True
    address = str(claims.get("email", "")).lower()
    return claims.get("email_verified") is True and address.rpartition("@")[2] in office.domains


def _identity(claims: dict[str, Any], office: Provider) -> Identity:
    wanted = claims.get("preferred_username") or str(claims.get("email") or "").partition("@")[0]
    full_name = claims.get("name") or wanted
    return Identity(
        issuer=office.issuer, subject=str(claims["sub"]), name=str(wanted or ""), full_name=str(full_name or "")
    )


def _short(provider_session: object) -> str | None:
    """Return a name of the provider's session that fits its column, whatever the provider calls it."""
    return hashlib.sha256(str(provider_session).encode()).hexdigest() if provider_session else None


async def _logout_token(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_TOKEN:
            return ""
    return parse_qs(body.decode("ascii", "replace")).get("logout_token", [""])[0]


def _refuse(said: str, status: int = 400) -> Response:
    response = draw("login.html", status=status, target="/", refused=said, provider=provider())
    _keep_state(response, "", seconds=0)
    return response
