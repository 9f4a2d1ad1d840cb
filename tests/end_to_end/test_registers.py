"""A register from the sender's rows to the release: its records, its count against a form's figure, no person in it.

A department's list by our own seeds (SKHCN-07, corrected by a partial one), a commune's with a personal column and a
row below the signatures, and a commune's form of rows with one.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from support import trial, trial_register

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.publication import month
from pipelines.settings import Places, places
from pipelines.warehouse.query import query

OFFICE, QUARTER, MONTH = "D08-SKHCN", "2026-Q4", "2026-12"
SECRETS = ("Người Kín Một", "0912 345 678", "Họ Và Tên", "Người Kín Ba", "Dự án DA-003", "Kín Bốn", "Kín Năm")
CASE = Path(__file__).resolve().parents[3] / "shared/cases/public/p50_one_row_below_the_signatures.xlsx"  # of C00700
SIGNERS = ("Hoàng Văn Mẫu", "Lò Thị Mẫu")  # of the case
SIGNED = "C00691"


def firm(n: int, **changed: str | int) -> dict[str, str | int]:
    row: dict[str, str | int] = {"name": f"Doanh nghiệp mô phỏng {n}", "firm_code": f"MP-{n:04d}", "support": 10 * n}
    return row | {"commune": "Xã Ngọc Đường", "decision_number": f"{n}/MP", "decision_date": "2026-05-02"} | changed


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Places:
    root = tmp_path_factory.mktemp("registers")
    trial.codebook(root / "seeds")
    codebook, here = trial_register.codebook(root / "seeds"), places("08", root / "data")
    inbox = root / "in"
    for folder in ("1", "2"):
        (inbox / folder).mkdir(parents=True)
    name = form_file_name(codebook, FormKey("SKHCN-07", OFFICE, QUARTER))
    full = {"DN": [firm(n) for n in range(1, 5)]}
    write_form(codebook, FormKey("SKHCN-07", OFFICE, QUARTER), inbox / "1" / name, FormContent(registers=full))
    counted = inbox / "1" / form_file_name(codebook, FormKey("SKHCN-01", OFFICE, MONTH))
    write_form(codebook, FormKey("SKHCN-01", OFFICE, MONTH), counted, FormContent(values={("01", "in_period"): 5}))
    rows = [trial_register.project(1, contact=SECRETS[0]), trial_register.project(2, contact=SECRETS[1])]
    tail = [["", "Người lập biểu", "", "", "Giám đốc"], ["", "Họ Và Tên", "", "", "Kín Bốn"]]
    tail += [trial_register.project(3, contact="Người Kín Ba")]
    trial_register.write(inbox / "1" / "ds.xlsx", [*rows, ["", "Tổng cộng", "", "", "", 20]], tail=tail)
    _signed(codebook, inbox / "1" / form_file_name(codebook, FormKey("XA-01", SIGNED, MONTH)))
    if CASE.exists():
        shutil.copy(CASE, inbox / "1")
    partial = {"DN": [firm(2, support=25), firm(5)]}
    write_form(codebook, FormKey("SKHCN-07", OFFICE, QUARTER), inbox / "2" / name, FormContent(registers=partial))
    month.receive(here, root / "seeds", [inbox / "1"])
    month.receive(here, root / "seeds", [inbox / "2"], month.Delivery(mode="partial"))
    done = month.run(here, root / "seeds", MONTH)
    assert done.release is not None, done.verdict.reasons
    return here


def _signed(codebook: Codebook, path: Path) -> None:
    """XA-01 with names below its signatures, and below these its first line once more."""
    content = FormContent(values={("01", "in_period"): 120, ("03", "in_period"): 800})
    write_form(codebook, FormKey("XA-01", SIGNED, MONTH), path, content)
    book = openpyxl.load_workbook(path)
    sheet = book["XA-01"]
    (top,) = [cell.row for line in sheet.iter_rows() for cell in line if cell.value == "Người lập biểu"]
    sheet.cell(top + 3, 1, "Kín Năm")
    sheet.cell(top + 3, 5, "Kín Bốn")
    for column, value in enumerate(("Số liệu năm trước", "01", "doanh nghiệp", 240), 2):
        sheet.cell(top + 6, column, value)
    book.save(path)


@pytest.fixture(scope="module")
def tree(desk: Places) -> Path:
    return desk.release / desk.current.read_text().strip()


def found_in(desk: Places, tree: Path, names: Sequence[str]) -> list[str]:
    """Every table and file that holds one of the names: of the landing but `personal`, of the build, of the release."""
    found: list[str] = []
    built = desk.build / (desk.build / "latest").read_text().strip() / "work" / "warehouse.duckdb"
    for database in (tree.parent / "marts.duckdb", built):
        with duckdb.connect(str(database), read_only=True) as con:
            texts = con.execute(
                "select schema_name, table_name, column_name from duckdb_columns()"
                " where data_type = 'VARCHAR' and not internal and database_name = current_database()"
            ).fetchall()
            assert len(texts) > 100
            for schema, table, column in texts:
                asked = f'select 1 from "{schema}"."{table}" where regexp_matches("{column}", ?) limit 1'
                if con.execute(asked, ["|".join(names)]).fetchone():
                    found.append(f"{schema}.{table}.{column}")
    for path in [*desk.landing.rglob("*.parquet"), *tree.rglob("*.parquet")]:
        if not path.name.startswith("personal-"):
            words = "\n".join(pl.read_parquet(path).cast(pl.String()).fill_null("").to_numpy().ravel())
            found += [path.name for name in names if name in words]
    for path in (path for path in tree.rglob("*") if path.suffix in (".csv", ".json", ".html")):
        found += [path.name for name in names if name in path.read_text("utf-8")]
    return found


def test_the_records_of_the_full_list_and_of_the_partial_one_after_it(tree: Path) -> None:
    rows = query(
        tree,
        "select r.entity_key, r.entity_name, r.sheet, f.number_value, f.uom_code from register_record as r"
        " inner join register_field as f on f.submission_id = r.submission_id and f.row_key = r.row_key"
        " where r.form_code = 'SKHCN-07' and f.col_key = 'support' order by r.entity_key",
    ).rows()
    money = {1: 10.0, 2: 25.0, 3: 30.0, 4: 40.0, 5: 50.0}
    assert rows == [
        (f"MP-{n:04d}", f"Doanh nghiệp mô phỏng {n}", "SKHCN-07", value, "million_vnd") for n, value in money.items()
    ]


def test_a_day_is_a_day(tree: Path) -> None:
    days = query(tree, "select distinct date_value from register_field where col_key = 'decision_date'")
    assert days["date_value"].to_list() == [date(2026, 5, 2)]


def test_the_count_of_the_register_agrees_with_the_form(tree: Path) -> None:
    rows = query(
        tree,
        "select period_code, value, other_period_code, other_value, outcome from cross_check"
        " where check_code = 'CC_STARTUP_REGISTER'",
    ).rows()
    assert rows == [(QUARTER, 5.0, MONTH, 5.0, "agrees")]
    counted = query(tree, "select register_key, n_records, n_entities from register_count order by register_key").rows()
    assert counted == [("DA", 2, 2), ("DN", 5, 5)]


def test_the_count_is_no_published_figure_of_its_own(tree: Path) -> None:
    """It is held against the form's figure, and does not stand beside it as another series."""
    rows = query(tree, "select 1 from indicator_value where source_code = 'province_register'")
    assert rows.is_empty()


def test_no_personal_text_leaves_the_restricted_table(desk: Places, tree: Path) -> None:
    restricted = pl.concat([pl.read_parquet(path) for path in desk.landing.rglob("personal-*.parquet")])
    assert set(SECRETS) <= set(restricted["raw_text"])
    assert found_in(desk, tree, [*SECRETS, *SIGNERS]) == []


def test_the_case_of_a_row_below_the_signatures(desk: Places, tree: Path, shared: Path) -> None:
    assert shared / "cases" / "public" / CASE.name == CASE
    restricted = pl.concat([pl.read_parquet(path) for path in desk.landing.rglob("personal-*.parquet")])
    assert set(SIGNERS) <= set(restricted["raw_text"])
    submission = {"reporter": "C00700", "form": "XA-01"}
    condition = "reporter_code = $reporter and form_code = $form"
    rejects = query(
        tree, f"select address, raw_text, row_key, reason_code from rejected_cell where {condition}", submission
    )
    assert rejects.rows() == [("E46", None, None, "below_signatures")]
    counts = query(tree, f"select n_observation, n_reject from submission_status where {condition}", submission)
    assert counts.rows() == [(26, 1)]  # as the case's README says


def test_the_signed_line_stands_and_the_one_below_the_signatures_is_a_question(tree: Path) -> None:
    rows = query(
        tree,
        "select state, value from indicator_value where area_id = $area and period_code = $period"
        " and indicator_code = 'N_FIRM_ACTIVE' and measure_code = 'in_period'",
        {"area": f"c25-{SIGNED[1:]}", "period": MONTH},
    ).rows()
    assert rows == [("current", 120.0)]
    rejects = "select raw_text, reason_code from rejected_cell where reporter_code = $reporter"
    assert query(tree, rejects, {"reporter": SIGNED}).rows() == [(None, "below_signatures")]
    lists = "select distinct reason_code from rejected_cell where form_code = 'TRIAL-REG'"
    assert query(tree, lists)["reason_code"].to_list() == ["below_signatures"]


def test_every_cell_of_the_registers_is_accounted_for(tree: Path) -> None:
    rows = query(
        tree,
        "select n_nonempty, n_second, n_observation + n_absence_filled + n_reject + n_context as n_classified"
        " from submission_status where form_code in ('SKHCN-07', 'TRIAL-REG')",
    ).rows()
    assert len(rows) == 3
    assert all(n == second == printed for n, second, printed in rows)
