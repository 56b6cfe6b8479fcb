"""Where one pair of embedded servers keeps its data, its secrets and the ids of its processes."""

import base64
import fcntl
import json
import os
import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

CHECKOUT = Path(__file__).resolve().parent.parent.parent
MARK = "EMBEDDED_HOME"  # in the environment of everything that a run starts, so that the next run can find it


class Trouble(Exception):
    """Something that the person at the keyboard can put right, said in words."""


@dataclass
class Home:
    """One folder; a throwaway one may lose its data when the power goes, and is quicker for it."""

    root: Path
    throwaway: bool = False
    _lock: IO[str] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.root = self.root.resolve()
        for folder in (self.root / "run", self.root / "log"):
            folder.mkdir(parents=True, exist_ok=True)

    def take(self) -> bool:
        """Hold this folder until the process ends; False when another living run holds it."""
        self._lock = (self.root / "run" / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    @property
    def _state(self) -> Path:
        return self.root / "run" / "processes.json"

    def record(self, **facts: object) -> None:
        """Write down ports and process ids."""
        self._state.write_text(json.dumps(self.recorded() | facts, indent=1))

    def recorded(self) -> dict:
        """The ports and process ids of this run, or of the one before it."""
        try:
            return json.loads(self._state.read_text())
        except (OSError, ValueError):
            return {}

    def secret(self, name: str) -> str:
        """A secret of this folder's servers, made once."""
        path = self.root / "secrets.json"
        known = json.loads(path.read_text()) if path.exists() else {}
        if name not in known:
            known[name] = secrets.token_urlsafe(32)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(known, file)
        return known[name]

    def environment(self) -> dict[str, str]:
        """What a demonstration needs to be told besides its servers; tests say it themselves."""
        if self.throwaway:
            return {}
        field_key = base64.urlsafe_b64encode(self.secret("field").encode()[:32]).decode()
        return {
            "SECRET_KEY": self.secret("site"),
            "FIELD_KEYS": field_key,
            "SITE_URL": f"http://localhost:{os.environ.get('PORT') or 8000}",
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DEMO": "1",
        }


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def say(words: str) -> None:
    """Tell the person at the keyboard, at once."""
    print(words, flush=True)
