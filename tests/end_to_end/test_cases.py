"""Every small workbook of `../shared/cases` gives the answer that its README calls right; the table is printed.

The expected answers are those of the two READMEs, written here by hand: a verdict, figures at cells, rejects with their
reasons, texts that must or must not appear. Run with `-s` to see the table.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.cli.app import call
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places
from pipelines.submissions.book.read import read_book
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import NOTHING_STATED, Delivery, receive

TABLES = ("submission", "cell", "observation", "record", "personal")
Frames = dict[str, pl.DataFrame]
READ, WAITING, REFUSED, UNREADABLE = "read", "waiting", "refused", "unreadable"


@dataclass(frozen=True, slots=True)
class Case:
    """One file and its right answer.

    `outcomes` are the verdicts that the README accepts. What follows holds where the file was read; of a tuple of
    reasons one must stand at the cell. `texts` are parts of the message.
    """

    name: str
    outcomes: tuple[str, ...] = (READ,)
    n_observation: int | None = 26
    figures: dict[str, float] = field(default_factory=dict[str, float])  # cell -> its value
    not_figures: tuple[str, ...] = ()  # cells that must not be a reported figure
    rejects: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # cell -> accepted reasons
    figure_or_reject: dict[str, float] = field(default_factory=dict[str, float])
    keys: tuple[str, ...] | None = None  # of the records of a register
    texts: tuple[str, ...] = ()  # each stands in the message of the submission
    no_texts: tuple[str, ...] = ()
    explanations: dict[str, str] = field(default_factory=dict[str, str])
    personal: tuple[str, ...] = ()  # cells whose text is restricted and nowhere else
    reporter: str | None = None
    delivery: Delivery = NOTHING_STATED


PUBLIC = (
    Case("p01a_explanation_starts_with_line_break.xlsx", explanations={"E13": "Tăng do sáp nhập"}),
    Case("p01b_signature_block_with_blank_lines.xlsx", personal=("E40",)),
    Case("p01c_cr_lf_before_a_number.xlsx", figures={"E13": 120}),
    Case("p03_inlinestr_with_v.xlsx", n_observation=None, figure_or_reject={"E26": 1200}),
    Case(
        "p04_struck_digits_in_a_cell.xlsx",
        n_observation=None,
        figure_or_reject={"E13": 120, "E16": 300},
    ),
    Case(
        "p06a_format_says_dong_line_says_million.xlsx",
        n_observation=None,
        rejects={"E13": ("unit_differs", "shown_otherwise")},
    ),
    Case("p10a_fractions_in_counts.xlsx", n_observation=None, not_figures=("E17", "E18", "E25")),
    Case(
        "p24_spreadsheetml_2003.xls",  # E13 is `Type="Number">True`, which is no number
        outcomes=(READ, UNREADABLE),
        n_observation=None,
        rejects={"E13": ("not_a_number",)},
        no_texts=("đều trống",),
    ),
    Case(
        "p28_code_as_number_with_zero_format.xlsx",
        n_observation=None,
        keys=("0101234567", "0201234568"),
    ),
    Case(
        "p30_one_code_spelt_four_ways.xlsx",
        n_observation=None,
        rejects={cell: ("duplicate_entity",) for cell in ("C11", "C12", "C13", "C14")},
    ),
    Case("p32_serial_60.xlsx", n_observation=None, rejects={"G11": ("not_a_date",)}),
    Case("p34_iso_dates_as_text.xlsx", n_observation=None, texts=()),
    Case("p35a_eth_everywhere.xlsx", reporter="C00700"),
    Case("p35c_gha_for_u_horn.xlsx"),
    Case("p37a_old_commune_name_with_neighbours_code.xlsx", outcomes=(WAITING, REFUSED), n_observation=None),
    Case("p38_period_two_years_ahead.xlsx", outcomes=(WAITING,), n_observation=None, texts=("2028",)),
    Case("p50_one_row_below_the_signatures.xlsx", n_observation=None, personal=("A40", "E40", "E41", "A43", "E43")),
    Case("p51_unquoted_decimal_comma.csv", outcomes=(WAITING,), n_observation=None),
)
READING = (
    Case("00_control.xlsx"),
    Case("01_ods_without_mimetype.ods", outcomes=(READ, UNREADABLE), no_texts=("dừng đột ngột",)),
    Case("04_excel2003_xml_named_xls.xls", outcomes=(READ, UNREADABLE, REFUSED), no_texts=("HTML",)),
    Case("05_formula_result_as_inline_text.xlsx", figures={"E8": 23}),
    Case("06_xlm_macro_sheet.xlsm"),
    Case("07_value_covered_by_merge.xlsx", n_observation=None, not_figures=("E11",)),
    Case("08_covered_values_and_whole_row_merge.xlsx", n_observation=None),
    Case("09_ods_indented_xml.ods"),
    Case("11_group_header_ngan_sach.xlsx"),
    Case("11_group_header_ha_tang.xlsx"),
    Case(
        "17_published_table_of_another_year.xlsx",
        outcomes=(WAITING, REFUSED),
        n_observation=None,
        texts=("2014",),
    ),
    Case("18_biff8_codepage_1252.xls"),
)
FOLDERS = dict.fromkeys((c.name for c in PUBLIC), "public") | dict.fromkeys((c.name for c in READING), "reading")


def received(
    root: Path, paths: list[Path], delivery: Delivery = NOTHING_STATED, seeds: Path = REPO / "data" / "seeds"
) -> Frames:
    """What the landing holds of the files, received in this order."""
    codebook = load(seeds)
    where = places("08", root)
    for path in paths:
        receive(where, codebook, [path], delivery)
    landing = land(where, codebook, Ledger(where.ledger).read())
    return {
        table: pl.concat([pl.read_parquet(path) for path in sorted(landing.folder.rglob(f"{table}-*.parquet"))])
        for table in TABLES
        if list(landing.folder.rglob(f"{table}-*.parquet"))
    }


def rows(frames: Frames, table: str, **equal: Any) -> list[dict[str, Any]]:
    if table not in frames:
        return []
    return frames[table].filter(*(pl.col(column) == value for column, value in equal.items())).to_dicts()


def faults(case: Case, frames: Frames) -> list[str]:
    """What differs from the right answer; empty where nothing does."""
    found: list[str] = []
    outcomes = {row["outcome"] for row in rows(frames, "submission")}
    if not outcomes <= set(case.outcomes):
        found.append(f"outcome {outcomes}")
    message = " ".join(str(row["message_vi"]) for row in rows(frames, "submission"))
    found += [f"lacks {text!r}" for text in case.texts if text not in message]
    found += [f"says {text!r}" for text in case.no_texts if text in message]
    if READ not in outcomes:
        return found if outcomes & set(case.outcomes) else [*found, message]
    return found + cell_faults(case, frames)


def cell_faults(case: Case, frames: Frames) -> list[str]:
    found: list[str] = []
    figures = {row["address"]: row for row in rows(frames, "observation", obs_status="reported")}
    rejects = {row["address"]: row["reason_code"] for row in rows(frames, "cell", outcome="reject")}
    if case.n_observation is not None and (len(figures), len(rejects)) != (case.n_observation, 0):
        found.append(f"{len(figures)} figures, rejects {rejects}")
    for cell, value in case.figures.items():
        if cell not in figures or figures[cell]["value"] != value:
            found.append(f"{cell} is not {value}")
    found += [f"{cell} is a figure" for cell in case.not_figures if cell in figures]
    for cell, reasons in case.rejects.items():
        if rejects.get(cell) not in reasons:
            found.append(f"{cell} is {rejects.get(cell)}, not {reasons}")
    for cell, value in case.figure_or_reject.items():
        if cell not in rejects and (cell not in figures or figures[cell]["value"] != value):
            found.append(f"{cell} is neither {value} nor a reject")
    explained = {cell: figures[cell]["explanation"] for cell in case.explanations}
    found += [f"explanations {explained}"] if explained != case.explanations else []
    if case.reporter and {row["reporter_code"] for row in rows(frames, "submission")} != {case.reporter}:
        found.append("another reporter")
    return found + register_faults(case, frames) + personal_faults(case, frames)


def register_faults(case: Case, frames: Frames) -> list[str]:
    keys = sorted(row["entity_key"] for row in rows(frames, "record"))
    return [f"keys {keys}"] if case.keys is not None and keys != sorted(case.keys) else []


def personal_faults(case: Case, frames: Frames) -> list[str]:
    """Texts of restricted cells that stand anywhere else, or are not kept as restricted ones."""
    found: list[str] = []
    kept = {row["address"] for row in rows(frames, "personal")}
    for cell in case.personal:
        if cell not in kept:
            found.append(f"{cell} is not restricted")
        if any(row["raw_text"] for row in rows(frames, "cell", address=cell)):
            found.append(f"the text of {cell} is in the table of cells")
    return found


@pytest.mark.parametrize("case", [*PUBLIC, *READING], ids=lambda case: case.name.split("_")[0])
def test_answer(case: Case, shared: Path, tmp_path: Path) -> None:
    path = shared / "cases" / FOLDERS[case.name] / case.name
    frames = received(tmp_path, [path], case.delivery)
    found = faults(case, frames)
    print(f"{case.name}\t{'right' if not found else '; '.join(found)}")
    assert not found


def test_p34_iso_dates(shared: Path, tmp_path: Path) -> None:
    frames = received(tmp_path, [shared / "cases/public/p34_iso_dates_as_text.xlsx"])
    dates = [json.loads(row["fields"])["decision_date"] for row in rows(frames, "record")]
    print(f"p34_iso_dates_as_text.xlsx\t{dates}")
    assert dates == ["2026-10-05", "2026-10-05"]
    assert not rows(frames, "cell", outcome="reject")


@pytest.mark.parametrize(
    ("delivery", "outcome", "reporter"),
    [
        (Delivery(), READ, "D08-STC"),
        (Delivery(sender="D08-SKHCN", period="2026"), WAITING, None),
        (Delivery(period="2027"), WAITING, None),
    ],
    ids=["alone", "another sender", "another period"],
)
def test_10_printed_office_and_period(
    delivery: Delivery, outcome: str, reporter: str | None, shared: Path, tmp_path: Path
) -> None:
    seeds = shutil.copytree(REPO / "data" / "seeds", tmp_path / "seeds")
    shutil.copytree(shared / "cases" / "reading" / "10_seeds", seeds, dirs_exist_ok=True)
    path = shared / "cases" / "reading" / "10_anchored_form_of_another_office.xlsx"
    frames = received(tmp_path / "data", [path], delivery, seeds)
    (row,) = rows(frames, "submission")
    print(f"{path.name}\t{row['outcome']} {row['reporter_code']} {row['period_code']} {row['message_vi']}")
    assert row["outcome"] == outcome
    if reporter:
        assert (row["reporter_code"], row["period_code"], row["n_observation"]) == (reporter, "2026", 2)


def test_12_blank_form_of_another_below(shared: Path, tmp_path: Path) -> None:
    """The figures of the office whose blank form stands below stay in force; the blank form waits."""
    folder = shared / "cases" / "reading"
    frames = received(tmp_path, [folder / "12_first_C00691.xlsx", folder / "12_blank_form_of_another_below.xlsx"])
    states = {
        (row["receipt_seq"], row["reporter_code"]): (row["outcome"], row["n_observation"])
        for row in rows(frames, "submission")
    }
    print(f"12_blank_form_of_another_below.xlsx\t{states}")
    first, second = sorted({seq for seq, _ in states})
    assert states[first, "C00691"] == (READ, 26)
    assert states[second, "C02380"] == (READ, 26)
    assert states[second, "C00691"][0] != READ


def test_19_foreign_names(shared: Path) -> None:
    path = shared / "cases" / "reading" / "19_unicode_foreign_names.xlsx"
    book = read_book(path.read_bytes(), {}, lambda _stage: None)
    texts = {str(cell) for sheet in book.sheets for row in sheet.rows.values() for cell in row.values()}
    print(f"{path.name}\t{sorted(texts & {'Müller GmbH', 'Überlingen Übung'})}")
    assert {"Müller GmbH", "Überlingen Übung"} <= texts


def proposal(path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, dict[str, list[dict[str, str]]]]:
    """What `chiso form diff` prints, and its proposed rows by table."""
    call(["form", "diff", str(path), "--period", "2026", "--out", str(out)])
    tables = {
        folder.name: [
            row for file in sorted(folder.glob("*.csv")) for row in csv.DictReader(io.StringIO(file.read_text()))
        ]
        for folder in out.iterdir()
        if folder.is_dir()
    }
    return capsys.readouterr().out, tables


def test_13_row_codes_are_no_areas(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared / "cases" / "reading" / "13_diff_row_codes_taken_for_areas.xlsx"
    printed, tables = proposal(path, tmp_path, capsys)
    assert "không gần biểu nào" in printed
    assert "aliases" not in tables
    assert [row["row_key"] for row in tables["form_rows"] if row["row_kind"] == "fixed"] == [
        *("1000", "1100", "1110", "1111", "1112", "1113", "1120", "1121", "1122", "1123")
    ]


def test_14_labels_over_three_columns(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared / "cases" / "reading" / "14_diff_labels_over_three_columns.xlsx"
    _, tables = proposal(path, tmp_path, capsys)
    assert [row["row_key"] for row in tables["form_rows"] if not row["label_vi"]] == []


def test_15_code_row_is_no_data(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared / "cases" / "reading" / "15_diff_code_row_taken_for_data.xlsx"
    _, tables = proposal(path, tmp_path, capsys)
    assert [row["header_code"] for row in tables["form_columns"]] == ["A", "B", "1", "2", "3", "4"]
    assert [row["row_key"] for row in tables["form_rows"] if row["row_kind"] == "fixed"] == ["01", "02", "03", "04"]
    assert {row["header_vi"]: row["role"] for row in tables["form_columns"]}["Tiến sỹ"] == "value"
    assert not any("Người lập biểu" in row["label_vi"] for row in tables["form_rows"])


def test_16_form_of_another_ministry(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared / "cases" / "reading" / "16_diff_nearest_of_another_ministry.xlsx"
    printed, tables = proposal(path, tmp_path, capsys)
    assert "không gần biểu nào" in printed
    assert "SGDDT-01" not in {row["form_code"] for row in tables["forms"]}
