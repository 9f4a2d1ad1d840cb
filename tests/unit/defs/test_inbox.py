"""The inbox as the asset `received` takes it: complete files, of months that have come, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.defs.resources import Office
from pipelines.office_settings import SettingsError

MONTH = "2026-10"


def office(root: Path, quiet: float = 0.0) -> Office:
    return Office(data=str(root / "data"), inbox=str(root / "inbox"), quiet_seconds=quiet)


def put(root: Path, name: str, content: bytes) -> None:
    path = root / "inbox" / "08" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def take(root: Path, month: str = MONTH) -> list[str]:
    return [receipt.source.removeprefix("08/") for receipt in office(root).take_new("08", month).receipts]


def test_one_name_in_two_folders_is_two_files_and_each_is_new_once(tmp_path: Path) -> None:
    put(tmp_path, "2026-10/C00691/bao_cao.csv", b"a")
    put(tmp_path, "2026-10/C00694/bao_cao.csv", b"b")
    assert take(tmp_path) == ["2026-10/C00691/bao_cao.csv", "2026-10/C00694/bao_cao.csv"]
    assert take(tmp_path) == []
    put(tmp_path, "2026-10/C00700/bao_cao.csv", b"a")  # same name, same bytes, another folder
    assert take(tmp_path) == ["2026-10/C00700/bao_cao.csv"]
    put(tmp_path, "2026-10/C00691/bao_cao.csv", b"corrected")
    assert take(tmp_path) == ["2026-10/C00691/bao_cao.csv"]
    assert take(tmp_path) == []


def test_a_month_leaves_the_folders_of_later_months_and_takes_all_else(tmp_path: Path) -> None:
    for name in ("2026-08/a.csv", "2026-10/b.csv", "2026-11/c.csv", "C00691/d.csv", "e.csv", "2026-Q4/f.csv"):
        put(tmp_path, name, name.encode())
    taken = office(tmp_path).take_new("08", MONTH)
    assert [receipt.source for receipt in taken.receipts] == [
        *("08/2026-08/a.csv", "08/2026-10/b.csv", "08/2026-Q4/f.csv", "08/C00691/d.csv", "08/e.csv"),
    ]
    assert [(file.source, file.reason) for file in taken.waiting] == [("08/2026-11/c.csv", "later_month")]
    assert take(tmp_path, "2026-11") == ["2026-11/c.csv"]


def test_a_file_that_came_a_moment_ago_is_left_for_later(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", b"1")
    put(tmp_path, "b.xlsx.part", b"1")
    taken = office(tmp_path, quiet=30).take_new("08", MONTH)
    assert taken.receipts == [] and taken.skipped == []
    assert sorted((file.source, file.reason) for file in taken.waiting) == [
        ("08/a.csv", "changing"),
        ("08/b.xlsx.part", "downloading"),
    ]
    assert take(tmp_path) == ["a.csv"]


def test_the_inbox_is_where_the_settings_of_the_office_say(tmp_path: Path) -> None:
    stated = Office(data=str(tmp_path))
    assert stated.inbox_of("19") == tmp_path / "inbox" / "19"
    (tmp_path / "chiso.toml").write_text('[dagster]\ninbox = "/srv/bao-cao"\n', encoding="utf-8")
    assert stated.inbox_of("19") == Path("/srv/bao-cao/19")
    (tmp_path / "chiso.toml").write_text('[dagster]\ninbox = "bao-cao"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="đường dẫn đầy đủ"):
        stated.inbox_of("19")
