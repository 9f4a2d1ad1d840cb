"""Which form `form diff` finds, where the answer is known beforehand.

Every form as we issue it, every published workbook as it is declared, a register with a further column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.layout import FormKey
from pipelines.settings import seeds_root
from pipelines.submissions.intake.read_file import Task, read_workbook
from pipelines.submissions.layout.compile import area_names, compile_layouts
from pipelines.submissions.layout.layouts import Form, Layouts
from pipelines.submissions.propose.form import Proposal, propose

PUBLISHED = {
    "PCI_2014.xlsx": {("PCI", 2014)},
    "PCI_2015.xlsx": {("PCI", 2015)},
    "PAPI_2011-2016.xlsx": {("PAPI", 1)},
    "Final_2012.xls": {("MOF-QT", 2012), ("MOF-QT-TINH", 2012)},
    "Plan_2017.xls": {("MOF-DT", 2017), ("MOF-DT-TINH", 2017)},
}


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


@pytest.fixture(scope="module")
def wide(codebook: Codebook) -> Layouts:
    return replace(compile_layouts(codebook, "08"), areas=area_names(codebook.tables, codebook.tables["areas"]))


def compared(
    codebook: Codebook, wide: Layouts, path: Path, period: str | None = None, lang: str = "vi"
) -> list[Proposal]:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    task = Task(1, "R000001", sha256, str(path), path.name, None, None, period, compares=True)
    return [propose(codebook, observed, lang) for observed in read_workbook(task, wide, {}, lambda _: None).observed]


def issued(codebook: Codebook, wide: Layouts, folder: Path) -> Iterator[tuple[Form, Path]]:
    """A blank of every version of every form of ours, for somebody who may send it and the first period it holds."""
    for form in (form for form in wide.forms if not form.is_anchored):
        kind = (form.reporter_kind, form.office)
        senders = [reporter.code for reporter in wide.reporters.values() if (reporter.kind, reporter.office) == kind]
        calendar = (form.frequency, form.calendar)
        periods = [p for p in wide.periods.values() if (p.kind, p.calendar) == calendar]
        first = next(p.code for p in periods if form.valid_from <= p.start < form.valid_to)
        path = folder / f"{form.code}-{form.version}.xlsx"
        if (sender := form.reporter or next(iter(senders), None)) and sender in wide.reporters:
            write_form(codebook, FormKey(form.code, sender, first), path)
            yield form, path


def test_every_form_as_issued_is_declared_already(codebook: Codebook, wide: Layouts, tmp_path: Path) -> None:
    found: set[str] = set()
    for form, path in issued(codebook, wide, tmp_path):
        (proposal,) = compared(codebook, wide, path)
        assert (proposal.observed.form, proposal.observed.score, proposal.addition.rows) == (
            (form.code, form.version),
            1.0,
            {},
        ), path.name
        found.add(form.code)
    assert len(found) >= 20


def test_without_its_number_a_form_is_still_the_nearest_to_itself(
    codebook: Codebook, wide: Layouts, tmp_path: Path
) -> None:
    n = 0
    for form, path in issued(codebook, wide, tmp_path):
        book = openpyxl.load_workbook(path)
        del book["_chiso"]
        for row in book[form.code].iter_rows(max_row=6):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("Biểu số"):
                    cell.value = None
        book.save(path)
        (proposal,) = compared(codebook, wide, path)
        assert proposal.observed.form is not None and proposal.observed.form.code == form.code, path.name
        n += 1
    assert n >= 20


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_workbook_is_declared_already(shared: Path, codebook: Codebook, wide: Layouts, name: str) -> None:
    found = compared(codebook, wide, shared / "workbooks" / "real" / name)
    assert {proposal.observed.form for proposal in found} == PUBLISHED[name]
    assert [proposal.addition.rows for proposal in found] == [{}] * len(found)


def test_a_further_column_of_a_register_may_name_people(codebook: Codebook, wide: Layouts, tmp_path: Path) -> None:
    path = next(path for form, path in issued(codebook, wide, tmp_path) if form.code == "SKHCN-07")
    book = openpyxl.load_workbook(path)
    sheet = book["SKHCN-07"]
    head = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Tên doanh nghiệp")
    sheet.cell(head, 9, "Người đại diện theo pháp luật")
    sheet.cell(head + 1, 9, "2")
    book.save(path)
    (proposal,) = compared(codebook, wide, path)
    (row,) = [
        row for row in proposal.addition.rows["form_columns"] if row["header_vi"] == "Người đại diện theo pháp luật"
    ]
    assert row["is_personal"] == "<có dữ liệu cá nhân: true hay false «Người đại diện theo pháp luật»>"
    assert [row["row_kind"] for row in proposal.addition.rows["form_rows"]] == ["repeat"]


def test_placeholders_are_in_the_language_asked_for(codebook: Codebook, wide: Layouts, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_form(codebook, FormKey("XA-01", "C00700", "2026-10"), path)
    book = openpyxl.load_workbook(path)
    sheet = book["XA-01"]
    codes = [str(row[2]) for row in sheet.iter_rows(max_col=3, values_only=True)]
    last = max(no for no, code in enumerate(codes, start=1) if code.isdigit())
    sheet.insert_rows(last + 1)
    sheet.cell(last + 1, 2, "Số thôn có mạng")
    sheet.cell(last + 1, 4, "thôn")
    sheet.cell(last + 1, 5, 7)
    book.save(path)
    found = {
        lang: compared(codebook, wide, path, lang=lang)[0].addition.rows["form_rows"][-1]["indicator_code"]
        for lang in ("vi", "en")
    }
    assert found == {"vi": "<mã chỉ tiêu «Số thôn có mạng»>", "en": "<indicator code «Số thôn có mạng»>"}


@pytest.mark.parametrize(
    ("period", "days", "closed"),
    [
        (None, ("<ngày bắt đầu hiệu lực>", ""), None),  # January 2026 is the first month of version 1
        ("2026-06", ("2026-05-15", "2026-12-15"), (1, "2026-05-15")),  # version 2 stays as it is
        ("2027-03", ("2027-02-15", ""), (2, "2027-02-15")),
    ],
)
def test_the_version_in_force_ends_where_the_new_one_begins(
    codebook: Codebook,
    wide: Layouts,
    tmp_path: Path,
    period: str | None,
    days: tuple[str, str],
    closed: tuple[int, str] | None,
) -> None:
    path = tmp_path / "t.xlsx"
    write_form(codebook, FormKey("XA-01", "C00700", "2026-01"), path)
    book = openpyxl.load_workbook(path)
    head = next(cell for row in book["XA-01"].iter_rows() for cell in row if cell.value == "Trong kỳ")
    book["XA-01"][head.coordinate] = "Thực hiện trong tháng"
    book.save(path)
    (proposal,) = compared(codebook, wide, path, period)
    (form,) = proposal.addition.rows["forms"]
    assert (form["form_version"], (form["valid_from"], form["valid_to"])) == ("3", days)
    closing = proposal.addition.closing
    assert (closing and (closing.form_version, closing.valid_to)) == closed
