"""A real OpenID provider on loopback, in a process of its own, which can be told to lie: `python … PORT`.

It is oidc-provider-mock; what it signs can be bent on its way out, with its own key or another. PKCE is checked here,
since that package leaves it out.
"""

import base64
import hashlib
import json
import os
import sys
import time
from typing import Any

import flask
import oidc_provider_mock
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server

CLIENT_ID = "soi-tin"
CLIENT_SECRET = "a-long-secret-of-the-loopback-provider"
PEOPLE = {
    "7f3a": {
        "name": "Lê Thị Bích Liên",
        "preferred_username": "lien",
        "email": "lien@so.example",
        "email_verified": True,
    },
    "9c21": {
        "name": "Đỗ Văn Khải",
        "preferred_username": "hanh",
        "email": "khai@noi-khac.example",
        "email_verified": True,
    },
    "b5e0": {"name": "Không Xác Minh", "email": "gia@so.example", "email_verified": False},
}

_lies: dict[str, Any] = {}
_challenges: dict[str, str] = {}
_seen: list[dict[str, str]] = []


def make_app() -> flask.Flask:
    """Return the provider with its levers under /test."""
    people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    app = oidc_provider_mock.app(require_nonce=True, user_claims=people)
    app.before_request(_stop_when_told)
    app.after_request(_remember_challenge)
    app.after_request(_bend_token)
    app.after_request(_bend_description)
    app.add_url_rule("/test/lies", "lies", _set_lies, methods=["PUT"])
    app.add_url_rule("/test/logout-token", "logout_token", _make_logout_token, methods=["POST"])
    app.add_url_rule("/test/seen", "seen", lambda: flask.jsonify(_seen))
    return app


def _set_lies() -> str:
    _lies.clear()
    _lies.update(flask.request.get_json())
    return ""


def _stop_when_told() -> flask.Response | None:
    if flask.request.path in _lies.get("down", ()):
        return flask.Response("the provider has a bad day", status=503)
    if flask.request.path == "/oauth2/token":
        form = flask.request.form.to_dict()
        _seen.append(form)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if _challenges.get(form.get("code", "")) != base64.urlsafe_b64encode(verifier).decode().rstrip("="):
            return flask.Response('{"error": "invalid_grant"}', status=400, content_type="application/json")
    return None


def _remember_challenge(response: flask.Response) -> flask.Response:
    if flask.request.path == "/oauth2/authorize" and "code=" in response.headers.get("location", ""):
        code = response.headers["location"].partition("code=")[2].partition("&")[0]
        _challenges[code] = flask.request.args.get("code_challenge", "")
    return response


def _bend_token(response: flask.Response) -> flask.Response:
    if flask.request.path != "/oauth2/token" or response.status_code != 200:
        return response
    answer = response.get_json()
    head, body, _signature = answer["id_token"].split(".")
    claims = {**_decoded(body), **_lies.get("claims", {})}
    claims = {name: value for name, value in claims.items() if value is not None}
    claims["exp"] = claims["exp"] + _lies.get("later", 0)
    claims["iat"] = claims["iat"] + _lies.get("later", 0)
    answer["id_token"] = _signed(_decoded(head), claims)
    if _lies.get("no_id_token"):
        del answer["id_token"]
    response.set_data(json.dumps(answer))
    return response


def _bend_description(response: flask.Response) -> flask.Response:
    if flask.request.path == "/.well-known/openid-configuration" and response.status_code == 200:
        response.set_data(json.dumps({**response.get_json(), **_lies.get("description", {})}))
    return response


def _make_logout_token() -> str:
    asked = flask.request.get_json()
    claims = {
        "iss": flask.request.host_url.rstrip("/"),
        "aud": CLIENT_ID,
        "iat": int(time.time()),
        "jti": os.urandom(8).hex(),
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        **asked,
    }
    return _signed({"alg": "RS256"}, {name: value for name, value in claims.items() if value is not None})


def _signed(header: dict[str, Any], claims: dict[str, Any]) -> str:
    alg = _lies.get("alg", "RS256")
    if alg == "none":
        return f"{_encoded({**header, 'alg': 'none'})}.{_encoded(claims)}."
    if alg == "HS256":
        return jwt.encode({**header, "alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET))
    own = flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True)
    key = RSAKey.generate_key(2048) if _lies.get("other_key") else RSAKey.import_key(own)
    return jwt.encode({**header, "alg": "RS256"}, claims, key)


def _decoded(part: str) -> dict[str, Any]:
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def _encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


if __name__ == "__main__":
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    make_server("127.0.0.1", int(sys.argv[1]), make_app(), threaded=True).serve_forever()
