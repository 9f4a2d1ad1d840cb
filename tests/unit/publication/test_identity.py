"""A build's identity changes with each of its sources and with nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pipelines.ledger import Ledger
from pipelines.publication.identity import SourceHashes, code_commit, identify, position


def git(repo: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", repo, *who, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("pipelines", "dbt_project", "expectations", "docs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("one")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def test_a_clean_checkout_is_its_head(checkout: Path) -> None:
    assert code_commit(checkout) == git(checkout, "rev-parse", "HEAD")
    (checkout / "docs" / "a.txt").write_text("documents change no figure")
    assert code_commit(checkout) == git(checkout, "rev-parse", "HEAD")


@pytest.mark.parametrize("place", ["pipelines/a.txt", "dbt_project/new.sql", "expectations/deep/new.yml"])
def test_changed_and_new_sources_make_it_dirty_by_content(checkout: Path, place: str) -> None:
    head = git(checkout, "rev-parse", "HEAD")
    path = checkout / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("two")
    second = code_commit(checkout)
    path.write_text("three")
    third = code_commit(checkout)
    assert second.startswith(f"{head}-dirty-") and third.startswith(f"{head}-dirty-")
    assert second != third
    path.write_text("two")
    assert code_commit(checkout) == second


def test_without_git_the_content_speaks(tmp_path: Path) -> None:
    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines" / "a.py").write_text("one")
    first = code_commit(tmp_path)
    (tmp_path / "pipelines" / "__pycache__").mkdir()
    (tmp_path / "pipelines" / "__pycache__" / "a.pyc").write_text("compiled")
    assert code_commit(tmp_path) == first
    (tmp_path / "pipelines" / "a.py").write_text("two")
    assert first.startswith("content-") and code_commit(tmp_path) != first


def test_a_verdict_is_no_source(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    source = ledger.append("codebook", {"codebook_hash": "a"})
    ledger.append("verdict", {"build_id": "b", "outcome": "refuse", "verdict_sha256": "c"})
    assert position(ledger.read()) == (source.seq, source.hash)
    assert position([]) == (0, "0" * 64)


def test_each_source_changes_the_build_and_releases_are_counted(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "a"})
    entries = ledger.read()
    first = identify("08", "2026-10", entries, SourceHashes("cb", "commit", "lock"))
    assert identify("08", "2026-10", entries, SourceHashes("cb", "commit", "lock")) == first
    assert first.release_id == "2026-10-r001"
    payload = {"release_id": "x", "build_id": "y", "tree_hash": "z", "occasion_period": "2026-09", "ledger_seq": 1}
    ledger.append("release", payload)
    others = [
        identify("02", "2026-10", entries, SourceHashes("cb", "commit", "lock")),
        identify("08", "2026-09", entries, SourceHashes("cb", "commit", "lock")),
        identify("08", "2026-10", entries, SourceHashes("cb2", "commit", "lock")),
        identify("08", "2026-10", entries, SourceHashes("cb", "commit2", "lock")),
        identify("08", "2026-10", entries, SourceHashes("cb", "commit", "lock2")),
        identify("08", "2026-10", ledger.read(), SourceHashes("cb", "commit", "lock")),
    ]
    assert len({first.build_id, *(other.build_id for other in others)}) == 7
    assert others[-1].release_id == "2026-10-r002"
