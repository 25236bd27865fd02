"""Fetching, against a server of our own on loopback: addresses, redirects, limits, robots.txt."""

from __future__ import annotations

import gzip
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from bot.intake.addresses import address_key, is_public, same_site
from bot.intake.document import SourceError
from bot.intake.fetching import AGENT, Fetched, Fetcher, Patience, check_address
from bot.intake.robots import LONGEST_WAIT, Robots
from tests.web_site import Site, serve

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback, empty; every other path is answered with 404."""
    with serve() as found:
        yield found


def fetch(address: str, *, largest: int = 1_000_000) -> Fetched:
    with Fetcher(allow_private=True, patience=Patience(connect=2, read=2, whole=5)) as fetcher:
        return fetcher.fetch(address, largest=largest)


def test_a_page_comes_with_its_type_and_says_who_asks(site: Site) -> None:
    """Name and version, and what it is for."""
    address = site.put("/war", b"<p>War", Content_Type="text/html; charset=KOI8-R")
    assert fetch(address) == Fetched(address, b"<p>War", "text/html", "koi8-r")
    assert site.agents == {AGENT}
    assert AGENT.startswith("quoth/")


def test_redirects_are_followed_to_their_end(site: Site) -> None:
    """Relative ones too; the address is the last one."""
    site.put("/a", status=301, Location="/b")
    site.put("/b", status=302, Location=f"{site.address}/c")
    last = site.put("/c", b"War")
    assert fetch(f"{site.address}/a").address == last


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("file:///etc/passwd", "leads to file://"),
        ("ftp://127.0.0.1/x", "leads to ftp://"),
        ("gopher://127.0.0.1/x", "leads to gopher://"),
        ("http://user:secret@127.0.0.1/", "carries a user's name"),
        ("http://[::1", "answers what is no HTTP"),
        ("/loop", "redirects more than 10 times"),
    ],
)
def test_a_redirect_leads_nowhere_else(site: Site, target: str, what: str) -> None:
    """Each step is looked at as the first one is."""
    site.put("/loop", status=302, Location="/loop")
    address = site.put("/a", status=302, Location=target)
    with pytest.raises(SourceError, match=what) as caught:
        fetch(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/war",
        "http://localhost:{port}/war",
        "http://2130706433:{port}/war",
        "http://0x7f.1:{port}/war",
        "http://0.0.0.0:{port}/war",
        "http://[::1]:{port}/war",
        "http://[::ffff:127.0.0.1]:{port}/war",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_this_machine_and_private_networks_are_not_spoken_to(site: Site, address: str) -> None:
    """However the address is written, unless that is allowed; the server hears nothing of it."""
    site.put("/war", b"War")
    with Fetcher() as fetcher, pytest.raises(SourceError, match=r"no address of the open internet|cannot be reached"):
        fetcher.fetch(address.format(port=site.address.rpartition(":")[2]))
    assert site.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(site: Site) -> None:
    """The first host is taken for a public one here; the second is looked at like the first."""
    port = int(site.address.rpartition(":")[2])
    site.put("/a", status=302, Location=f"http://inner.example:{port}/secret")
    looked_up: list[str] = []

    def resolver(host: str, _: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    with Fetcher(resolver=resolver) as fetcher, pytest.raises(SourceError, match=r"leads to 127\.0\.0\.1"):
        fetcher.fetch(f"http://news.example:{port}/a")
    with Fetcher(allow_private=True, resolver=resolver) as fetcher, pytest.raises(SourceError, match="404 Not Found"):
        fetcher.fetch(f"http://news.example:{port}/a")
    assert site.asked[-1] == (f"inner.example:{port}", "/secret")


def test_the_connection_is_made_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its mind after the look (DNS rebinding) is asked only once; the socket gets the number."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    connected: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    with (
        Fetcher(resolver=lambda _host, _port: next(answers)) as fetcher,
        pytest.raises(SourceError, match="cannot be reached"),
    ):
        fetcher.fetch("http://rebinding.example/")
    assert connected == ["93.184.216.34"]


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("ff02::1", False),
        ("nonsense", False),
    ],
)
def test_which_addresses_are_the_open_internet(ip: str, public: bool) -> None:
    """Private, local, a cloud's own and those that carry one of them are not."""
    assert is_public(ip) is public


@pytest.mark.parametrize(
    ("content", "headers", "what"),
    [
        (b"x" * 2001, {}, "is larger than"),
        (gzip.compress(b"x" * 50_000_000), {"Content_Encoding": "gzip"}, "is larger than"),
        (b"not gzip", {"Content_Encoding": "gzip"}, "is packed wrongly"),
        (b"x", {"Content_Encoding": "br"}, "is packed as br"),
    ],
)
def test_a_page_that_is_too_large_or_packed_otherwise_is_refused(
    site: Site, content: bytes, headers: dict[str, str], what: str
) -> None:
    """Unpacked it is measured too, and no more of it is unpacked than needed."""
    address = site.put("/large", content, 200, **headers)
    with pytest.raises(SourceError, match=what):
        fetch(address, largest=2000)


def test_a_packed_page_is_unpacked(site: Site) -> None:
    """As servers send it."""
    assert fetch(site.put("/p", gzip.compress(b"War"), Content_Encoding="gzip")).content == b"War"


@pytest.mark.parametrize(
    ("status", "what"), [(404, "answers 404 Not Found; check the address"), (503, "503 .*; try again")]
)
def test_a_page_that_is_not_there_says_so(site: Site, status: int, what: str) -> None:
    """With the remedy."""
    with pytest.raises(SourceError, match=what):
        fetch(site.put("/gone", status=status))


def test_a_server_that_drips_is_given_up_in_time(site: Site) -> None:
    """Each wait is short; it is the whole that lasts."""
    with (
        Fetcher(allow_private=True, patience=Patience(connect=2, read=2, whole=0.3)) as fetcher,
        pytest.raises(SourceError, match="does not answer in time"),
    ):
        fetcher.fetch(f"{site.address}/drip")


def test_what_is_no_http_says_so() -> None:
    """A server of another kind, and none at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with pytest.raises(SourceError, match="answers what is no HTTP"):
            fetch(f"http://127.0.0.1:{port}/")
    with pytest.raises(SourceError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/")


def test_robots_txt_is_heeded(site: Site) -> None:
    """It is asked for once a site; the page itself is not asked for."""
    site.put(
        "/robots.txt", b"User-agent: *\nDisallow: /private\nAllow: /private/open$\n\nUser-agent: evil\nDisallow: /\n"
    )
    site.put("/private/a", b"War")
    site.put("/private/open", b"War")
    with Fetcher(allow_private=True) as fetcher:
        with pytest.raises(SourceError, match="closed to programs"):
            fetcher.fetch(f"{site.address}/private/a")
        assert fetcher.fetch(f"{site.address}/private/open").content == b"War"
    assert [path for _, path in site.asked] == ["/robots.txt", "/private/open"]


@pytest.mark.parametrize(
    ("status", "content", "allowed"),
    [
        (200, b"User-agent: quoth\nDisallow: /", False),
        (200, b"User-agent: other\nDisallow: /", True),
        (200, b"\xff\xfe nonsense", True),
        (404, b"Disallow: /", True),
        (403, b"", True),
        (503, b"", False),
    ],
)
def test_what_a_site_without_rules_allows(status: int, content: bytes, allowed: bool) -> None:
    """RFC 9309: all where there is no file, nothing where it cannot be had."""
    asked: list[str] = []

    def fetch_rules(address: str) -> tuple[int, bytes]:
        asked.append(address)
        return status, content

    robots = Robots(fetch_rules)
    assert robots.allows("https://post.example/a?b") is allowed
    assert robots.allows("https://post.example/c") is allowed
    assert asked == ["https://post.example/robots.txt"]


def test_the_pause_that_a_site_asks_for_is_bounded() -> None:
    """A day between two requests would be a way to hang."""
    rules = {
        "https://a.example": b"User-agent: *\nCrawl-delay: 3",
        "https://b.example": b"User-agent: *\nCrawl-delay: 86400",
    }
    robots = Robots(lambda address: (200, rules[address.removesuffix("/robots.txt")]))
    assert (robots.pause("https://a.example/x"), robots.pause("https://b.example/x")) == (3, LONGEST_WAIT)


@pytest.mark.parametrize(
    "address",
    [
        "https://",
        "http:///a",
        "https://a b.example/",
        "https://a.example:99999/",
        "https://x.example/\n",
        "https://[::1/",
    ],
)
def test_what_is_no_address_says_so(address: str) -> None:
    """Before anything is looked up."""
    with pytest.raises(SourceError, match="no web address"):
        check_address(address)


def test_which_addresses_are_one_article() -> None:
    """Scheme, www, mobile, fragment, slash and counters make no difference; the rest of the query does."""
    same = {
        "https://post.example/war",
        "http://www.post.example/war/",
        "https://m.post.example/war#top",
        "https://POST.example:443/war?utm_source=a&fbclid=b",
    }
    assert len({address_key(address) for address in same}) == 1
    assert address_key("https://post.example/war?id=1") != address_key("https://post.example/war?id=2")
    assert address_key("https://post.example/war") != address_key("https://post.example/War")
    assert same_site("https://www.post.example/a", "http://news.post.example/b")
    assert not same_site("https://post.example/a", "https://post.example.evil/b")
    assert not same_site("", "")
