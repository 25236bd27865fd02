"""Texts levelled to what two people who type the same would have in common: marks, dashes, spaces, case."""

from __future__ import annotations

_LOOSE = str.maketrans(dict.fromkeys('‘’‚‛′`"“”„‟″«»', "'") | dict.fromkeys("‐‑‒–—−", "-"))
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphens, zero-width spaces and joiners, byte order marks: they are passed over."""


def levelled(text: str, *, fold: bool = True) -> tuple[str, list[int]]:
    """Return `text` with quotation marks, dashes, spaces and case levelled, and each character's offset in `text`.

    With `fold` false, case counts.

    >>> levelled("“at  last”", fold=False)[0]
    "'at last'"
    """
    letters: list[str] = []
    origins: list[int] = []
    for offset, letter in enumerate(text.translate(_LOOSE)):
        if letter in _UNSEEN:
            continue
        if letter.isspace():
            if letters and letters[-1] == " ":
                continue
            levelled = " "
        else:
            levelled = letter.casefold() if fold else letter
        letters.append(levelled if len(levelled) == 1 else letter)
        origins.append(offset)
    return "".join(letters), origins
