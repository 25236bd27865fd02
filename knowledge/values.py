"""`dataclass`, as the standard library's and without its cost: for the values that answering a question needs.

The standard library's reads signatures with `inspect`, compiles six methods for every class and makes each class
twice: half a millisecond a class and nine for the import, a third of all that `quoth ask` may take. Here one method is
compiled, when the first value of a class is made; the others are shared. What is missing is what Quoth has no use for:
keyword-only fields, InitVar, inheritance between values. `dataclasses.fields`, `replace`, `asdict` and the rest work:
the fields they look for are made when they look. To a type checker this is the standard library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace

    __all__ = ["dataclass", "field", "replace"]
else:
    _MISSING = object()

    class _Field:
        """What `field` says of a field."""

        __slots__ = ("compare", "default", "default_factory", "init", "repr")

        def __init__(self, default, default_factory, init, repr, compare):  # noqa: A002 - dataclasses' names
            self.default, self.default_factory, self.init = default, default_factory, init
            self.repr, self.compare = repr, compare

    def field(*, default=_MISSING, default_factory=_MISSING, init=True, repr=True, compare=True):  # noqa: A002
        """Say more of a field than its default."""
        return _Field(default, default_factory, init, repr, compare)

    def replace(value, /, **changes):
        """Return `value` with some fields changed."""
        cls = value.__class__
        for name, said in cls.__values__.items():
            if said.init:
                changes.setdefault(name, getattr(value, name))
        return cls(**changes)

    def dataclass(cls=None, /, *, frozen=False, slots=False, order=False, eq=True):
        """Make a class of its annotated fields."""
        if cls is None:
            return lambda made: _make(made, frozen, slots, order, eq)
        return _make(cls, frozen, slots, order, eq)

    def _make(cls, frozen, slots, order, eq):
        space = dict(cls.__dict__)
        names = tuple(n for n, t in cls.__annotations__.items() if not str(t).startswith("ClassVar"))
        said = {}
        for name in names:
            default = space.pop(name, _MISSING) if slots else space.get(name, _MISSING)
            said[name] = default if isinstance(default, _Field) else _Field(default, _MISSING, True, True, True)
            if isinstance(default, _Field) and not slots:
                space.pop(name)
                if default.default is not _MISSING:
                    space[name] = default.default
        space |= {"__values__": said, "__match_args__": tuple(n for n in names if said[n].init)}
        for name in _LOOKED_FOR:
            space[name] = _Described(name)
        space.setdefault("__repr__", _repr)
        compared = tuple(n for n in names if said[n].compare)
        space["__compared__"] = compared
        if eq:
            space.setdefault("__eq__", _eq)
            if "__hash__" not in cls.__dict__:
                space["__hash__"] = _hash if frozen else None
        if order:
            space |= {"__lt__": _lt, "__le__": _le, "__gt__": _gt, "__ge__": _ge}
        if frozen:
            space |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        if slots:
            space["__slots__"] = names
            space.pop("__dict__", None)
            space.pop("__weakref__", None)
            space |= {"__getstate__": _state, "__setstate__": _take_state}
        space["__init__"] = _first_init
        space["__frozen_value__"] = frozen
        if "__mypyc_attrs__" in cls.__dict__:  # of a compiled room: it has its slots already, and is not made again
            for name, value in space.items():
                if cls.__dict__.get(name, _MISSING) is not value:
                    setattr(cls, name, value)
            return cls
        made = type(cls)(cls.__name__, cls.__bases__, space)
        made.__qualname__ = cls.__qualname__
        return made

    def _first_init(self, *args, **kwargs):
        """Compile the class's own __init__, which takes the place of this one, and call it."""
        cls = type(self)
        while "__values__" not in cls.__dict__:
            cls = cls.__base__
        cls.__init__ = _init_of(cls)
        cls.__init__(self, *args, **kwargs)

    def _init_of(cls):
        given, lines = [], []
        space = {"_missing": _MISSING, "_set": object.__setattr__}
        for name, said in cls.__values__.items():
            if not said.init and said.default is said.default_factory:
                continue  # set after, in __post_init__
            value = name
            if said.default_factory is not _MISSING:
                space[f"_make_{name}"] = said.default_factory
                value = f"_make_{name}() if {name} is _missing else {name}" if said.init else f"_make_{name}()"
                default = "=_missing"
            elif said.default is not _MISSING:
                space[f"_default_{name}"] = said.default
                default = f"=_default_{name}"
                value = name if said.init else f"_default_{name}"
            else:
                default = ""
            if said.init:
                given.append(name + default)
            if cls.__frozen_value__:
                slot = cls.__dict__.get(name)
                if type(slot) is _MEMBER:
                    space[f"_set_{name}"] = slot.__set__
                    lines.append(f" _set_{name}(self, {value})")
                else:
                    lines.append(f" _set(self, {name!r}, {value})")
            else:
                lines.append(f" self.{name} = {value}")
        if hasattr(cls, "__post_init__"):
            lines.append(" self.__post_init__()")
        source = f"def __init__(self{''.join(', ' + g for g in given)}):\n" + "\n".join(lines or [" pass"])
        exec(source, space)
        init = space["__init__"]
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        init.__module__ = cls.__module__
        return init

    class _Slotted:
        __slots__ = ("slot",)

    _MEMBER = type(_Slotted.slot)

    _LOOKED_FOR = ("__dataclass_fields__", "__dataclass_params__")

    class _Described:
        """What `dataclasses` looks for in a class: made when it looks, by the standard library itself."""

        __slots__ = ("name",)

        def __init__(self, name):
            self.name = name

        def __get__(self, value, cls):
            import dataclasses  # noqa: PLC0415 - this is what is to be loaded only when it is needed

            owner = next(c for c in cls.__mro__ if "__values__" in c.__dict__)
            found = []
            for name, said in owner.__values__.items():
                options = {"init": said.init, "repr": said.repr, "compare": said.compare}
                for option in ("default", "default_factory"):
                    if getattr(said, option) is not _MISSING:
                        options[option] = getattr(said, option)
                found.append((name, owner.__annotations__[name], dataclasses.field(**options)))
            twin = dataclasses.make_dataclass(owner.__name__, found, frozen=owner.__frozen_value__)
            for name in _LOOKED_FOR:
                setattr(owner, name, getattr(twin, name))
            return getattr(owner, self.name)

    def _values(self):
        return tuple([getattr(self, name) for name in self.__compared__])

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or _values(self) == _values(other)

    def _hash(self):
        return hash(_values(self))

    def _repr(self):
        if id(self) in _shown:
            return "..."
        _shown.add(id(self))
        try:
            shown = ", ".join(f"{n}={getattr(self, n)!r}" for n, said in self.__values__.items() if said.repr)
        finally:
            _shown.discard(id(self))
        return f"{self.__class__.__qualname__}({shown})"

    _shown = set()
    """Values whose repr is being made: one that holds itself is shown as dots."""

    def _ordered(compare):
        def method(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return compare(_values(self), _values(other))

        return method

    _lt, _le = _ordered(lambda a, b: a < b), _ordered(lambda a, b: a <= b)
    _gt, _ge = _ordered(lambda a, b: a > b), _ordered(lambda a, b: a >= b)

    def _refuse_to_set(_self, name, _):
        from dataclasses import FrozenInstanceError  # noqa: PLC0415 - for a mistake only

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(_self, name):
        from dataclasses import FrozenInstanceError  # noqa: PLC0415

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _state(self):
        return [getattr(self, name) for name in self.__values__]

    def _take_state(self, state):
        for name, value in zip(self.__values__, state, strict=True):
            object.__setattr__(self, name, value)
