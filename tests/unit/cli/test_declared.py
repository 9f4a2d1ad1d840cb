"""Names that the codebook does not have are refused with the nearest ones, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.cli.app import call
from pipelines.cli.declared import find_form, find_province, find_reporter
from pipelines.cli.names import UnknownNameError
from pipelines.codebook.load import Codebook, load
from pipelines.settings import REPO

SEEDS = REPO / "data" / "seeds"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(SEEDS)


REFUSED = [
    (["run", "--province", "99", "--period", "2026-10"], "Các tỉnh đã khai báo: 08 Tuyên Quang, "),
    (["status", "--province", "88"], "08 Tuyên Quang"),
    (["receive", "pyproject.toml", "--province", "88"], "08 Tuyên Quang"),
    (["ledger", "check", "--province", "tuyen quan"], "08 Tuyên Quang"),
    (["run", "--period", "2026-13"], "2026-12"),
    (["build", "--period", "2026-13"], "2026-12"),
    (["reply", "--period", "2026-13"], "2026-12"),
    (["receive", "pyproject.toml", "--period", "2026-13"], "2026-12"),
    (["receive", "pyproject.toml", "--form", "XA-1"], "XA-01"),
    (["receive", "pyproject.toml", "--sender", "691"], "C00691"),
    (["receive", "--preview", "pyproject.toml", "--sender", "Ngọc Đườn"], "UBND xã Ngọc Đường"),
    (["bind", "adopted", "--period", "2026-13", "--target", "T000-01"], "2026-12"),
    (["form", "blank", "XA-1", "--all", "--period", "2026-11"], "XA-01"),
    (["form", "blank", "XA-01", "--reporter", "C0700", "--period", "2026-11"], "C00700"),
    (["form", "diff", "pyproject.toml", "--form", "XA-1"], "XA-01"),
]


@pytest.mark.parametrize(("arguments", "near"), REFUSED, ids=[" ".join(arguments) for arguments, _ in REFUSED])
def test_an_unknown_name_is_refused_before_anything_is_written(
    arguments: list[str], near: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call([*arguments, "--data", str(tmp_path / "data"), "--lang", "vi"]) == 1
    printed = capsys.readouterr()
    assert printed.out == "" and "Traceback" not in printed.err
    assert near in printed.err, printed.err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("text", ["08", "8", "Tuyên Quang", "tuyen quang", "tỉnh Tuyên Quang"])
def test_a_province_is_found(text: str) -> None:
    assert find_province(SEEDS, text) == "08"


def test_without_reporters_any_province_is_taken(tmp_path: Path) -> None:
    assert find_province(tmp_path, "99") == "99"


def test_a_form_is_found_in_any_case(codebook: Codebook) -> None:
    assert (find_form(codebook.tables, "XA-01"), find_form(codebook.tables, "xa-01")) == ("XA-01", "XA-01")
    with pytest.raises(UnknownNameError, match="XA-01"):
        find_form(codebook.tables, "XA01")


@pytest.mark.parametrize("text", ["C00691", "c00691", "UBND phường Hà Giang 1", "ubnd phuong ha giang 1", "ha giang 1"])
def test_a_reporter_is_found(text: str, codebook: Codebook) -> None:
    names = dict(codebook.tables["reporters"].select("reporter_code", "name_vi").iter_rows())
    wanted = next(code for code, name in names.items() if "Hà Giang 1" in name)
    assert find_reporter(codebook.tables, "08", text) == (text.upper() if text.lower() == "c00691" else wanted)


def test_a_publisher_is_found_in_every_province_and_another_provinces_commune_in_none(codebook: Codebook) -> None:
    reporters = codebook.tables["reporters"]
    publisher = reporters.filter(reporters["province_code"].is_null())["reporter_code"][0]
    other = reporters.filter(province_code="19")["reporter_code"][0]
    assert find_reporter(codebook.tables, "08", publisher) == publisher
    with pytest.raises(UnknownNameError, match=other):
        find_reporter(codebook.tables, "08", other)
