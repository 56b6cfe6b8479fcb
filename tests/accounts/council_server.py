"""A council's own sign-in: a small OpenID Connect provider, with discovery, signed tokens and user information."""

import json
import secrets
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "just-right", "a secret between the council and us"


class CouncilServer(ThreadingHTTPServer):
    """Signs in whoever `officer` describes."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.officer: dict = {}
        self.given: dict[str, dict] = {}
        self.issuer = self.url
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def app(self) -> dict:
        """What the operator of our site writes into OIDC_PROVIDERS."""
        return {
            "provider_id": "nottingham",
            "name": "Nottingham City Council",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.url},
        }

    def agree(self, address: str) -> str:
        """The officer signs in on the council's page; the answer is where the browser is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code" and asked["code_challenge"]
        code = secrets.token_urlsafe(8)
        self.given[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def id_token(self) -> str:
        now = int(time.time())
        said = {
            **self.officer,
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "jti": secrets.token_hex(8),
        }
        return jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "one"})


class Handler(BaseHTTPRequestHandler):
    server: CouncilServer

    def log_message(self, *args) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/.well-known/openid-configuration":
            self._say(self._discovery())
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer an-access-token":
            self._say(self.server.officer)
        elif path == "/keys":
            self._say({"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))]})
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        code = sent.get("code", [""])[0]
        if self.path != "/token" or sent.get("client_secret") != [SECRET] or self.server.given.pop(code, None) is None:
            self.send_error(400)
            return
        self._say({"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.server.id_token()})

    def _discovery(self) -> dict:
        at = self.server.url
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "userinfo_endpoint": f"{at}/userinfo",
            "jwks_uri": f"{at}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _say(self, what: dict) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
