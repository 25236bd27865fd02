"""Sequences and mappings whose parts are made when first asked for, and then kept.

A question reads a dozen paragraphs and a handful of cards; a library may hold a million. A part is made once: the same
place always gives the same object, also to several threads.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T", covariant=True)  # noqa: PLC0105 - the names of typing's own
K = TypeVar("K", bound=Hashable)
V = TypeVar("V", covariant=True)  # noqa: PLC0105


class Shelf(Sequence[T]):
    """A sequence of `size` parts, equal to the tuple of them; `make` makes the part at a place.

    >>> shelf = Shelf(3, str)
    >>> shelf[1], shelf[-1], shelf[1:], shelf == ("0", "1", "2")
    ('1', '2', ('1', '2'), True)
    """

    __slots__ = ("_made", "_make", "_size")

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._size = size
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple([self[i] for i in range(*place.indices(self._size))])
        made = self._made
        if place in made:
            return made[place]
        at = place + self._size if place < 0 else place
        if not 0 <= at < self._size:
            raise IndexError(place)
        return made[at] if at in made else made.setdefault(at, self._make(at))

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(self._size))

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, tuple | Shelf):
            return len(other) == self._size and all(a is b or a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Drawers(Mapping[K, V]):
    """A mapping with these keys; `make` makes the value of a key.

    >>> Drawers(["a", "b"], str.upper)["b"]
    'B'
    """

    __slots__ = ("_keys", "_made", "_make")

    def __init__(self, keys: Iterable[K], make: Callable[[K], V]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        made = self._made
        if key in made:
            return made[key]
        if key not in self._keys:
            raise KeyError(key)
        return made.setdefault(key, self._make(key))

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return repr(dict(self))
