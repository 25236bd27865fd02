"""A checkout runs retrieval tests as an installed Quoth does: `pytest --quoth-library seeds`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Load the plugin, where Quoth is not installed; else pytest has it already and this does nothing."""
    pluginmanager.import_plugin("pytest_quoth")
