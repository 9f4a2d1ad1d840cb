"""Settings of DuckDB connections."""

from __future__ import annotations

Config = dict[str, str | bool | int | float | list[str]]

OFFLINE: Config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
BUILD: Config = {
    **OFFLINE,
    "threads": 1,  # float sums in parallel differ in their last digits from run to run
}
