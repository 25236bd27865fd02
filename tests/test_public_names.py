"""The public names of `knowledge`: listed once for readers, once for the type checker, once for the one that loads."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import knowledge


def test_every_public_name_is_loaded_from_the_room_that_the_type_checker_reads() -> None:
    """The three lists are one."""
    tree = ast.parse(Path(knowledge.__file__).read_text(encoding="utf-8"))
    checked = {
        alias.name: node.module.removeprefix("knowledge.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("knowledge.")
        for alias in node.names
    }
    assert checked == knowledge._HOMES
    assert sorted(checked) == sorted(knowledge.__all__)
    assert [name for name in knowledge.__all__ if getattr(knowledge, name, None) is None] == []


def test_what_is_no_public_name_is_an_attribute_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'answer_everything'"):
        knowledge.answer_everything  # noqa: B018
