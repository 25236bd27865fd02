"""The numbers and dates of a sentence, with their units, what they count, and the words that hedge them."""

from __future__ import annotations

from knowledge.english import MONTHS, UNITS, WEEKDAYS
from knowledge.sketch import Kind, Sketch

_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_MONTHS = frozenset(MONTHS)
_DAYS = frozenset(WEEKDAYS)
_PARTS_OF_YEAR = frozenset("spring summer autumn fall winter end beginning middle".split())
_DATING = frozenset("in last since early late until by of".split())
_HEDGES = frozenset("approximately about nearly roughly over around almost under some least than".split())
_ERAS = frozenset("ad bc bce ce".split())


def find_figures(it: Sketch) -> None:
    """Add the numbers and dates of a sentence."""
    i = 0
    while i < it.size:
        word = it.words[i]
        if word in _MONTHS and _dated(it, i):
            i = _date(it, i)
        elif word in _DAYS:
            it.add(i, i + 1, Kind.DATE, "day")
            i += 1
        elif word[0].isdigit() and it.tokens[i].term.endswith("0s"):
            if i and it.words[i - 1] in ("early", "late", "mid"):
                it.add(i - 1, i + 1, Kind.DATE, "decade")
            it.add(i, i + 1, Kind.DATE, "decade")
            i += 1
        elif _is_day(word) and _MONTHS.intersection(it.words[i + 1 : i + 2]) and _dated(it, i + 1):
            i = _date(it, i + 1)
        elif it.tags[i] == "#":
            i = _year(it, i) if _is_year(it, i) and not _sign(it, i, i + 1) else _number(it, i)
        else:
            i += 1


def _dated(it: Sketch, i: int) -> bool:
    """Say whether a word that may be a month ("may", "march") is one."""
    if not it.text[it.tokens[i].start].isupper():
        return False
    numbered = "#" in it.tags[max(0, i - 1) : i + 2]
    return numbered or it.words[i] not in ("may", "march") or (i > 0 and it.words[i - 1] in _DATING)


def _is_year(it: Sketch, i: int) -> bool:
    """Say whether a token is written as a year: "1550", and not "1,550"."""
    word, token = it.words[i], it.tokens[i]
    return token.end - token.start == 4 and word.isdigit() and "1000" <= word <= "2100"


def _is_day(word: str) -> bool:
    day = word.rstrip("stndrh")
    return day.isdigit() and len(day) <= 2


def _date(it: Sketch, i: int) -> int:
    words, between = it.words, it.between
    first = i - 1 if i and words[i - 1].isdigit() and len(words[i - 1]) <= 2 and between[i] in " -" else i
    last = i + 1
    if first == i and last < it.size and between[last] == " " and _is_day(words[last]):
        last += 1
        it.add(first, last, Kind.DATE, "day")
    if last < it.size and _is_year(it, last) and between[last] in " ,":
        last += 1
        it.add(last - 1, last, Kind.DATE, "year")
        if first < i:
            it.add(first, last - 1, Kind.DATE, "day")
        it.add(first, last, Kind.DATE, "day" if last - first > 2 else "month")
    else:
        it.add(first, last, Kind.DATE, "day" if last - first > 1 else "month")
    if first and words[first - 1] in ("early", "late", "mid"):
        it.add(first - 1, last, Kind.DATE, "month")
    return last


def _year(it: Sketch, i: int) -> int:
    words, between = it.words, it.between
    end = i + 1
    it.add(i, end, Kind.DATE, "year")
    if end < it.size and words[end] in _ERAS:
        end += 1
        it.add(i, end, Kind.DATE, "year")
    if end < it.size and between[end] == "-" and it.tags[end] == "#":
        end += 1
        it.add(i, end, Kind.DATE, "years")
        if _is_year(it, end - 1):
            it.add(end - 1, end, Kind.DATE, "year")
    before = words[i - 1] if i else ""
    if before in ("early", "late", "mid", "around", "circa", "about", "c"):
        it.add(i - 1, end, Kind.DATE, "year")
    elif before == "of" and i > 1 and words[i - 2] in _PARTS_OF_YEAR:
        it.add(i - 2, end, Kind.DATE, "season")
    elif before in _PARTS_OF_YEAR:
        it.add(i - 1, end, Kind.DATE, "season")
    if end + 1 < it.size and words[end] in ("and", "to", "until") and _is_year(it, end + 1):
        it.add(i, end + 2, Kind.DATE, "years")
        if before in ("between", "from"):
            it.add(i - 1, end + 2, Kind.DATE, "years")
    return end


def _number(it: Sketch, i: int) -> int:
    tags, between, words = it.tags, it.between, it.words
    last = i + 1
    ratio = it.after(i)[:1] in (":", "×") or it.after(i).strip() == "×"
    while last < it.size and tags[last] == "#" and (between[last] in " -" or ratio):
        last += 1
        ratio = False
    if last - i > 1 and between[i + 1] == "-":
        it.add(i, i + 1, Kind.NUMBER)
    unit = _sign(it, i, last)
    stop, named = _counted(it, last)
    unit = unit or named
    head = stop - 1
    if last < it.size and words[last] in _ERAS:
        it.add(i, last + 1, Kind.DATE, "year")
    if last < it.size and words[last] in ("century", "centuries"):
        unit = "century"
    it.add(i, last, Kind.NUMBER, unit, head)
    if stop > last:
        it.add(i, stop, Kind.NUMBER, unit, head)
        it.add(i, last + 1, Kind.NUMBER, unit, last)
    if stop < it.size and words[stop] == "ago":
        it.add(i, stop + 1, Kind.DATE, "ago", head)
    _hedged(it, i, last, stop, unit)
    if last + 1 < it.size and words[last] in ("to", "and", "or") and tags[last + 1] == "#" and between[last] == " ":
        end = last + 2
        while end < it.size and tags[end] == "#" and between[end] in " -":
            end += 1
        it.add(i, end, Kind.NUMBER, unit, end - 1)
        if end < it.size and tags[end] == "N" and between[end] in " -":
            it.add(i, end + 1, Kind.NUMBER, _UNIT_OF.get(words[end], unit), end)
    return last


def _sign(it: Sketch, first: int, last: int) -> str:
    """Return the unit that a sign beside a number says."""
    if it.after(last - 1).lstrip().startswith(("%", "per cent")):
        return "share"
    return "money" if it.before(first).endswith(("$", "€", "£", "¥")) else ""


def _counted(it: Sketch, last: int) -> tuple[int, str]:
    """Return where the noun that a number counts ends (or `last`), and its unit if it is one."""
    stop = last
    while stop < it.size and it.tags[stop] in "NAMGQ" and it.between[stop] in " -" and stop - last < 6:
        named = _UNIT_OF.get(it.words[stop], "")
        stop += 1
        if named:
            return stop, named
    while stop > last and it.tags[stop - 1] not in "NM":
        stop -= 1
    return stop, ""


def _hedged(it: Sketch, first: int, last: int, stop: int, unit: str) -> None:
    """Add the number with the words that hedge it: "more than 70,000", "up to 30"."""
    start = first
    while start and first - start < 3 and it.words[start - 1] in _HEDGES:
        start -= 1
    if start and it.words[start] in ("than", "least") and it.words[start - 1] in ("more", "less", "fewer", "at"):
        start -= 1
    elif start == first and start > 1 and it.words[start - 2 : start] == ["up", "to"]:
        start -= 2
    elif start < first and it.words[start] in ("than", "least"):
        start = first
    if start < first:
        it.add(start, last, Kind.NUMBER, unit, stop - 1)
        it.add(start, stop, Kind.NUMBER, unit, stop - 1)
