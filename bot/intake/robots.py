"""What a site lets programs fetch: robots.txt as RFC 9309 has it, read by Protego. Remembers each site for a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "quoth"
"""What this program is called in a robots.txt."""
LARGEST = 500 * 1024
"""Bytes that are heeded (RFC 9309, section 2.5)."""
LONGEST_WAIT = 30.0
"""Seconds; a site that asks for longer pauses is paused for this long."""


class Rules(Protocol):
    """What one robots.txt says."""

    def can_fetch(self, url: str, user_agent: str) -> bool:
        """Say whether the program may fetch `url`."""

    def crawl_delay(self, user_agent: str) -> float | None:
        """Return the seconds that the site wants between two requests."""


class Robots:
    """The rules of the sites asked. `fetch` returns status and content of an address."""

    def __init__(self, fetch: Callable[[str], tuple[int, bytes]]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Rules] = {}

    def allows(self, url: str) -> bool:
        """Say whether `url` may be fetched."""
        return self._of(url).can_fetch(url, NAME)

    def pause(self, url: str) -> float:
        """Return the seconds that the site of `url` wants between two requests."""
        return min(float(self._of(url).crawl_delay(NAME) or 0), LONGEST_WAIT)

    def _of(self, url: str) -> Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = _parsed(*self._fetch(f"{site}/robots.txt"))
        return self._rules[site]


def _parsed(status: int, content: bytes) -> Rules:
    """Return the rules: none where there is no such file (4xx), and nothing allowed where it cannot be had."""
    from protego import Protego  # noqa: PLC0415 - of the extra

    if 200 <= status < 300:
        text = content[:LARGEST].decode("utf-8", errors="replace")
    elif 400 <= status < 500:
        text = ""
    else:
        text = "User-agent: *\nDisallow: /"
    rules: Any = Protego.parse(text)
    return _Read(rules)


class _Read:
    def __init__(self, rules: Any) -> None:
        self._rules = rules

    def can_fetch(self, url: str, user_agent: str) -> bool:
        return bool(self._rules.can_fetch(url, user_agent))

    def crawl_delay(self, user_agent: str) -> float | None:
        found = self._rules.crawl_delay(user_agent)
        return None if found is None else float(found)
