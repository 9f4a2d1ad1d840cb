"""What a digest takes from ledger, verdict and release, on candidates made by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from unit.publication.hand_made import judged, places_of

from pipelines.alerts.content import Failed
from pipelines.alerts.digest import compose
from pipelines.alerts.gather import gather, latest_period
from pipelines.cli.app import call
from pipelines.ledger import Ledger
from pipelines.publication.candidate.candidate import candidate
from pipelines.publication.facts import verdict_from_json
from pipelines.publication.release.release import publish
from pipelines.settings import Places, seeds_root

DAY = date(2026, 10, 22)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_of(tmp_path)


def digest_of(places: Places, failed: Failed | None = None) -> str:
    return compose("08", gather(places, seeds_root(), "2026-10", DAY, failed)).text.vi


def test_before_anything_was_built(places: Places) -> None:
    content = gather(places, seeds_root(), "2026-10", DAY)
    assert (content.duties, content.published, content.refused) == (None, None, None)
    assert latest_period(Ledger(places.ledger).read()) is None


def test_a_release_with_the_files_to_open(places: Places) -> None:
    judged(places, "b1")
    publish(places, "b1")
    made = places.files / "2026-10-r001"
    for name in ("so-lieu.xlsx", "bao-cao/thang.docx", "xa/00700.xlsx", "csv_excel/area.csv"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).touch()
    content = gather(places, seeds_root(), "2026-10", DAY)
    assert content.published and content.published.release_id == "2026-10-r001"
    assert [path.relative_to(made).as_posix() for path in content.published.files] == [
        "bao-cao/thang.docx",
        "so-lieu.xlsx",
    ]
    assert latest_period(Ledger(places.ledger).read()) == "2026-10"
    assert "hạn" not in digest_of(places)  # the hand-made tree has no duties


def test_a_refusal_counts_until_something_is_published(places: Places) -> None:
    judged(places, "b1", refused=True)
    content = gather(places, seeds_root(), "2026-10", DAY)
    assert content.refused and content.refused.build_id == "b1" and content.published is None
    judged(places, "b2")
    publish(places, "b2")
    assert gather(places, seeds_root(), "2026-10", DAY).refused is None


def test_a_refusal_does_not_hide_the_release_before_it(places: Places) -> None:
    judged(places, "b1")
    publish(places, "b1")
    judged(places, "b2", refused=True)
    content = gather(places, seeds_root(), "2026-10", DAY)
    assert content.refused and content.published and content.published.release_id == "2026-10-r001"


def test_a_reason_that_may_name_a_file_is_named_and_not_quoted(places: Places) -> None:
    judged(places, "b1", refused=True)
    place = candidate(places, "b1")
    raw = json.loads(place.verdict.read_text("utf-8"))
    name = "XA-01 Nguyễn Văn An 0912345678.xlsx"
    raw["reasons"] = [
        {"code": "blob_damaged", "vi": f"Bản gốc của “{name}”", "en": name},
        {"code": "blob_damaged", "vi": f"Bản gốc của “{name}” nữa", "en": name},
        {"code": "table_empty", "vi": "Bảng area trống.", "en": "Table area is empty."},
        {"code": "of_tomorrow", "vi": name, "en": name},
    ]
    assert verdict_from_json(json.dumps(raw)).reasons[0].vi.startswith("Bản gốc")
    place.verdict.write_text(json.dumps(raw), "utf-8")
    text = digest_of(places)
    assert "Nguyễn" not in text and "0912" not in text
    lines = text.splitlines()
    assert "- Bản gốc của tệp đã nhận bị mất hoặc bị đổi (2)" in lines
    assert "- Bảng area trống." in lines and "- Lý do khác của khâu kiểm soát" in lines


def test_a_skipped_file_is_called_by_the_technical_part_of_its_name(places: Places) -> None:
    ledger = Ledger(places.ledger)
    ledger.append(
        "skip", {"source": "in/Hoàng Thị Bích/XA-01 Nguyen Van A.xlsx", "reason": "too_large", "channel": "cli"}
    )
    ledger.append("skip", {"source": "in/Thumbs.db", "reason": "system_file", "channel": "cli"})
    content = gather(places, seeds_root(), "2026-10", DAY)
    assert [file.name for file in content.files if file.file_id == "S000002"] == ["XA-01.xlsx"]
    text = digest_of(places)
    assert "Nguyen" not in text and "Bích" not in text and "đơn vị: bỏ qua" in text


def test_a_file_that_does_not_become_complete_is_called_by_its_technical_name(places: Places) -> None:
    assert gather(places, seeds_root(), "2026-10", DAY).incomplete == ()
    inbox = places.data / "inbox" / "08"
    inbox.mkdir(parents=True)
    (inbox / "XA-01 Nguyen Van A.xlsx.part").write_bytes(b"PK")
    (places.data / "chiso.toml").write_text("[health]\ninbox_hours = 1\n", "utf-8")
    assert gather(places, seeds_root(), "2026-10", DAY).incomplete == ()  # it came a moment ago
    since = 1792461600.0  # 2026-10-20 02:00 UTC, and the machine's clock is later
    notes = places.build / "waiting.json"
    notes.parent.mkdir(parents=True, exist_ok=True)
    notes.write_text(json.dumps({"08/XA-01 Nguyen Van A.xlsx.part": since}), "utf-8")
    (found,) = gather(places, seeds_root(), "2026-10", DAY).incomplete
    assert found.since == "20/10/2026 09:00" and found.reason.code == "downloading"
    assert found.name.startswith("XA-01") and "Nguyen" not in digest_of(places)


def test_a_broken_ledger_is_a_digest_of_its_own(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    judged(places, "b1")
    places.ledger.write_bytes(places.ledger.read_bytes().replace(b'"b1"', b'"b7"', 1))
    content = gather(places, seeds_root(), "2026-10", DAY, Failed("run", ("verdict",)))
    assert content.fault and content.fault.code == "hash_mismatch" and content.failed
    assert "Sổ cái hỏng ở dòng 2" in compose("08", content).text.vi
    assert call(["digest", "--data", str(places.data)]) == 1  # without a period it is looked for in the ledger
    assert "Sổ cái hỏng" in capsys.readouterr().err
    assert call(["digest", "--period", "2026-10", "--data", str(places.data)]) == 0


def test_tables_that_cannot_be_read_leave_the_rest(places: Places) -> None:
    judged(places, "b1")
    tree = candidate(places, "b1").tree
    publish(places, "b1")
    assert not tree.exists()
    folder = places.release / "2026-10-r001"
    folder.chmod(0o755)
    (folder / "parquet").chmod(0o755)
    pl.DataFrame({"duty_code": ["XA-01"]}).write_parquet(folder / "parquet" / "duty_version.parquet")
    content = gather(places, seeds_root(), "2026-10", DAY)
    assert content.duties is None and content.published
