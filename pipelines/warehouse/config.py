"""Settings of DuckDB connections."""

from __future__ import annotations

Config = dict[str, str | bool | int | float | list[str]]

OFFLINE: Config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
BUILD: Config = {
    **OFFLINE,
    "threads": 1,  # float sums in parallel differ in their last digits from run to run
}
# A statement that a person writes takes no more than this of the machine, and nothing is written beside the release.
QUERY: Config = {
    **OFFLINE,
    "threads": 2,
    "memory_limit": "1GB",
    "temp_directory": "",
    "max_temp_directory_size": "0KB",
}
QUERY_SECONDS = 60.0
QUERY_BYTES = 3 << 30  # of address space beyond what the process has: functions on long texts pass DuckDB's limit
QUERY_ROWS = 1_000_000  # that an answer may have: they are held in memory until they are printed
# At five years of one province one model takes the process from 0.6 to 1.8 GB, where there is no limit. It takes the
# same time within this one.
LIMITED: Config = {**BUILD, "memory_limit": "400MB"}
