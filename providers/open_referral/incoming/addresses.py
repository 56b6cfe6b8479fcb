"""Addresses that we dare to fetch: plain ones, where everybody on the internet gets the same answer.

A feed's address is typed by somebody who may have been fooled (OWASP: server-side request forgery). So the name is
looked up once, every address it leads to is judged, and the connection goes to the judged address itself.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from providers.open_referral.incoming.refusals import FeedRefused

PORTS = {"http": 80, "https": 443}
LONGEST, LONGEST_HOST = 240, 253
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
INTRANET = [  # RFC 1122, 1918, 4193
    ipaddress.ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
]
CLOUD = ipaddress.ip_address("fd00:ec2::254")  # the IPv4 one, 169.254.169.254, is link-local
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Base:
    """Where a feed begins: https://example.org/api/oruk/v3 in its parts."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def base_of(typed: str) -> Base:
    """The parts of what was typed; anything but a plain web address is refused."""
    if len(typed) > LONGEST or "\\" in typed or any(letter <= " " or letter == "\x7f" for letter in typed):
        raise FeedRefused(_("This is not a web address."))
    try:
        parts = urlsplit(typed)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FeedRefused(_("This is not a web address.")) from error
    if parts.scheme not in PORTS or not 0 < len(host) <= LONGEST_HOST or "%" in host:
        raise FeedRefused(_("The address of a feed begins with https:// or http:// and the name of its site."))
    if "@" in parts.netloc:
        raise FeedRefused(_("Leave the name and the password out of the address: a feed is public."))
    if "?" in typed or "#" in typed or not parts.path.isascii() or port == 0:
        raise FeedRefused(_("Give the address that the feed begins with, without anything after ? or #."))
    return Base(parts.scheme, host, port or PORTS[parts.scheme], parts.path.rstrip("/"))


def checked_addresses(base: Base, *, allow_private: bool) -> list[str]:
    """The addresses that the site's name leads to, each of them open to everybody; one that is not refuses all."""
    try:
        found = socket.getaddrinfo(base.host, base.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FeedRefused(_("There is no site called %(host)s.") % {"host": base.host}) from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(is_open(each, allow_private=allow_private) for each in addresses):
        raise FeedRefused(
            _("%(host)s leads into a private network, where the public has no feed.") % {"host": base.host}
        )
    return addresses


def is_open(address: str, *, allow_private: bool = False) -> bool:
    """Whether the address is the public internet's; private ones count too where an intranet was asked for."""
    if "%" in address:
        return False  # it names one of this machine's own network cards
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip in NAT64:
        return is_open(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)), allow_private=allow_private)
    return _is_public(ip) or (allow_private and _is_intranet(ip))


def _is_public(ip: Address) -> bool:
    never = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local or ip.is_loopback
    tunnel = isinstance(ip, ipaddress.IPv6Address) and (ip.sixtofour or ip.teredo or ip.ipv4_mapped)
    return ip.is_global and not (never or ip.is_private or tunnel)


def _is_intranet(ip: Address) -> bool:
    """This machine or a private network; never the address by which a cloud tells its machines their secrets."""
    return any(ip in network for network in INTRANET) and ip != CLOUD
