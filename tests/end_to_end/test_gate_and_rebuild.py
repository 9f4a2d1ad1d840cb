"""The gate and the way back, through the command line, on a real month: nothing bad gets out, nothing good is lost."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

import pytest
from support.province import Province

from pipelines.cli.app import call
from pipelines.ledger import Ledger
from pipelines.settings import Places
from pipelines.submissions.intake.receive import blob_path
from pipelines.warehouse.query import query

LOST = "C00706"  # its original of October is gone


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, province: Province) -> Places:
    """The province's raw data, landing and pointer, to be damaged without harm to the other tests."""
    return province.copied(tmp_path_factory.mktemp("copy"))


def flip(path: Path, place: int) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))


def test_a_structural_fault_is_refused_whichever_way_one_publishes(
    copy: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    before = copy.current.read_bytes()
    data = ("--data", str(copy.data))
    blob = sorted(path for path in copy.blobs.rglob("*") if path.is_file())[0]
    flip(blob, 100)
    assert call(["run", "--period", "2026-10", *data]) == 2
    assert blob.name in capsys.readouterr().out
    assert call(["publish", *data]) == 2
    assert copy.current.read_bytes() == before

    flip(blob, 100)  # the backup is restored: the same candidate is judged anew
    assert call(["gate", *data]) == 0
    build_id = (copy.build / "latest").read_text().strip()
    tree = copy.build / build_id / "tree"
    kinds = {path.suffix: path for path in sorted(tree.rglob("*")) if path.is_file()}
    assert kinds.keys() >= {".parquet", ".csv", ".json", ".html"}
    for path in kinds.values():
        for place in (0, path.stat().st_size // 2, -1):
            flip(path, place)
            assert call(["publish", *data]) == 2, (path, place)
            flip(path, place)
    assert copy.current.read_bytes() == before
    assert call(["publish", *data]) == 0
    assert copy.current.read_bytes() != before


@pytest.mark.parametrize("number", [0, 2])
def test_a_release_is_rebuilt_to_the_same_bytes(
    number: int, province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first of three, and the third, which shows for held slices what the two before it published."""
    release_id = province.releases[number]
    out = tmp_path / "out"
    code = call(["rebuild", release_id, "--out", str(out), "--data", str(province.places.data)])
    assert code == 0, capsys.readouterr().out
    published = province.places.release / release_id
    names = [path.relative_to(published) for folder in ("parquet", "csv") for path in (published / folder).iterdir()]
    assert len(names) > 20
    for name in [*names, Path("manifest.json")]:
        assert filecmp.cmp(published / name, out / "tree" / name, shallow=False), name


def test_a_lost_original_is_settled_by_a_dismissal_and_by_nothing_else(
    province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spot = province.copied(tmp_path / "copy")
    shutil.copytree(province.places.release, spot.release, dirs_exist_ok=True)
    data = ("--data", str(spot.data))
    name = province.sent(LOST, "2026-10").name
    receipts = [entry.payload for entry in Ledger(spot.ledger).read() if entry.kind == "receipt"]
    (receipt,) = (one for one in receipts if one["original_name"] == name)
    blob_path(spot, receipt["sha256"]).unlink()
    (spot.release / "ghi chú.txt").write_text("không phải bản công bố")
    assert call(["run", "--period", "2026-10", *data]) == 2
    text = capsys.readouterr().out
    command = f"chiso dismiss {receipt['receipt_id']} --reason"
    assert command in text and "ghi chú.txt" in text
    assert call(["status", *data]) == 0
    assert f"{receipt['receipt_id']}\t{name}\tmất bản gốc\t" in capsys.readouterr().out

    settled = ("--reason", "Hỏng đĩa, bản sao lưu cũng không có", "--owner", "Phòng Quản lý khoa học")
    assert call(["dismiss", receipt["receipt_id"], *settled, *data]) == 0
    assert call(["run", "--period", "2026-10", *data]) == 0
    text = capsys.readouterr().out
    assert "Ghi chú (1), không cản công bố:" in text and f"biên nhận {receipt['receipt_id']}" in text
    current = spot.current.read_text().strip()
    sql = "select state from duty_status where form_code = 'XA-01' and period_code = '2026-10' and reporter_code = $who"
    assert query(spot.release / current, sql, {"who": LOST}).rows() == [("unreadable",)]
    sql = """
        select distinct state from slice_state
        where area_id = $area and period_code = '2026-10' and indicator_code = 'N_ADULT'
    """
    assert query(spot.release / current, sql, {"area": f"c25-{LOST[1:]}"}).rows() == [("held",)]
    assert call(["rebuild", current, "--out", str(tmp_path / "new"), *data]) == 0  # the dismissal is part of it
    capsys.readouterr()
    earlier = province.releases[-1]
    assert call(["rebuild", earlier, "--out", str(tmp_path / "old"), *data]) == 1
    assert f"Thiếu bản gốc: tệp “{name}”" in capsys.readouterr().out
    assert call(["dismiss", receipt["receipt_id"], *settled, *data]) == 1  # settled once
