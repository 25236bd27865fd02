"""Web addresses as text: which of them mean one article, and which networks may be spoken to. Opens no connection."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|mc_[ce]id|igshid|cmpid|ito|at_.*|ns_.*|ref|ref_src|smid", re.IGNORECASE)
_SHADOWS = ("www.", "m.", "mobile.", "amp.")
"""Hosts that show the same articles as the one without this beginning."""
_AZURE = ipaddress.ip_address("168.63.129.16")
"""The one address of a cloud's inner services that lies in a public range."""


def looks_like_address(source: str) -> bool:
    """Say whether `source` is meant as an address.

    >>> looks_like_address("https://example.org/war"), looks_like_address("notes/war.txt")
    (True, False)
    """
    return _ADDRESS.match(source) is not None


def address_key(url: str) -> str:
    """Return what addresses of the same article have in common.

    Scheme, `www.`, a slash at the end, the fragment and what only counts visitors make no difference.

    >>> address_key("http://www.Example.org/war/?utm_source=x&id=7#top")
    'example.org/war?id=7'
    """
    try:
        parts = urlsplit(url)
        port = "" if parts.port in {None, 80, 443} else f":{parts.port}"
    except ValueError:
        return url
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)))
    return bare_host(parts.hostname or "") + port + parts.path.rstrip("/") + (f"?{query}" if query else "")


def bare_host(host: str) -> str:
    """Return `host` without a beginning that changes nothing, as `www.`."""
    host = host.lower().rstrip(".")
    for beginning in _SHADOWS:
        if host.startswith(beginning) and host.count(".") > 1:
            return host.removeprefix(beginning)
    return host


def same_site(url: str, other: str) -> bool:
    """Say whether one of the two addresses may speak for the other: the same host, or one within the other.

    >>> same_site("https://www.bbc.co.uk/a", "https://m.bbc.co.uk/b"), same_site("https://bbc.co.uk", "https://e.vil")
    (True, False)
    """
    one, two = bare_host(urlsplit(url).hostname or ""), bare_host(urlsplit(other).hostname or "")
    return bool(one and two) and (one == two or one.endswith(f".{two}") or two.endswith(f".{one}"))


def is_public(ip: str) -> bool:
    """Say whether the IP address `ip` is one of the open internet.

    Not: loopback, private, link-local (where clouds serve their secrets), multicast, reserved; nor an IPv6 address
    that carries one of these (mapped, 6to4, Teredo, NAT64).

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved and one != _AZURE
        for one in (found, *_carried(found))
    )


def _carried(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    nat64 = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in ipaddress.ip_network("64:ff9b::/96") else None
    teredo = ip.teredo[1] if ip.teredo else None
    return [one for one in (ip.ipv4_mapped, ip.sixtofour, teredo, nat64) if one is not None]
