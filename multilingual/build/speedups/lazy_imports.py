"""Modules that libraries import and no page makes use of are loaded once somebody does."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

UNUSED = ("snowballstemmer", "soupsieve")
"""What Sphinx's own search and Beautiful Soup import, a tenth of all that a build loads."""


class _Later(ModuleType):
    """Stands for a module until somebody asks for something in it.

    Python's own ``LazyLoader`` takes the import for that
    (https://github.com/python/cpython/issues/127036).
    """

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        vars(self).update(vars(module))
        return getattr(module, name)


def load_later() -> None:
    """Let them be loaded as late as that in this process, where they are not loaded yet."""
    for name in set(UNUSED) - sys.modules.keys():
        spec = find_spec(name)
        if spec is not None:
            later = sys.modules[name] = _Later(name)
            # What the import of a part of it, and whoever asks whether it is installed, look at.
            later.__spec__, later.__file__ = spec, spec.origin
