"""Modules that are imported when one of their names is used, not when another package imports them.

importlib.util.LazyLoader does not serve here: it imports a module as soon as a second `import` statement finds it.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any


class LateModule(ModuleType):
    """Stands for a module that is imported when one of its names is asked for."""

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__ = spec
        self.__path__ = list(spec.submodule_search_locations or [])

    def __getattr__(self, name: str) -> Any:
        """Import the module and return its attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            _remove(self)
        return getattr(import_module(self.__name__), name)


@contextmanager
def late(names: Sequence[str]) -> Generator[None]:
    """While this holds, importing one of `names` binds a late module. Modules imported before are left as they are.

    Afterwards `import NAME` elsewhere imports the real module; who imported it in between keeps the late one.
    """
    put: list[LateModule] = []
    for name in names:
        if name not in sys.modules and (spec := find_spec(name)):
            put.append(LateModule(spec))
            sys.modules[name] = put[-1]
            if parent := name.rpartition(".")[0]:
                setattr(import_module(parent), name.rpartition(".")[2], put[-1])
    try:
        yield
    finally:
        for module in put:
            _remove(module)


def _remove(module: LateModule) -> None:
    """Take a late module out of the table of modules and out of its parent."""
    if sys.modules.get(module.__name__) is module:
        del sys.modules[module.__name__]
    parent, _, last = module.__name__.rpartition(".")
    if parent and getattr(sys.modules.get(parent), "__dict__", {}).get(last) is module:
        delattr(sys.modules[parent], last)
