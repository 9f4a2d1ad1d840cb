"""The parsed dbt project is read as it was kept, and parsed anew when a file of it or the kept file has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.warehouse import dbt


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], tuple[Any, int]]]:
    """The manifest as a new process gets it, and how often the project has been parsed so far."""
    parsed = dbt.manifest()
    parses: list[int] = []

    def parse() -> Any:
        parses.append(1)
        return parsed

    def _ask() -> tuple[Any, int]:
        dbt.manifest.cache_clear()
        return dbt.manifest(), len(parses)

    monkeypatch.setattr(dbt, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(dbt, "_parse", parse)
    yield _ask
    dbt.manifest.cache_clear()


def test_a_second_process_reads_what_the_first_parsed(ask: Callable[[], tuple[Any, int]]) -> None:
    parsed, n = ask()
    assert n == 1
    read, n = ask()
    assert n == 1 and read is not parsed
    for part in ("nodes", "sources", "macros", "unit_tests"):
        first, second = getattr(parsed, part), getattr(read, part)
        assert len(first) > 10
        assert {name: one.to_dict() for name, one in second.items()} == {
            name: one.to_dict() for name, one in first.items()
        }


def test_a_damaged_or_outdated_file_is_not_read(ask: Callable[[], tuple[Any, int]], tmp_path: Path) -> None:
    ask()
    (kept,) = (tmp_path / "kept").glob("*.msgpack")
    content = bytearray(kept.read_bytes())
    content[-1] ^= 1
    kept.write_bytes(content)
    assert ask()[1] == 2
    assert ask()[1] == 2
    kept.rename(kept.with_stem("0" * 32))  # the hash of another state of the project
    assert ask()[1] == 3
    assert list((tmp_path / "kept").glob("*.msgpack")) == [kept]


def test_the_hash_is_of_names_and_contents_that_dbt_reads(tmp_path: Path) -> None:
    def state() -> str:
        return dbt.project_hash(tmp_path)

    model = tmp_path / "models" / "a.sql"
    model.parent.mkdir()
    model.write_text("select 1")
    first = state()
    for made in ("target", "logs"):
        (tmp_path / made).mkdir()
        (tmp_path / made / "a.sql").write_text("select 2")
    assert state() == first
    model.write_text("select 3")
    second = state()
    model.rename(model.with_name("b.sql"))
    assert len({first, second, state()}) == 3


def test_the_hash_is_of_dbts_versions_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"dbt-core": "1.11.16", "dbt-adapters": "1.24.5", "dbt-duckdb": "1.11.1"}
    monkeypatch.setattr(dbt, "version", versions.__getitem__)
    states = {dbt.project_hash(tmp_path)}
    for package in list(versions):
        versions[package] += "1"
        states.add(dbt.project_hash(tmp_path))
    assert len(states) == 4
