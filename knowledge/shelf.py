"""Sequences and mappings whose parts are made when first asked for, and then kept.

A question reads a dozen paragraphs and a handful of cards; a library may hold a million. A part is made once: the same
place always gives the same object, also to several threads.
"""

from __future__ import annotations

from _thread import allocate_lock
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T", covariant=True)  # noqa: PLC0105 - the names of typing's own
K = TypeVar("K", bound=Hashable)
V = TypeVar("V", covariant=True)  # noqa: PLC0105
W = TypeVar("W")


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
        if isinstance(other, tuple | Shelf | Stretch):
            return len(other) == self._size and all(a is b or a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Recent(Shelf[T]):
    """A shelf that keeps the `most` parts asked for last, and those that were pinned: it may be far larger than memory.

    >>> shelf = Recent(3, str, most=1)
    >>> shelf[0], shelf[1], len(shelf)
    ('0', '1', 3)
    """

    __slots__ = ("_lock", "_most", "_pinned")

    def __init__(self, size: int, make: Callable[[int], T], *, most: int) -> None:
        super().__init__(size, make)
        self._most = most
        self._pinned: dict[int, T] = {}
        self._lock = allocate_lock()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple([self[i] for i in range(*place.indices(self._size))])
        at = place + self._size if place < 0 else place
        if not 0 <= at < self._size:
            raise IndexError(place)
        if at in self._pinned:
            return self._pinned[at]
        with self._lock:
            if at in self._made:
                part = self._made[at] = self._made.pop(at)
                return part
        part = self._make(at)
        with self._lock:
            part = self._made.setdefault(at, part)
            if len(self._made) > self._most:
                del self._made[next(iter(self._made))]
        return part

    def pin(self, place: int) -> T:
        """Return a part that is the same object from now on, however long it is not asked for."""
        return self._pinned.setdefault(place, self[place])


class Stretch(Sequence[T]):
    """A sequence of `size` parts that keeps none of them: part of another one, in another form perhaps."""

    __slots__ = ("_make", "_size")

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._size = size
        self._make = make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple([self._make(i) for i in range(*place.indices(self._size))])
        at = place + self._size if place < 0 else place
        if not 0 <= at < self._size:
            raise IndexError(place)
        return self._make(at)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if isinstance(other, tuple | Shelf | Stretch):
            return len(other) == self._size and all(a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{self._size} parts>"


class Few(dict[K, W]):
    """A dictionary that forgets all but the `most` entries made last, and the one of None."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: W) -> None:
        super().__setitem__(key, value)
        others = [known for known in list(self) if known is not None]
        for old in others[: max(0, len(self) - self._most)]:
            self.pop(old, None)


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
