"""What people, machines and attackers type where a word was asked for."""

from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

LABEL = "b" * 63
EMAILS = [  # the first is longer than the 254 letters that a mailbox may have, and of the right shape
    f"{'a' * 64}@{LABEL}.{LABEL}.{LABEL}.co",
    "İ" * 60 + "@example.org",
    '"a b"@example.org',
    "nia@example.org\r\nBcc: all@example.org",
    "a@b",
    "nia@bücher.example",
]
NUMBERS = [
    "-1",
    "0",
    "9" * 5000,
    "9" * 30,
    "1e309",
    "NaN",
    "Infinity",
    "٣",
    "²",
    "1.999",
    "£9,999,999.99",
    "2147483648",
]
DAYS = ["0001", "9999", "31", "0", "-5", "2026-02-30", "٩"]
ADDRESSES = ["http://[::1", "https://exa mple.org/", "javascript:alert(1)", "//evil.example", "http://a" + ".b" * 120]
WORDS = [
    "", " ", "\0", "hello\0there", "😀" * 50, "\u202eover and out", "\u2028", "ﬀİß" * 40, "é" * 90, "x" * 10_000,
    "<script>alert(1)</script>", "'; DROP TABLE providers_service; --", "{{ 7 * 7 }} {% x %} %s %(x)s {0}", "\\x00\\",
    "line\r\nSet-Cookie: a=b", "\ufeffstart", "\x7f\x1b[31m", "../../etc/passwd", "a" * 41, "b" * 81, "c" * 121,
    "d" * 141,    "& | ! <-> :* 'cat' (", "NG1 5FS", "nobody@example.org", "00000000-0000-0000-0000-000000000000",
]  # fmt: skip
BROKEN = [b"\xff\xfe", b"\xed\xa0\x80 half a pair", b"caf\xe9", b"\xf0\x9f\x98", b"%zz%"]
TYPED = st.one_of(
    st.sampled_from([*WORDS, *NUMBERS, *DAYS, *EMAILS, *ADDRESSES]),
    st.sampled_from([*WORDS, *NUMBERS, *DAYS, *EMAILS, *ADDRESSES]),
    st.text(max_size=60),
    st.sampled_from(BROKEN),
)


def body(pairs) -> bytes:
    """A form as a browser sends it, or as none ever would: names and answers may be any bytes."""
    return b"&".join(_quoted(name) + b"=" + _quoted(answer) for name, answer in pairs)


def _quoted(given: str | bytes) -> bytes:
    raw = given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")
    return quote_from_bytes(raw, safe="").encode()
