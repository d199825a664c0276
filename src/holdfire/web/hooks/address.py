"""Where a webhook may lead: not into the network in which the desk itself stands.

Whoever administers accounts may not, by an address, make the desk ask machines that only the desk can reach.
The name is looked up once for each try, and that very address is called: a name that answers otherwise a
moment later gains nothing.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from holdfire.web.errors import DeskError

Resolve = Callable[[str, int], Iterable[str]]
_NAT64 = ip_network("64:ff9b::/96")
LENGTH_MAX = 500


class AddressError(DeskError):
    """An address to which the desk sends nothing."""


@dataclass(frozen=True, slots=True)
class Destination:
    """An address taken apart. `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """As the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"https": 443, "http": 80}[self.scheme] else f"{host}:{self.port}"


def destination(written: str) -> Destination:
    """The address taken apart. Raises AddressError for one that is none, holds a password, or is not https;
    http is only for this machine, whose words no network carries."""
    try:
        told = urlsplit(written)
        host, port = (told.hostname or "").rstrip("."), told.port
    except ValueError:
        host, port = "", None
    plain = written.isascii() and written.isprintable() and " " not in written
    if not host or not plain or len(written) > LENGTH_MAX or told.scheme not in ("https", "http"):
        raise AddressError("That is no address of a webhook.", "Write https://host/path.")
    if told.username is not None or told.password is not None or told.fragment:
        raise AddressError(
            "An address of a webhook holds no name, password or fragment.",
            "The signature tells the receiver who sends.",
        )
    if told.scheme == "http" and not _is_here(host):
        raise AddressError(
            "Without TLS a webhook leads to this machine only.",
            "Write https:// and a name that has a certificate.",
        )
    target = (told.path or "/") + (f"?{told.query}" if told.query else "")
    return Destination(told.scheme, host, port or (443 if told.scheme == "https" else 80), target)


def reached(where: Destination, inside: bool, resolve: Resolve) -> str:
    """The IP address to call. Raises AddressError where the name is not known, or any of its addresses lies
    in a private, local or reserved network; unless the desk was told that `inside` is meant."""
    try:
        found = list(resolve(where.host, where.port))
    except OSError as cause:
        raise AddressError(f"{where.host} is not known.", "Check the name.") from cause
    if not found:
        raise AddressError(f"{where.host} has no address.", "Check the name.")
    if not inside and not all(is_public(each) for each in found):
        raise AddressError(
            f"{where.host} lies in a private or local network, where this desk sends nothing.",
            "Take a public address, or start the desk with --webhooks-inside.",
        )
    return found[0]


def is_public(written: str) -> bool:
    """Whether an IP address is one of the open net, also where it is wrapped in one of version 6."""
    try:
        address = ip_address(written.split("%")[0])
    except ValueError:
        return False
    for within in _within(address):
        if not within.is_global or within.is_multicast or within.is_reserved or within.is_unspecified:
            return False
    return True


def _within(address: IPv4Address | IPv6Address) -> Iterable[IPv4Address | IPv6Address]:
    if isinstance(address, IPv4Address):
        return [address]
    if address in _NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    inner = [address.sixtofour, *(address.teredo or ())]
    return [address, *(each for each in inner if each is not None)]


def looked_up(host: str, port: int) -> list[str]:
    """Every address of that name, as the system knows them."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
