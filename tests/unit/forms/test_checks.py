"""The checks on a form, calculated by LibreOffice: which cells they refuse and colour, against answers made by hand.

The formulas come from the finished workbook and are put beside figures in a fresh one, which LibreOffice calculates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from support.office import convert

from pipelines.codebook.load import Codebook, load
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.content import FormContent, PublishedFigure, SliceKey
from pipelines.forms.blank.layout import FormKey
from pipelines.forms.number_text import number_vi
from pipelines.settings import seeds_root

T = "_T"
XA_01, SKHCN_01 = FormKey("XA-01", "C00700", "2026-10"), FormKey("SKHCN-01", "D08-SKHCN", "2026-10")
LAST = {  # published for 2026-09
    SliceKey("N_FIRM_ACTIVE", T, "in_period"): PublishedFigure(120, "2026-09"),
    SliceKey("N_DOSSIER", T, "ytd"): PublishedFigure(10_000, "2026-09"),
    SliceKey("N_DOSSIER_ONLINE", T, "ytd"): PublishedFigure(6_000, "2026-09"),
    SliceKey("N_DOSSIER_OFFLINE", T, "ytd"): PublishedFigure(4_000, "2026-09"),
    SliceKey("N_COOP", T, "in_period"): PublishedFigure(400, "2026-08"),  # two months old: shown, not compared
}
STOCKS = {"01": 120, "02": 30, "03": 400, "04": 100, "05": 10, "06": 4, "07": 5, "08": 3, "09": 2}
MORE_STOCKS = {"10": 8000, "11": 6000, "12": 3000}
FLOWS = {"13": (50, 90), "14": (1000, 11000), "15": (700, 6700), "16": (300, 4300), "17": (70, 60.9)}
MORE_FLOWS = {"18": (900, 9900), "19": (10, 100)}
RIGHT: dict[str, Any] = {f"{code} 1": value for code, value in (STOCKS | MORE_STOCKS).items()} | {
    f"{code} {number}": value for code, both in (FLOWS | MORE_FLOWS).items() for number, value in enumerate(both, 1)
}


@dataclass(frozen=True)
class Case:
    """Changed cells as `Mã số column`; the cells that a validation refuses; those that turn red or yellow."""

    name: str
    changed: dict[str, Any]
    refused: set[str] = field(default_factory=set[str])
    coloured: set[str] = field(default_factory=set[str])


CASES = [
    Case("right", {}),
    Case("part over whole", {"02 1": 121}, {"01 1", "02 1"}, {"01 1", "02 1"}),
    Case("part not known", {"02 1": "..."}),
    Case("whole is nothing", {"05 1": "-"}, {"06 1"}, {"05 1", "06 1"}),  # a “-” itself is always allowed
    # 15 + 16 = 1000; 10 000 + 990 is not 11 000; 700 / 990 is not 70 %
    Case(
        "sum and cumulative",
        {"14 1": 990},
        {"14 1", "15 1", "16 1", "14 2"},
        {"14 1", "15 1", "16 1", "14 2", "17 1"},
    ),
    Case("explained", {"14 1": 990, "14 3": "Đính chính"}, {"15 1", "16 1"}, {"14 1", "15 1", "16 1", "14 2", "17 1"}),
    Case("words", {"13 1": "khoảng 120"}, {"13 1"}),
    Case("half a person", {"13 1": 2.5}, {"13 1"}),
    Case("negative", {"09 1": -1}, {"09 1"}, {"09 1", "10 1"}),  # per 10,000 adults: below 0
    Case("share", {"17 2": 160.9}, {"17 2"}, {"17 2", "14 2", "15 2"}),
    Case("jump", {"01 1": 500}, set(), {"01 1"}),
    Case("jump explained", {"01 1": 500, "01 3": "Sáp nhập"}),
    Case("small and old", {"05 1": 11}),
]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


@pytest.fixture(scope="module")
def form(codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("blank") / "form.xlsx"
    return openpyxl.load_workbook(write_form(codebook, XA_01, path, FormContent(published=LAST)))


def places(sheet: Any) -> dict[str, str]:
    """`Mã số column` -> address, as printed."""
    rows = {str(line[2].value): line[0].row for line in sheet if re.fullmatch(r"\d\d", str(line[2].value))}
    return {f"{code} {number}": f"{'DEFG'[number]}{row}" for code, row in rows.items() for number in (1, 2, 3)}


@pytest.fixture(scope="module")
def answers(form: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[set[str], set[str]]]:
    """Per case: addresses refused, addresses coloured."""
    folder = tmp_path_factory.mktemp("cases")
    sheet = form.worksheets[0]
    at = places(sheet)
    book = openpyxl.Workbook()
    asked: dict[str, list[tuple[str, set[str], str]]] = {}
    for case in CASES:
        page: Any = book.create_sheet(case.name)
        for place, value in (RIGHT | case.changed).items():
            page[at[place]] = value
        rows = [("refused", cells(rule.sqref), str(rule.formula1)) for rule in checks_of(sheet)]
        for area, rules in sheet.conditional_formatting._cf_rules.items():
            rows += [("coloured", cells(area.sqref), rule.formula[0]) for rule in rules]
        for number, (_, _, formula) in enumerate(rows, 1):
            page[f"Z{number}"] = f"={formula}"
        asked[case.name] = rows
    book.save(folder / "cases.xlsx")
    done = openpyxl.load_workbook(convert([folder / "cases.xlsx"], "xlsx", folder / "done")[0], data_only=True)
    found: dict[str, tuple[set[str], set[str]]] = {}
    for case in CASES:
        refused: set[str] = set()
        coloured: set[str] = set()
        for number, (kind, where, _) in enumerate(asked[case.name], 1):
            answer = done[case.name][f"Z{number}"].value
            assert isinstance(answer, bool), (case.name, where, answer)
            if kind == "refused" and not answer:
                refused |= where
            if kind == "coloured" and answer:
                coloured |= where
        found[case.name] = (refused, coloured)
    return found


def checks_of(sheet: Any) -> list[Any]:
    """The checks of figures; the list in the head that says what kind of report it is checks none."""
    return [rule for rule in sheet.data_validations.dataValidation if "Loại báo cáo" not in str(rule.formula1)]


def cells(ranges: Any) -> set[str]:
    return {f"{get_column_letter(column)}{row}" for area in ranges.ranges for row, column in area.cells}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_checks_refuse_and_colour_the_expected_cells(
    form: Any, answers: dict[str, tuple[set[str], set[str]]], case: Case
) -> None:
    name = {address: place for place, address in places(form.worksheets[0]).items()}
    refused, coloured = ({name[address] for address in group} for group in answers[case.name])
    assert (refused, coloured) == (case.refused, case.coloured)


def test_no_formula_or_text_is_longer_than_excel_takes(codebook: Codebook, tmp_path: Path) -> None:
    for key in (XA_01, SKHCN_01):
        path = write_form(codebook, key, tmp_path / f"{key.form_code}.xlsx", FormContent(published=LAST))
        sheet: Any = openpyxl.load_workbook(path).worksheets[0]
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.formula1) <= 255 and len(rule.error) <= 255 and len(rule.prompt or "") <= 255
            assert len(rule.promptTitle or "") <= 32


def test_hint_names_the_last_figure_and_its_month(form: Any) -> None:
    sheet = form.worksheets[0]
    at = places(sheet)
    hints = {str(rule.sqref): rule.prompt for rule in sheet.data_validations.dataValidation}
    assert "Kỳ trước (Tháng 9 năm 2026): 120 doanh nghiệp." in hints[at["01 1"]]
    assert "Thường từ 60 đến 240" in hints[at["01 1"]]
    assert "Kỳ trước (Tháng 8 năm 2026): 400" in hints[at["05 1"]] and "Thường" not in hints[at["05 1"]]
    assert "10.000" in hints[at["14 2"]] and "14 = 15 + 16." in hints[at["14 2"]]


def test_no_published_figure_is_written_as_this_periods(form: Any) -> None:
    sheet = form.worksheets[0]
    at = places(sheet)
    assert {sheet[address].value for place, address in at.items() if place[-1] == "1"} == {None}


def test_a_closed_scale_is_a_list(codebook: Codebook, tmp_path: Path) -> None:
    sheet: Any = openpyxl.load_workbook(
        write_form(codebook, FormKey("NV-01", "D08-SKHCN", "2026"), tmp_path / "nv.xlsx")
    ).worksheets[0]
    rules = checks_of(sheet)
    assert {(rule.type, rule.formula1) for rule in rules} == {("list", '"0,1,2,3,..."')}


@pytest.mark.parametrize(
    ("value", "text"), [(1234.5, "1.234,5"), (0, "0"), (1e6, "1.000.000"), (-12.25, "-12,25"), (100, "100")]
)
def test_numbers_as_printed_in_vietnam(value: float, text: str) -> None:
    assert number_vi(value) == text


def test_hidden_identity_is_signed_and_very_hidden(form: Any) -> None:
    sheet = form["_chiso"]
    found = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert sheet.sheet_state == "veryHidden"
    assert list(found) == [
        "chiso",
        "form_code",
        "form_version",
        "reporter_code",
        "period_code",
        "layout_hash",
        "signature",
    ]
    assert [found[key] for key in list(found)[:5]] == ["1", "XA-01", "1", "C00700", "2026-10"]


def test_guide_says_when_and_where_and_never_looks_like_a_head(form: Any) -> None:
    texts = [cell.value for line in form["Hướng dẫn"] for cell in line if isinstance(cell.value, str)]
    assert any("19/10/2026" in text for text in texts)  # three working days after Wednesday 14/10
    assert any("Sở Khoa học và Công nghệ tỉnh Tuyên Quang" in text for text in texts)
    heads = ("biểu số", "đơn vị báo cáo", "mã đơn vị", "kỳ báo cáo")
    assert not [text for text in texts if text.lower().startswith(heads)]


def test_libreoffice_opens_and_prints_the_forms(codebook: Codebook, tmp_path: Path) -> None:
    paths = [write_form(codebook, key, tmp_path / f"{key.form_code}.xlsx") for key in (XA_01, SKHCN_01)]
    for path in convert(paths, "pdf", tmp_path / "pdf"):
        assert path.read_bytes().startswith(b"%PDF")
