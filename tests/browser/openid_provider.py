"""An OpenID Connect provider on loopback: discovery, authorization code with PKCE, signed ID tokens. It asks who one is and believes it.

Written after OpenID Connect Core 1.0, sections 3.1 and 5.1, as far as a browser and Streamlit's client ask for it.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "community-health", secrets.token_urlsafe(24)
Person = Mapping[str, Any]
"""The claims of somebody: sub, name, email, email_verified."""


@contextmanager
def openid_provider(*people: Person) -> Iterator[str]:
    """Its address, for as long as it answers. ``people`` are those who can log in, each by a link with their name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.state = _State(f"http://127.0.0.1:{server.server_port}", people)  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.state.issuer  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


class _State:
    def __init__(self, issuer: str, people: tuple[Person, ...]) -> None:
        self.issuer = issuer
        self.people = people
        self.key = RSAKey.generate_key(2048, {"kid": "loopback", "use": "sig", "alg": "RS256"})
        self.asked: dict[str, tuple[Person, dict[str, str]]] = {}

    def code(self, place: int, request: dict[str, str]) -> str:
        """A code for somebody, good once."""
        code = secrets.token_urlsafe(16)
        self.asked[code] = self.people[place], request
        return code

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """What a code is worth; None where it is unknown or somebody else's."""
        person, request = self.asked.pop(given.get("code", ""), ({}, {}))
        if not request or request["redirect_uri"] != given.get("redirect_uri") or not _proven(request, given):
            return None
        now = int(time.time())
        claims = {**person, "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, **({"nonce": request["nonce"]} if "nonce" in request else {})}
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 600, "id_token": jwt.encode(_HEADER, claims, self.key)}


_HEADER = {"alg": "RS256", "kid": "loopback"}


def _proven(request: dict[str, str], given: dict[str, str]) -> bool:
    """Whether who brings the code is who asked for it."""
    if "code_challenge" not in request:
        return True
    digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == request["code_challenge"]


class _Handler(BaseHTTPRequestHandler):
    server: Any

    def do_GET(self) -> None:
        state: _State = self.server.state
        path, query = urlsplit(self.path).path, {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if path == "/.well-known/openid-configuration":
            self._json(_metadata(state.issuer))
        elif path == "/keys":
            self._json({"keys": [state.key.as_dict(private=False)]})
        elif path == "/authorize" and "as" in query:
            back = urlencode({"code": state.code(int(query.pop("as")), query), "state": query["state"]})
            self._answer(302, b"", "text/plain", location=f"{query['redirect_uri']}?{back}")
        elif path == "/authorize":
            links = [f'<a href="{escape(self.path)}&amp;as={place}">{escape(person["name"])}</a>' for place, person in enumerate(state.people)]
            self._answer(200, f"<!DOCTYPE html><title>Who are you?</title><p>{' '.join(links)}".encode(), "text/html")
        else:
            self._answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        token = self.server.state.token({name: values[0] for name, values in parse_qs(body).items()}) if self._known(body) else None
        self._json(token) if token else self._json({"error": "invalid_grant"}, 400)

    def _known(self, body: str) -> bool:
        """Whether it is our client, by HTTP Basic or in the form."""
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return self.headers.get("authorization") == f"Basic {basic}" or f"client_secret={SECRET}" in body

    def _json(self, value: Any, status: int = 200) -> None:
        self._answer(status, json.dumps(value).encode(), "application/json")

    def _answer(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        if location:
            self.send_header("location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: Any) -> None:
        """Says nothing."""


def _metadata(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/keys",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
    }
