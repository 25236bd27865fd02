"""From a file's text to a headline and paragraphs, each a verbatim slice. Does not read files, nor the front matter.

Plain text: the first non-empty line is the headline; each further non-empty line is a paragraph, and where a block
between blank lines is hard-wrapped (its lines break in mid-sentence because a margin was reached) the whole block is
one paragraph, its line breaks kept. Lines end at \\n, \\r\\n or \\r, as in an editor, and nowhere else.

Markdown: the same, with these differences. Front matter between `---` lines is set apart. The headline is the first
line where that is a heading, else the front matter's title, else the first line. A deeper heading becomes a paragraph
of its own, without its `#` signs: its words stay citable. Lines of rules (`===`, `---`, `***`) are dropped. All other
markup stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDEST_WRAP = 110
"""No editor or mail program wraps wider; a longer line is a paragraph."""
NARROWEST_WRAP = 40
"""Mean length of lines below which they are a list or a verse, not wrapped prose."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)")
_FRONT_MATTER_END = re.compile(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+|$)")
_RULE = re.compile(r"={2,}|-{3,}|\*{3,}|_{3,}|[-*_](?: [-*_]){2,}")

Block = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article's words."""

    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML between the `---` lines at the top of a Markdown file."""

    yaml: Span
    body: int
    """Where the article begins."""
    closed: bool
    """Whether the closing line is there."""


def front_matter(text: str) -> FrontMatter | None:
    r"""Return the front matter that `text` begins with, None where it begins with none.

    >>> front_matter("---\ntitle: War\n---\n# War")
    FrontMatter(yaml=Span(start=4, end=15), body=19, closed=True)
    """
    opening = _FRONT_MATTER.match(text)
    if not opening:
        return None
    closing = _FRONT_MATTER_END.search(text, opening.end())
    if not closing:
        return FrontMatter(Span(opening.end(), opening.end()), opening.end(), closed=False)
    return FrontMatter(Span(opening.end(), closing.start()), closing.end(), closed=True)


def read_plain(text: str) -> ArticleText | None:
    r"""Return the headline and paragraphs of the plain `text`; None where it holds no words.

    >>> read_plain("War ends\n\nPeace came.\nPeople sang.\n")
    ArticleText(headline='War ends', paragraphs=('Peace came.', 'People sang.'))
    """
    blocks = list(_blocks(_lines(text, 0)))
    if not blocks:
        return None
    headline = blocks[0][0]
    return ArticleText(headline.of(text), _paragraphs(text, [blocks[0][1:], *blocks[1:]]))


def read_markdown(text: str, start: int, title: str | None) -> ArticleText | None:
    r"""Return the headline and paragraphs of the Markdown `text` from `start`; `title` is its front matter's.

    >>> read_markdown("# War ends\nPeace came.\n## Songs", 0, None)
    ArticleText(headline='War ends', paragraphs=('Peace came.', 'Songs'))
    """
    blocks: list[Block] = []
    headline = title
    for number, (block, is_heading) in enumerate(_markdown_blocks(text, start)):
        first = block[0]
        if number == 0 and (is_heading or title is None or first.of(text) == title):
            headline = first.of(text)
            block = block[1:]  # noqa: PLW2901 - the rest of the block is what follows the headline
        blocks.append(block)
    return None if headline is None else ArticleText(headline, _paragraphs(text, blocks))


def _lines(text: str, start: int) -> Iterator[Span]:
    """Yield each line without outer whitespace and byte order marks; an empty span for a blank one."""
    for line_end, following in _line_ends(text, start):
        end = line_end
        while start < end and (text[start].isspace() or text[start] == "\ufeff"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] == "\ufeff"):
            end -= 1
        yield Span(start, end)
        start = following


def _line_ends(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where each line ends and where the next one begins."""
    if "\r" in text:
        # the end of the text is no alternative of the pattern: beside it every sign would be tried, not looked for
        for line_end in _LINE_END.finditer(text, start):
            yield line_end.span()
    else:
        while (end := text.find("\n", start)) >= 0:
            start = end + 1
            yield end, start
    yield len(text), 0


def _blocks(lines: Iterable[Span]) -> Iterator[Block]:
    """Yield the runs of lines between blank ones."""
    block: list[Span] = []
    for line in lines:
        if line.start < line.end:
            block.append(line)
        elif block:
            yield tuple(block)
            block = []
    if block:
        yield tuple(block)


def _markdown_blocks(text: str, start: int) -> Iterator[tuple[Block, bool]]:
    """Yield blocks, each heading as one of its own, and whether it is a heading."""
    for block in _blocks(_lines(text, start)):
        run: list[Span] = []
        for line in block:
            words = line.of(text)
            mark = _HEADING.match(words)
            if not mark and not _RULE.fullmatch(words):
                run.append(line)
                continue
            if run:
                yield tuple(run), False
                run = []
            if mark and (bare := _without_closing_hashes(words[mark.end() :])):
                yield (Span(line.start + mark.end(), line.start + mark.end() + len(bare)),), True
        if run:
            yield tuple(run), False


def _without_closing_hashes(heading: str) -> str:
    bare = heading.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else heading


def _paragraphs(text: str, blocks: list[Block]) -> tuple[str, ...]:
    wrapped = [_is_hard_wrapped(text, block) for block in blocks]
    # Where the margin is known from sure blocks, a short one ("… he said.\nThe talks …") can be told by it as well.
    margin = max(
        (_widest(block) for block, sure in zip(blocks, wrapped, strict=True) if sure and len(block) > 2), default=0
    )
    paragraphs: list[str] = []
    for block, sure in zip(blocks, wrapped, strict=True):
        if not block:
            continue
        if sure or (len(block) > 1 and _widest(block) <= margin and not _early_ends(text, block, margin)):
            paragraphs.append(text[block[0].start : block[-1].end])
        else:
            paragraphs.extend(line.of(text) for line in block)
    return tuple(paragraphs)


def _is_hard_wrapped(text: str, block: Block) -> bool:
    """Say whether the lines of `block` break at a margin and not where a paragraph ends.

    Most of them must not end a sentence. Besides, either most go on in lower case, or (nearly) no line had room for
    the next line's first word: a text wrapped by a program has that property exactly.
    """
    if len(block) < 2 or _widest(block) > WIDEST_WRAP:
        return False
    broken = block[:-1]
    if sum(line.end - line.start for line in broken) < NARROWEST_WRAP * len(broken):
        return False
    if 2 * sum(1 for line in broken if _SENTENCE_END.search(text, line.start, line.end)) >= len(broken):
        return False
    if 2 * sum(1 for line in block[1:] if text[line.start].islower()) > len(broken):
        return True
    return 5 * _early_ends(text, block, _widest(block)) <= len(broken)


def _widest(block: Block) -> int:
    return max((line.end - line.start for line in block), default=0)


def _early_ends(text: str, block: Block, margin: int) -> int:
    """Count the lines that had room for the first word of the next line."""
    count = 0
    for line, following in pairwise(block):
        word = following.of(text).split(maxsplit=1)[0]
        count += line.end - line.start + 1 + len(word) <= margin
    return count
