"""`knowledge.values.dataclass` against the standard library's own, class by class."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from knowledge import values


def make(module: Any) -> dict[str, Any]:
    """The same classes by either decorator."""

    @module.dataclass(frozen=True, slots=True)
    class Card:
        """A card."""

        id: str
        quotes: tuple[str, ...] = ()
        """Its quotes."""
        notes: dict[str, int] = module.field(default_factory=dict, compare=False, repr=False)

        @property
        def first(self) -> str:
            return self.quotes[0]

    @module.dataclass(frozen=True, slots=True, order=True)
    class Span:
        start: int
        end: int = 9

        def __post_init__(self) -> None:
            if self.end < self.start:
                raise ValueError("not a span")

    @module.dataclass(slots=True)
    class Line:
        text: str
        words: list[str] = module.field(init=False)
        size: int = module.field(default=0, init=False)

        def __post_init__(self) -> None:
            self.words = self.text.split()

    @module.dataclass
    class Loose:
        text: str = "a"
        items: list[int] = module.field(default_factory=list)

    @module.dataclass(frozen=True, slots=True, eq=False)
    class Own:
        text: str

    @module.dataclass(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    return {cls.__name__: cls for cls in (Card, Span, Line, Loose, Own, Empty)}


OURS, THEIRS = make(values), make(dataclasses)
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Card", ("a",), {}),
    ("Card", ("a", ("b", "c")), {"notes": {"d": 1}}),
    ("Card", (), {}),
    ("Card", ("a", (), {}, 1), {}),
    ("Card", ("a",), {"colour": 1}),
    ("Span", (1, 2), {}),
    ("Span", (1,), {}),
    ("Span", (3, 2), {}),
    ("Line", ("one two",), {}),
    ("Line", ("one two",), {"words": []}),
    ("Loose", (), {}),
    ("Loose", ("b",), {"items": [1]}),
    ("Own", ("a",), {}),
    ("Empty", (), {}),
]


def outcome(cls: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> object:
    try:
        value = cls(*arguments, **named)
    except (TypeError, ValueError) as error:
        return type(error), str(error).rpartition(".")[2]
    return repr(value).rpartition(".")[2], dataclasses.asdict(value), [str(f.name) for f in dataclasses.fields(value)]


@pytest.mark.parametrize(("name", "arguments", "named"), CALLS)
def test_a_value_is_made_as_the_standard_library_makes_it(
    name: str, arguments: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """The same fields, the same text, the same mistakes."""
    assert outcome(OURS[name], arguments, named) == outcome(THEIRS[name], arguments, named)


def compared(classes: dict[str, Any]) -> list[object]:
    card, span, line, own, empty = (classes[name] for name in ("Card", "Span", "Line", "Own", "Empty"))
    one = own("a")
    return [
        card("a") == card("a", (), {"other": 1}),
        card("a") == card("b"),
        card("a") == "a",
        span(1, 2) == (1, 2),
        hash(span(1, 2)) == hash((1, 2)),
        hash(card("a", ("b",))) == hash(("a", ("b",))),
        line.__hash__ is None,
        line("a") == line("a"),
        sorted([span(2, 3), span(1, 9), span(1, 2)]) == [span(1, 2), span(1, 9), span(2, 3)],
        span(1, 2) <= span(1, 2),
        span(1, 2) > span(1, 1),
        own("a") == own("a"),
        one == copy.copy(one),
        len({own("a"), own("a")}),
        empty() == empty(),
        card.__match_args__,
        line.__match_args__,
        [getattr(cls, "__slots__", None) for cls in classes.values()],
        card.__doc__,
        card("a", ("b",)).first,
        hasattr(card("a"), "__dict__"),
        dataclasses.is_dataclass(card),
        dataclasses.astuple(card("a", ("b",))),
        [(f.compare, f.repr, f.init) for f in dataclasses.fields(card)],
    ]


def test_values_compare_hash_and_sort_as_the_standard_librarys() -> None:
    """Whatever is asked of them."""
    assert compared(OURS) == compared(THEIRS)


def test_a_frozen_value_stays_as_it_is() -> None:
    """Neither set nor deleted."""
    span = OURS["Span"](1, 2)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'start'"):
        span.start = 0
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'start'"):
        del span.start
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
        span.colour = 0


@pytest.mark.parametrize("replace", [values.replace, dataclasses.replace])
def test_a_field_is_replaced(replace: Any) -> None:
    """By either function; what is wrong then is wrong as ever."""
    card = OURS["Card"]("a", ("b",), {"c": 1})
    assert replace(card, id="z") == OURS["Card"]("z", ("b",))
    assert replace(card, id="z").notes is card.notes
    with pytest.raises(TypeError):
        replace(card, colour=1)
    with pytest.raises(ValueError, match="not a span"):
        replace(OURS["Span"](1, 2), end=0)


@values.dataclass(frozen=True, slots=True)
class Kept:
    """Stands in a module, as what is pickled has to."""

    text: str
    items: tuple[int, ...] = ()


def test_a_value_is_copied_and_pickled() -> None:
    """To an equal one, as tests and other processes want it."""
    kept = Kept("a", (1, 2))
    for again in (copy.copy(kept), copy.deepcopy(kept), pickle.loads(pickle.dumps(kept))):
        assert again == kept
        assert again is not kept


def test_a_value_is_matched_by_its_fields() -> None:
    """By place and by name."""
    match Kept("a", (1, 2)):
        case Kept("a", items=(1, second)):
            assert second == 2
        case _:
            raise AssertionError


def test_a_class_of_a_compiled_room_is_filled_in_place() -> None:
    """mypyc makes a class with its slots, which cannot be made a second time: it is the one that is given back."""

    class Made:
        """A span, as mypyc leaves it."""

        __slots__ = ("end", "start")
        __mypyc_attrs__ = ("start", "end")
        start: int
        end: int

    cls: Any = Made
    assert values.dataclass(frozen=True, slots=True, order=True)(cls) is cls
    assert (cls(1, 2), cls(1, end=2) < cls(3, 4), repr(cls(1, 2)).rpartition(".")[2]) == (
        cls(1, 2),
        True,
        "Made(start=1, end=2)",
    )
    assert [field.name for field in dataclasses.fields(cls)] == list(cls.__slots__) == ["start", "end"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        cls(1, 2).end = 3
