"""Data of an earlier version under the present code: the month goes on, old releases stay; then a restore drill.

The data are those of an office that ran commit ee44df5 for two months (`make_archive.py`). They are unpacked once, the
third month is received and published by the present code, and the whole is backed up and restored.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli.app import call
from pipelines.ledger import Ledger
from pipelines.maintenance.backup import back_up, check_copy
from pipelines.maintenance.restore import restore
from pipelines.publication.candidate.rebuild import rebuild
from pipelines.publication.integrity.findings import Finding
from pipelines.publication.integrity.verify import verify
from pipelines.publication.messages import PublicationError
from pipelines.publication.tree import tree_hash
from pipelines.settings import Places

pytestmark = pytest.mark.slow

ARCHIVE = Path(__file__).with_name("ee44df5.tar.xz")
OLD = {"2026-08-r001", "2026-09-r002"}
NEXT = "2026-10-r003"
SLICE = {"area_id": "c25-01180", "indicator_code": "N_ADULT", "measure_code": "in_period", "period_code": "2026-08"}
COUNTS = (
    "select period_code, state, count(*) from indicator_value where indicator_code = 'N_ADULT' and value is not null"
    " and area_id like 'c25-%' and measure_code = 'in_period'"
    " group by period_code, state order by period_code, state"
)
LAST_GOOD = (
    "select value, shown_release_id, shown_period_code from indicator_value where area_id = 'c25-01180'"
    " and indicator_code = 'N_ADULT' and measure_code = 'in_period' and period_code = '2026-09'"
)


class Upgraded:
    """The unpacked data root, the bytes that it had, and the answers of the commands that ran on it."""

    def __init__(self, folder: Path) -> None:
        with tarfile.open(ARCHIVE) as archive:
            archive.extractall(folder, filter="data")
        self.places = Places("08", folder / "data")
        self.inbox = folder / "inbox" / "2026-10"
        self.before = hashes(self.places.raw) | hashes(self.places.release)
        self.before_status = call(["status", "--data", str(self.places.data)])
        self.run = call(["run", "--period", "2026-10", "--inbox", str(self.inbox), "--data", str(self.places.data)])


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    return Upgraded(tmp_path_factory.mktemp("upgrade"))


def hashes(root: Path) -> dict[Path, str]:
    return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in root.rglob("*") if p.is_file()}


def answer(capsys: pytest.CaptureFixture[str], where: Places, *words: str) -> str:
    capsys.readouterr()
    assert call([*words, "--lang", "en", "--data", str(where.data)]) == 0
    return capsys.readouterr().out


def release_entries(where: Places) -> dict[str, Any]:
    return {e.payload["release_id"]: e.payload for e in Ledger(where.ledger).read() if e.kind == "release"}


def faults_of(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(found.path, found.said.en) for found in findings if not found.is_note]


def test_the_archive_is_small_and_says_that_its_figures_are_simulated() -> None:
    assert ARCHIVE.stat().st_size < 700_000
    with tarfile.open(ARCHIVE) as archive:
        names = archive.getnames()
        blobs = [name for name in names if re.search(r"/blobs/../[0-9a-f]{64}$", name)]
        assert len(blobs) == 14  # six communes and one department, two months
        assert {name.split("/")[3] for name in names if name.startswith("data/release/08/2026")} == {
            *OLD,
            *(f"{release_id}.verdict.json" for release_id in OLD),
        }


def test_the_next_month_is_received_and_published(upgraded: Upgraded) -> None:
    assert (upgraded.before_status, upgraded.run) == (0, 0)
    assert upgraded.places.current.read_text("utf-8") == f"{NEXT}\n"
    entries = Ledger(upgraded.places.ledger).read()
    assert sum(entry.kind == "receipt" for entry in entries) == 14 + 7
    after = hashes(upgraded.places.raw) | hashes(upgraded.places.release)
    changed = {path for path, sha256 in upgraded.before.items() if after.get(path) != sha256}
    assert changed == {upgraded.places.ledger, upgraded.places.current}, "what was there stays as it was"


def test_the_new_release_holds_the_figures_of_all_three_months(
    upgraded: Upgraded, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line.split() for line in answer(capsys, upgraded.places, "query", COUNTS).splitlines()[1:]]
    # of the commune whose September file is cut in half, the last good value is shown
    assert lines[:3] == [["2026-08", "current", "6"], ["2026-09", "current", "5"], ["2026-09", "held", "1"]]
    assert lines[3][:2] == ["2026-10", "current"] and lines[3][2].startswith("6")
    shown = answer(capsys, upgraded.places, "query", LAST_GOOD).splitlines()[1].split()
    table = upgraded.places.release / "2026-08-r001" / "csv" / "pub_indicator_value.csv"
    with table.open(encoding="utf-8", newline="") as file:
        august = [row for row in csv.DictReader(file) if SLICE.items() <= row.items()]
    assert [float(row["value"]) for row in august] == [float(shown[0])]
    assert shown[1:3] == ["2026-09-r002", "2026-08"], "the last release that published August's value is September's"


def test_old_releases_answer_and_have_the_bytes_of_the_ledger(
    upgraded: Upgraded, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    recorded = release_entries(upgraded.places)
    for release_id in OLD:
        assert tree_hash(upgraded.places.release / release_id) == recorded[release_id]["tree_hash"]
        answer(capsys, upgraded.places, "export", "--release", release_id, "--out", str(tmp_path / release_id))
        assert len(list((tmp_path / release_id).glob("*.csv"))) > 40
    status = answer(capsys, upgraded.places, "status")
    assert all(release_id in status for release_id in (*OLD, NEXT))
    assert "08_XA-01_2026-09_C01180.xlsx" in status, "the file that cannot be read still needs a person"
    assert call(["changes", "--lang", "en", "--data", str(upgraded.places.data)]) == 1
    assert "2026-09-r002 was published by an earlier version of chiso" in capsys.readouterr().err
    notes = (upgraded.places.files / NEXT / f"ghi-chu-{NEXT}.txt").read_text("utf-8-sig")
    assert any("2026-09-r002" in line and "compared" in line for line in notes.splitlines())


def test_an_old_release_names_the_commit_that_builds_it_again(upgraded: Upgraded, tmp_path: Path) -> None:
    recorded = release_entries(upgraded.places)
    assert {recorded[release_id]["code_commit"][:7] for release_id in OLD} == {"ee44df5"}
    with pytest.raises(PublicationError) as refused:
        rebuild(upgraded.places, "2026-09-r002", tmp_path / "rebuilt")
    assert refused.value.code == "codebook_of_other_version" and "ee44df5" in refused.value.message_en


def test_the_ledger_has_only_grown(upgraded: Upgraded) -> None:
    """Its beginning is what the earlier version reads to build its releases again (docs/operation.md)."""
    with tarfile.open(ARCHIVE) as archive:
        member = archive.extractfile("data/raw/08/ledger.jsonl")
        assert member is not None
        before = member.read()
    assert upgraded.places.ledger.read_bytes().startswith(before)


def test_a_restore_gives_back_everything_and_the_present_release_is_built_again_equal(
    upgraded: Upgraded, tmp_path: Path
) -> None:
    """The drill: a disk is lost, the backup is restored on an empty one, and releases are compared byte by byte."""
    disk, new = Places("08", tmp_path / "disk"), Places("08", tmp_path / "new")
    assert back_up(upgraded.places, disk.data).faults == []
    assert check_copy(disk) == []
    restored = restore(disk, new)
    assert (restored.faults, set(restored.releases)) == ([], {*OLD, NEXT})
    assert faults_of(verify(new, is_deep=True)) == faults_of(verify(upgraded.places, is_deep=True)) == []
    same = {p.relative_to(new.raw): sha256 for p, sha256 in hashes(new.raw).items()}
    assert same == {p.relative_to(upgraded.places.raw): sha256 for p, sha256 in hashes(upgraded.places.raw).items()}
    for release_id, entry in release_entries(new).items():
        assert tree_hash(new.release / release_id) == entry["tree_hash"]
    rebuilt = rebuild(new, NEXT, tmp_path / "rebuilt")
    assert rebuilt.is_equal
    assert len(rebuilt.same) > 100
    manifest = json.loads((new.release / NEXT / "manifest.json").read_bytes())
    assert manifest["release_id"] == NEXT
