"""Publishing: bound to bytes, verdict and ledger; repeatable after a crash anywhere; never half visible."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import polars as pl
import pytest
from unit.publication.hand_made import built, judged, places_of

from pipelines.ledger import Ledger
from pipelines.ledger.last_known import head_path
from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.messages import PublicationError
from pipelines.publication.release import release, standing
from pipelines.publication.release.current import current_release
from pipelines.publication.release.release import publish
from pipelines.publication.release.strays import strays
from pipelines.publication.tree import set_writable
from pipelines.settings import Places


def refused(places: Places, build_id: str) -> str:
    before = places.current.read_text() if places.current.exists() else None
    with pytest.raises(PublicationError) as fault:
        publish(places, build_id)
    assert (places.current.read_text() if places.current.exists() else None) == before
    return fault.value.code


def test_a_passed_candidate_is_published_whole(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    done = publish(places, "b1")
    assert done.release_id == "2026-10-r001"
    assert places.current.read_text() == "2026-10-r001\n"
    assert (done.folder / "parquet" / "indicator_value.parquet").is_file()
    assert not candidate(places, "b1").tree.exists()
    beside = places.release / "2026-10-r001.verdict.json"
    assert json.loads(beside.read_text())["outcome"] == "pass"
    entry = Ledger(places.ledger).read()[-1]
    assert (entry.kind, entry.payload["release_id"], entry.payload["build_id"]) == ("release", "2026-10-r001", "b1")
    assert "previous_release_id" not in entry.payload
    values = pl.read_parquet(places.published / "2026-10-r001.parquet")
    assert values["value"].to_list() == [12.0]  # the held row is not a published value
    assert not any(path.stat().st_mode & 0o222 for path in done.folder.rglob("*"))


def test_the_second_release_names_the_first(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    for build_id in ("b1", "b2"):
        judged(places, build_id)
        publish(places, build_id)
    entry = Ledger(places.ledger).read()[-1]
    assert entry.payload["previous_release_id"] == "2026-10-r001"
    assert current_release(places).release_id == "2026-10-r002"
    assert (places.release / "2026-10-r001" / "manifest.json").is_file()


def test_publication_alone_is_refused(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    assert refused(places, "nothing") == "no_candidate"
    built(places, "b1")
    assert refused(places, "b1") == "no_verdict"
    judged(places, "b2", refused=True)
    assert refused(places, "b2") == "refused"


def test_a_verdict_rewritten_by_hand_is_refused(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1", refused=True)
    path = candidate(places, "b1").verdict
    path.write_text(path.read_text().replace('"refuse"', '"pass"'))
    assert refused(places, "b1") == "verdict_unknown"


def test_a_verdict_of_another_build_is_refused(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    judged(places, "b2", refused=True)
    candidate(places, "b2").verdict.write_bytes(candidate(places, "b1").verdict.read_bytes())
    assert refused(places, "b2") == "verdict_unknown"


def test_a_flipped_byte_in_any_file_is_refused(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    files = [path for path in candidate(places, "b1").tree.rglob("*") if path.is_file()]
    assert len(files) == 4
    for path in files:
        whole = path.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            changed = bytearray(whole)
            changed[place] ^= 1
            path.write_bytes(bytes(changed))
            assert refused(places, "b1") == "tree_changed", (path, place)
        path.write_bytes(whole)
    assert publish(places, "b1").release_id == "2026-10-r001"


@pytest.mark.parametrize("change", ["added", "removed", "renamed"])
def test_a_changed_set_of_files_is_refused(tmp_path: Path, change: str) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    page = candidate(places, "b1").tree / "data-docs" / "index.html"
    if change == "added":
        page.with_name("more.html").write_text("")
    elif change == "removed":
        page.unlink()
    else:
        page.rename(page.with_name("other.html"))
    assert refused(places, "b1") == "tree_changed"


def test_a_stale_candidate_is_refused(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    judged(places, "b2")
    publish(places, "b2")
    assert refused(places, "b1") == "stale"


def test_a_verdict_from_another_ledger_is_refused(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    verdict = [entry for entry in Ledger(places.ledger).read() if entry.kind == "verdict"][-1]
    places.ledger.unlink()
    head_path(places.ledger).unlink()
    Ledger(places.ledger).append("codebook", {"codebook_hash": "d" * 64})
    Ledger(places.ledger).append("verdict", verdict.payload)
    assert refused(places, "b1") == "other_ledger"


def test_publishing_twice_changes_nothing(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    first = publish(places, "b1")
    ledger = places.ledger.read_bytes()
    assert publish(places, "b1") == first
    assert places.ledger.read_bytes() == ledger


def test_a_release_changed_on_the_disk_is_reported(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    folder = publish(places, "b1").folder
    set_writable(folder)
    (folder / "csv" / "indicator_value.csv").write_bytes(b"other")
    assert refused(places, "b1") == "release_changed"


def test_current_never_names_a_release_whose_verdict_is_not_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that polls `current` finds the verdict from the first moment on."""
    places = places_of(tmp_path)
    judged(places, "b1")
    seen: list[bool] = []
    write = standing.write_atomic

    def watched(path: Path, content: bytes, is_public: bool = False) -> None:
        if path == places.current:
            seen.append((places.release / f"{content.decode().strip()}.verdict.json").exists())
        write(path, content, is_public)

    monkeypatch.setattr(standing, "write_atomic", watched)
    publish(places, "b1")
    assert seen == [True]


class PowerCut(Exception):
    pass


def cut_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    def cut(_job: release.Job) -> None:
        raise PowerCut

    monkeypatch.setattr(release, "STEPS", (*release.STEPS[:count], cut))


@pytest.mark.parametrize("count", range(len(release.STEPS) + 1))
@pytest.mark.parametrize("then", ["same", "next"])
def test_a_crash_after_any_step_is_repaired_by_publishing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, then: str
) -> None:
    places = places_of(tmp_path)
    judged(places, "b0", value=1.0)
    publish(places, "b0")
    judged(places, "b1")
    with monkeypatch.context() as patched:
        cut_after(patched, count)
        with pytest.raises(PowerCut):
            publish(places, "b1")
    assert current_release(places).folder.is_dir()
    if then == "next":  # nobody repeats b1; the next month's candidate comes
        release.recover(places, Ledger(places.ledger).read())
        judged(places, "b2", value=5.0)
        publish(places, "b2")
    else:
        publish(places, "b1")
    releases = [entry.payload for entry in Ledger(places.ledger).read() if entry.kind == "release"]
    ids = [payload["release_id"] for payload in releases]
    assert len(ids) == len(set(ids))
    assert sorted(path.name for path in places.release.glob("*/")) == sorted(ids)
    assert all((places.release / f"{name}.verdict.json").exists() for name in ids)
    assert places.current.read_text().strip() == ids[-1]
    last = pl.read_parquet(places.published / f"{ids[-1]}.parquet")["value"].to_list()
    assert last == ([5.0] if then == "next" else [12.0])
    assert publish(places, str(releases[-1]["build_id"])).release_id == ids[-1]  # bytes agree with the ledger


def test_publishing_removes_what_interrupted_builds_left(tmp_path: Path) -> None:
    """A build killed before its record was written, and one whose verdict was being written."""
    places = places_of(tmp_path)
    (places.build / "killed" / "work").mkdir(parents=True)
    (places.build / "killed" / "work" / "warehouse.duckdb").write_bytes(b"half")
    (places.build / "killed" / ".built.json.draft").write_bytes(b"{")
    judged(places, "b0")
    (places.build / "b0" / ".verdict.json.draft").write_bytes(b"{")
    judged(places, "b1")
    publish(places, "b1")
    assert sorted(path.name for path in places.build.glob("*/")) == ["b0", "b1"]
    assert sorted(path.name for path in (places.build / "b0").iterdir()) == ["built.json", "verdict.json"]


def test_a_release_newer_than_the_ledger_is_not_taken_apart(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    backup = places.ledger.read_bytes()
    judged(places, "b1")
    folder = publish(places, "b1").folder
    places.ledger.write_bytes(backup)
    head_path(places.ledger).unlink()
    judged(places, "b2")
    assert refused(places, "b2") == "unknown_release"
    assert (folder / "manifest.json").is_file()


def test_a_reader_that_polls_sees_whole_releases_only(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b0")
    publish(places, "b0")
    seen: list[str] = []
    faults: list[str] = []
    stop = threading.Event()

    def look() -> None:
        name = places.current.read_text()
        folder = places.release / name.strip()
        tag = json.loads((folder / "manifest.json").read_text())["tag"]
        rows = pl.read_parquet(folder / "parquet" / "indicator_value.parquet").height
        if tag != name.strip() or rows != 2 or not name.endswith("\n"):
            faults.append(name)
        if not seen or seen[-1] != name:
            seen.append(name)

    def poll() -> None:
        try:
            while not stop.is_set():
                look()
        except (OSError, ValueError, pl.exceptions.PolarsError) as fault:
            faults.append(repr(fault))

    reader = threading.Thread(target=poll)
    reader.start()
    for number in range(1, 11):
        judged(places, f"b{number}")
        publish(places, f"b{number}")
    stop.set()
    reader.join()
    look()
    assert not faults
    assert len(seen) > 1
    assert seen == sorted(seen) and seen[-1] == "2026-10-r011\n"


def test_two_publishers_at_once_make_one_release(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    done: list[str] = []
    threads = [threading.Thread(target=lambda: done.append(publish(places, "b1").release_id)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == ["2026-10-r001"] * 4
    assert sum(entry.kind == "release" for entry in Ledger(places.ledger).read()) == 1


def test_nothing_but_the_release_lies_in_its_folder(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    publish(places, "b1")
    assert sorted(os.listdir(places.release)) == [
        "2026-10-r001",
        "2026-10-r001.proof.json",
        "2026-10-r001.verdict.json",
        "current",
        "marts.duckdb",
        "marts.json",
        "verify_release.py",
    ]


def test_what_is_no_release_is_left_alone_and_reported(tmp_path: Path) -> None:
    """A folder of notes, a copy with a manifest, a manifest whose build leads outside, a link, a file."""
    places = places_of(tmp_path)
    judged(places, "b1")
    outside = tmp_path / "victim"
    outside.mkdir()
    notes, copy, hostile = (places.release / name for name in ("notes", "2026-10-r001 (copy)", "2026-11-r009"))
    for folder in (notes, copy, hostile):
        folder.mkdir(parents=True)
    (copy / "manifest.json").write_text('{"build_id": "b1"}')
    (hostile / "manifest.json").write_text('{"build_id": "../../../victim"}')
    (places.release / "2026-12-r010").symlink_to(outside)
    (places.release / "list.txt").write_text("x")
    assert publish(places, "b1").release_id == "2026-10-r001"
    names = ["2026-10-r001 (copy)", "2026-11-r009", "2026-12-r010", "list.txt", "notes"]
    assert [path.name for path in strays(places, {"2026-10-r001"})] == names
    assert all((places.release / name).exists() for name in names) and list(outside.iterdir()) == []


def test_an_entry_under_the_name_of_the_next_release_is_reported_and_kept(tmp_path: Path) -> None:
    places = places_of(tmp_path)
    judged(places, "b1")
    (places.release / "2026-10-r001").mkdir(parents=True)
    assert refused(places, "b1") == "target_taken"
    assert (places.release / "2026-10-r001").is_dir()
    (places.release / "2026-10-r001").rmdir()
    assert publish(places, "b1").release_id == "2026-10-r001"
