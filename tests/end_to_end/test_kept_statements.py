"""A build by kept statements gives the bytes that a build by dbt gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.province import MONTHS, Province

from pipelines.publication import month
from pipelines.publication.candidate.candidate import Candidate
from pipelines.publication.tree import file_sha256
from pipelines.settings import REPO
from pipelines.warehouse import dbt, statements

SEEDS = REPO / "data" / "seeds"
COMPARED = ("manifest.json", "parquet/*.parquet", "csv/*.csv")


def hashes(tree: Path) -> dict[str, str]:
    found = [path for pattern in COMPARED for path in tree.glob(pattern)]
    return {path.relative_to(tree).as_posix(): file_sha256(path) for path in found}


@pytest.mark.slow
def test_both_ways_give_the_same_bytes(province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = province.copied(tmp_path / "data")
    monkeypatch.setattr(statements, "KEPT", tmp_path)
    trees: list[dict[str, str]] = []
    calls: list[int] = []
    run = dbt.run

    def counted(arguments: Sequence[str], warehouse: Path, work: Path, on_event: Callable[[object], None]) -> None:
        calls.append(1)
        run(arguments, warehouse, work, on_event)

    monkeypatch.setattr(dbt, "run", counted)
    for _ in range(2):
        built = month.build(places, SEEDS, MONTHS[-1])
        assert not built.failures
        trees.append(hashes(Candidate(places.build / built.identity.build_id).tree))
    assert calls == [1]  # the second build did not ask dbt
    assert len(trees[0]) > 100
    assert trees[0] == trees[1]
