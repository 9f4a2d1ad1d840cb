"""Settings of DuckDB connections."""

from __future__ import annotations

Config = dict[str, str | bool | int | float | list[str]]

OFFLINE: Config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
BUILD: Config = {
    **OFFLINE,
    "threads": 1,  # float sums in parallel differ in their last digits from run to run
}
# At five years of one province one model takes the process from 0.6 to 1.8 GB, where there is no limit. It takes the
# same time within this one.
LIMITED: Config = {**BUILD, "memory_limit": "400MB"}
