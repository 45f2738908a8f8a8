"""The OpenID client itself: what the provider says of itself, and whether its signed word may be believed."""

import time
from functools import cache
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from starlette.requests import Request
from starlette.responses import Response

from review_app.service.provider import Provider

FAULTS = (OAuthError, JoseError, httpx2.HTTPError, httpx2.InvalidURL, ValueError, KeyError, TypeError, RuntimeError)
"""What a provider that is down, wrongly set up or dishonest makes of a login; all of it means that nobody logs in."""

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_SIGNED_BY_KEY_PAIR = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
"""Never `none`, and nothing that is signed with a secret which both sides know."""
_LEEWAY = 60
_SECONDS = 10
_BETWEEN_KEY_SETS = 60
"""Seconds between two looks for new keys, since anybody may send a logout token that names an unknown one."""


class UnfitProvider(ValueError):
    """Raised where what comes from the provider's address is not what was set up; nobody logs in."""


@cache
def client_of(office: Provider) -> StarletteOAuth2App:
    """Return the client of a provider, which learns the rest from the provider's own description."""
    oauth = OAuth()
    return oauth.register(
        "office",
        client_id=office.client_id,
        client_secret=office.client_secret,
        server_metadata_url=office.configuration,
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "timeout": _SECONDS,
            "follow_redirects": False,
        },
    )


async def described(client: StarletteOAuth2App, office: Provider) -> dict[str, Any]:
    """Return what the provider says of itself, once it is sure that it is the one that was set up.

    Raises:
        UnfitProvider: it calls itself otherwise (Discovery 1.0, 4.3), or offers no signature that may be believed.
    """
    said: dict[str, Any] = await client.load_server_metadata()
    if said.get("issuer") != office.issuer:
        client.server_metadata.pop("_loaded_at", None)
        msg = f"the provider calls itself {said.get('issuer')!r}, not {office.issuer!r}"
        raise UnfitProvider(msg)
    offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
    said["id_token_signing_alg_values_supported"] = [name for name in offered if name in _SIGNED_BY_KEY_PAIR]
    if not said["id_token_signing_alg_values_supported"]:
        msg = "the provider signs in no way that may be believed"
        raise UnfitProvider(msg)
    return said


async def lead_there(client: StarletteOAuth2App, office: Provider, request: Request) -> Response:
    """Return the answer that leads a browser to the provider; state, nonce and verifier are put into `request.session`.

    Raises:
        Exception: one of `FAULTS`, where the provider is down or not the one that was set up.
    """
    await described(client, office)
    response: Response = await client.authorize_redirect(request, office.back)
    return response


async def end_session_url(client: StarletteOAuth2App, office: Provider) -> str:
    """Return where one logs out at the provider (RP-Initiated Logout 1.0, 2), without any token of its.

    Raises:
        Exception: one of `FAULTS`, where the provider is down, another, or has no such place.
    """
    await described(client, office)
    made = await client.create_logout_url(
        post_logout_redirect_uri=f"{office.public_address}/login?out=1", client_id=office.client_id, state=""
    )
    return str(made["url"])


async def person_claims(client: StarletteOAuth2App, office: Provider, request: Request) -> dict[str, Any]:
    """Trade the code that came back for an ID token and return its claims, all of them checked.

    Raises:
        Exception: one of `FAULTS`, where state, nonce, signature, issuer, audience, time or the provider is wrong.
    """
    await described(client, office)
    token = await client.authorize_access_token(
        request,
        claims_options={
            "iss": {"essential": True, "value": office.issuer},
            "aud": {"essential": True, "value": office.client_id},
        },
        leeway=_LEEWAY,
    )
    claims = token.get("userinfo")
    if not claims or not isinstance(claims.get("sub"), str):
        msg = "the provider sent no ID token"
        raise UnfitProvider(msg)
    return dict(claims)


async def logout_claims(client: StarletteOAuth2App, office: Provider, token: str) -> dict[str, Any]:
    """Return the claims of a logout token, checked as Back-Channel Logout 1.0, 2.6 asks.

    Raises:
        Exception: one of `FAULTS`, where it may not be believed.
    """
    said = await described(client, office)
    registry = JWSRegistry(algorithms=said["id_token_signing_alg_values_supported"], strict_check_header=False)
    try:
        decoded = jwt.decode(token, KeySet.import_key_set(await client.fetch_jwk_set()), registry=registry)
    except InvalidKeyIdError:
        if time.monotonic() - client.server_metadata.get("_keys_at", -_BETWEEN_KEY_SETS) < _BETWEEN_KEY_SETS:
            raise
        client.server_metadata["_keys_at"] = time.monotonic()
        keys = KeySet.import_key_set(await client.fetch_jwk_set(force=True))
        decoded = jwt.decode(token, keys, registry=registry)
    claims = dict(decoded.claims)
    jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": office.issuer},
        aud={"essential": True, "value": office.client_id},
        iat={"essential": True},
        jti={"essential": True},
    ).validate(claims)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict) or "nonce" in claims:
        msg = "this is not a logout token"
        raise UnfitProvider(msg)
    if time.time() - float(claims["iat"]) > _SECONDS * 60 or not (claims.get("sub") or claims.get("sid")):
        msg = "the logout token is old, or names nobody"
        raise UnfitProvider(msg)
    return claims
