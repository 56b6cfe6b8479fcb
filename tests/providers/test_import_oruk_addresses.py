"""An import asks only where everybody may ask, of the site it means, and goes nowhere that it is sent."""

import datetime
import socket
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from providers.open_referral.incoming import addresses
from providers.open_referral.incoming.addresses import base_of, is_open
from providers.open_referral.incoming.fetching import Fetcher, Limits
from providers.open_referral.incoming.refusals import FeedRefused
from tests.providers.feeds import a_service, served

FIRST = "/services?page=1"
SITE = "feed.example"


@pytest.fixture
def feed():
    with served() as found:
        found.services = [a_service(1)]
        yield found


@pytest.fixture
def names(monkeypatch):
    """What each name leads to: one answer after another, the last for ever; everything else is asked for really."""
    leads: dict[str, list[list[str]]] = {}
    really = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host not in leads:
            return really(host, port, *args, **kwargs)
        found = leads[host].pop(0) if len(leads[host]) > 1 else leads[host][0]
        families = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(families[":" in each], socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return leads


def ask(address: str, target: str = FIRST, **options):
    return Fetcher(base_of(address), **options).document(target, most=100_000)


# --- Redirects and addresses ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "there", ["http://169.254.169.254/latest/meta-data/", "http://[::1]/", "/services/", "//x.example", ""]
)
def test_nobody_sends_us_elsewhere(feed, status, there):
    feed.answers[FIRST] = (status, {"Location": there}, b"")
    with pytest.raises(FeedRefused, match="sends us to another address"):
        ask(feed.address, allow_private=True)
    assert feed.asked == [FIRST]


def test_this_machine_is_not_asked_unless_an_operator_says_so(feed):
    with pytest.raises(FeedRefused, match="leads into a private network"):
        ask(feed.address)
    assert feed.asked == []
    assert ask(feed.address, allow_private=True)["total_items"] == 1


INSIDE = [
    "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "[::1]", "10.0.0.1", "192.168.1.1",
    "172.16.0.1", "[fd00::1]",
]  # fmt: skip
NEVER = [
    "0.0.0.0", "[::]", "169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "[::ffff:127.0.0.1]", "224.0.0.1",
    "[ff02::1]", "240.0.0.1", "255.255.255.255", "[2002:7f00:1::]", "[64:ff9b::a9fe:a9fe]", "[2001:0:7f00:1::]",
    "[fd00:ec2::254]",
]  # fmt: skip


@pytest.mark.parametrize("host", [*INSIDE, *NEVER, "100.64.0.1", "192.0.2.1", "[2001:db8::1]", "[64:ff9b::7f00:1]"])
def test_addresses_inside_are_refused_however_they_are_written(host):
    with pytest.raises(FeedRefused, match="private network"):
        ask(f"http://{host}:9/feed")


@pytest.mark.parametrize("host", NEVER)
def test_even_an_intranet_has_addresses_that_nobody_asks(host):
    with pytest.raises(FeedRefused, match="private network"):
        ask(f"http://{host}:9/feed", allow_private=True)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4009::1", "64:ff9b::808:808"])
def test_the_public_internet_is_open(address):
    assert is_open(address)


@pytest.mark.parametrize(
    "typed",
    ["ftp://example.org/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://", "http:///x", "example.org",
     "https://a:b@example.org", "https://example.org@127.0.0.1/", "https://example.org/?x=1", "https://example.org/#x",
     "https://example.org:0/", "https://example.org:99999/", "https://example.org:x/", "https://exa mple.org/",
     "https://example.org/\nHost: x", "https://example.org\\@127.0.0.1/", "https://[::1", "https://[fe80::1%25eth0]/",
     "https://" + "a" * 600, "https://a..b/", "https://example.org/é", ""],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(typed):
    with pytest.raises(FeedRefused):
        base_of(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HTTPS://Feed.Example/api/oruk/v3/", "https://feed.example/api/oruk/v3"),
        ("https://feed.example:443", "https://feed.example"),
        ("http://feed.example:8080/", "http://feed.example:8080"),
        ("https://bücher.example/", "https://xn--bcher-kva.example"),
        ("http://[2a00::1]:81/x", "http://[2a00::1]:81/x"),
    ],
)
def test_one_feed_has_one_address_however_it_is_typed(typed, kept):
    assert str(base_of(typed)) == kept


# --- Names ---------------------------------------------------------------------------------------------------------
def test_a_name_that_leads_inside_is_refused(feed, names):
    names[SITE] = [["127.0.0.1"]]
    with pytest.raises(FeedRefused, match="private network"):
        ask(feed.address.replace("127.0.0.1", SITE))
    assert feed.asked == []


@pytest.mark.parametrize("found", [["8.8.8.8", "127.0.0.1"], ["8.8.8.8", "::1"], ["169.254.169.254"], []])
def test_one_address_inside_refuses_the_whole_name(names, found):
    names[SITE] = [found]
    with pytest.raises(FeedRefused, match="private network"):
        ask(f"http://{SITE}/")


def test_a_name_that_changes_its_mind_is_asked_at_the_address_that_was_checked(feed, names, monkeypatch):
    """DNS rebinding: the second answer would lead inside; the connection goes to the first."""
    names[SITE] = [["8.8.8.8"], ["127.0.0.1"]]
    asked = []

    def connect(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FeedRefused, match="failed"):
        ask(feed.address.replace("127.0.0.1", SITE))
    assert [host for host, _port in asked] == ["8.8.8.8"] and feed.asked == []


def test_a_name_is_judged_again_before_every_answer(feed, names):
    names[SITE] = [["127.0.0.1"], ["169.254.169.254"]]
    fetcher = Fetcher(base_of(feed.address.replace("127.0.0.1", SITE)), allow_private=True)
    assert fetcher.document(FIRST, most=100_000)
    with pytest.raises(FeedRefused, match="private network"):
        fetcher.document(FIRST, most=100_000)


def test_the_next_address_is_tried_when_one_does_not_answer(feed, names):
    names[SITE] = [["::1", "127.0.0.1"]]
    assert ask(feed.address.replace("127.0.0.1", SITE), allow_private=True)["total_items"] == 1


def test_a_name_that_nobody_has_is_said(names, monkeypatch):
    def nobody(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(addresses.socket, "getaddrinfo", nobody)
    with pytest.raises(FeedRefused, match="There is no site called"):
        ask("https://nobody.example/")


def test_no_proxy_of_the_environment_comes_between(feed, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask(feed.address, allow_private=True)["total_items"] == 1


# --- TLS -----------------------------------------------------------------------------------------------------------
def certificate(folder, *, name: str, days: int = 1):
    """A certificate for this name, signed by itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "site.pem"
    path.write_bytes(key.private_bytes(*kinds) + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure(tmp_path, monkeypatch, names):
    """A feed behind TLS: asked for by a name, proved by a certificate for a name, believed by us or not."""

    def run(*, proved_for: str = SITE, believed: bool = True, days: int = 1):
        path = certificate(tmp_path, name=proved_for, days=days)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        monkeypatch.setenv("SSL_CERT_FILE", str(path) if believed else "/dev/null")
        names[SITE] = [["127.0.0.1"]]
        with served(context) as feed:
            feed.services = [a_service(1)]
            return ask(feed.address.replace("127.0.0.1", SITE), allow_private=True)

    return run


def test_a_site_that_proves_its_name_is_asked_at_its_checked_address(secure):
    assert secure()["total_items"] == 1


@pytest.mark.parametrize("lie", [{"proved_for": "other.example"}, {"believed": False}, {"days": -1}])
def test_a_site_that_cannot_prove_its_name_is_not_asked(secure, lie):
    with pytest.raises(FeedRefused, match="cannot prove"):
        secure(**lie)


def test_a_site_that_never_finishes_its_greeting_has_a_deadline(names, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        names[SITE] = [["127.0.0.1"]]
        limits = Limits(request_seconds=0.3)
        with pytest.raises(FeedRefused, match="too long"):
            ask(f"https://{SITE}:{silent.getsockname()[1]}/", allow_private=True, limits=limits)
