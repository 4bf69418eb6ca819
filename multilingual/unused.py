"""Modules that libraries import and no page makes use of are loaded once somebody does."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

UNUSED = ("snowballstemmer", "soupsieve")
"""What Sphinx's own search and Beautiful Soup import, a tenth of all that a build loads."""


class _Later(ModuleType):
    """Stands for a module until somebody asks for something in it.

    Python's own ``LazyLoader`` takes the import for that
    (https://github.com/python/cpython/issues/127036).
    """

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        vars(self).update(vars(module))
        return getattr(module, name)


def load_later() -> None:
    """Let them be loaded as late as that in this process, where they are not loaded yet."""
    for name in UNUSED:
        sys.modules.setdefault(name, _Later(name))
