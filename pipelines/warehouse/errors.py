"""The one error of this package, with every failure in it. No behaviour beyond its message."""

from __future__ import annotations

from collections.abc import Sequence


class WarehouseFault(Exception):
    """A build that could not be made or whose structure is wrong; `failures` names each."""

    def __init__(self, failures: Sequence[str]) -> None:
        self.failures = list(failures)
        super().__init__("Kho số liệu không dựng được (the warehouse could not be built):\n- " + "\n- ".join(failures))
