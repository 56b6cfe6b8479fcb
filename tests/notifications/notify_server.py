"""A small GOV.UK Notify: checks who asks, keeps what it is given, and can be told to fail (its API, version 2)."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from notifications_python_client.authentication import decode_jwt_token, get_token_issuer
from notifications_python_client.errors import TokenError

SERVICE, SECRET = "7d2a1d43-5c5f-4bb9-a1b6-3a3c6c7a3d01", "b9f0c1de-55aa-4f0e-8a37-0d9f3a1c2b02"
KEY = f"justright-{SERVICE}-{SECRET}"
TO = {"email": "email_address", "sms": "phone_number"}
NEEDS = {"email": {"subject", "body"}, "sms": {"body"}, "letter": {"subject", "body", "address_line_1"}}


class NotifyServer(ThreadingHTTPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.kept: list[dict] = []
        self.asked: list[str] = []
        self.troubles: list[str] = []  # what happens to the next posts: a status, or "lost" or "slow"
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


class Talk(BaseHTTPRequestHandler):
    server: NotifyServer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        self.server.asked.append(self.path)
        if not self.is_ours() or asked.path != "/v2/notifications":
            return
        reference = parse_qs(asked.query).get("reference", [""])[0]
        self.answer(200, {"notifications": [n for n in self.server.kept if n["reference"] == reference], "links": {}})

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = self.path.removeprefix("/v2/notifications/")
        if not self.is_ours():
            return
        trouble = self.server.troubles.pop(0) if self.server.troubles else ""
        if trouble.isdigit():
            return self.answer(
                int(trouble), {"status_code": int(trouble), "errors": [{"error": "x", "message": "no"}]}
            )
        if not NEEDS[kind] <= set(said["personalisation"]):
            return self.answer(400, {"errors": [{"error": "BadRequestError", "message": "Missing personalisation"}]})
        note = {"id": str(uuid4()), "kind": kind, "status": "sending", "to": said.get(TO.get(kind, ""), "")}
        self.server.kept.append(note | {"reference": said["reference"], "template": said["template_id"],
                                        "words": said["personalisation"]})  # fmt: skip
        if trouble == "slow":
            time.sleep(1)
        if trouble:
            self.close_connection = True
            return self.connection.close()
        return self.answer(201, {"id": note["id"], "reference": said["reference"]})

    def is_ours(self) -> bool:
        """Whether the token names our service and is signed with its secret, a moment ago."""
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            good = get_token_issuer(token) == SERVICE and decode_jwt_token(token, SECRET)
        except TokenError:
            good = False
        if not good:
            self.answer(403, {"errors": [{"error": "AuthError", "message": "Invalid token"}]})
        return good

    def answer(self, status: int, said: dict) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
