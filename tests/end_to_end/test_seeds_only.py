"""A ratio enters XA-01 (a new form version in mid-year) and CXI by rows of data/seeds alone.

Three communes report September by version 1 and October by version 3 (2 is in the seeds, for a later year);
nothing outside the copied seeds changes.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.publication import month
from pipelines.settings import REPO, Places, places
from pipelines.warehouse.query import query

Row = dict[str, str]
OCTOBER = "2026-09-15"  # the first day of administrative October
COMMUNES = {"C00691": (4, 8), "C00694": (3, 4), "C00700": (1, 10)}  # schools with a club, schools: 50, 75, 10 %


def edit(seeds: Path, table: str, change: Callable[[list[Row]], list[Row]], name: str = "tuyen_quang.csv") -> None:
    path = seeds / table / name if (seeds / table).is_dir() else seeds / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(change(rows))


def another_version(rows: list[Row]) -> list[Row]:
    """Every row of XA-01 once more under version 3."""
    return rows + [row | {"form_version": "3"} for row in rows if row["form_code"] == "XA-01"]


def indicator(code: str, name: str, **given: str) -> Callable[[list[Row]], list[Row]]:
    plain = {"calc_kind": "reported", "uom_code": "organisation", "stock_flow": "stock", "agg_area": "sum"}
    plain |= {
        "version": "1",
        "name_vi": name,
        "name_en": code,
        "definition_vi": name,
        "agg_time": "last",
        "direction": "1",
    }
    plain |= {"decimals": "0", "valid_from": OCTOBER}
    return lambda rows: [*rows, dict.fromkeys(rows[0], "") | plain | {"indicator_code": code} | given]


def add_the_ratio(seeds: Path) -> None:
    """The whole change that CONTRIBUTING describes under "add an indicator"."""
    edit(seeds, "indicators", indicator("N_SCHOOL", "Số trường học"))
    edit(seeds, "indicators", indicator("N_SCHOOL_CLUB", "Số trường học có câu lạc bộ sáng tạo"))
    parts = {"numerator_code": "N_SCHOOL_CLUB", "denominator_code": "N_SCHOOL", "scale": "100", "calc_kind": "ratio"}
    kind = {"uom_code": "percent", "stock_flow": "ratio", "agg_area": "ratio", "agg_time": "none", "decimals": "1"}
    edit(
        seeds, "indicators", indicator("R_SCHOOL_CLUB_PCT", "Tỷ lệ trường học có câu lạc bộ sáng tạo", **parts, **kind)
    )

    def second_form(rows: list[Row]) -> list[Row]:
        old = next(row for row in rows if row["form_code"] == "XA-01")
        new = old | {"form_version": "3", "valid_from": OCTOBER}
        old["valid_to"] = OCTOBER
        return [*rows, new]

    def lines(rows: list[Row]) -> list[Row]:
        last = next(row for row in rows if (row["form_code"], row["row_key"]) == ("XA-01", "01"))
        new = last | {"form_version": "3", "uom_code": "organisation"}
        added = [
            new
            | {
                "row_key": "20",
                "row_order": "90",
                "stt": "11",
                "indicator_code": "N_SCHOOL",
                "label_vi": "Số trường học",
            },
            new
            | {"row_key": "21", "row_order": "91", "stt": "11.1", "indicator_code": "N_SCHOOL_CLUB"}
            | {"label_vi": "Trong đó: có câu lạc bộ sáng tạo"},
        ]
        return another_version(rows) + added

    edit(seeds, "forms", second_form)
    for table in ("form_blocks", "form_columns", "form_anchors"):
        edit(seeds, table, another_version)
    edit(seeds, "form_rows", lines)

    def structure(rows: list[Row]) -> list[Row]:
        like = next(row for row in rows if row["node_code"] == "CXI_DOSSIER_ONLINE_PCT")
        leaf = like | {"node_code": "CXI_SCHOOL_CLUB_PCT", "indicator_code": "R_SCHOOL_CLUB_PCT"}
        return rows + [row | {"structure_version": "2"} for row in [*rows, leaf]]

    def field(rows: list[Row]) -> list[Row]:
        new = rows[0] | {"structure_version": "2", "valid_from": OCTOBER}
        rows[0]["valid_to"] = OCTOBER
        return [*rows, new]

    edit(seeds, "index_nodes", structure, "cxi.csv")
    edit(seeds, "index_fields", field, "cxi.csv")


def write_month(codebook: Codebook, period: str, folder: Path) -> Path:
    """Three communes' workbooks; the figures grow a little by commune so that no range is zero."""
    folder.mkdir(parents=True)
    for number, (reporter, (clubs, schools)) in enumerate(COMMUNES.items(), 1):
        values: dict[tuple[str, str], float] = {(f"{line:02d}", "in_period"): 10.0 * number for line in range(1, 20)}
        values |= {(line, "in_period"): 5.0 + number**2 for line in ("02", "04", "06", "08", "09", "11", "12", "13")}
        values |= {("10", "in_period"): 1000.0, ("15", "in_period"): 3.0 + number, ("19", "in_period"): float(number)}
        values |= {("16", "in_period"): 9.0 * number - 3, ("17", "in_period"): 40.0}
        if period == "2026-10":
            values |= {("20", "in_period"): float(schools), ("21", "in_period"): float(clubs)}
        key = FormKey("XA-01", reporter, period)
        write_form(codebook, key, folder / form_file_name(codebook, key), FormContent(values))
    return folder


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("seeds_only")
    seeds = root / "seeds"
    shutil.copytree(REPO / "data" / "seeds", seeds)
    here: Places = places("08", root / "data")
    september = month.run(here, seeds, "2026-09", write_month(load(seeds), "2026-09", root / "in" / "2026-09"))
    assert september.release is not None
    add_the_ratio(seeds)
    october = month.run(here, seeds, "2026-10", write_month(load(seeds), "2026-10", root / "in" / "2026-10"))
    assert october.release is not None, october.verdict.reasons
    return here.release / here.current.read_text().strip()


def test_the_ratio_arrives_in_the_mart(release: Path) -> None:
    rows = query(
        release,
        "select area_id, value, uom_code, state from indicator_value where indicator_code = 'R_SCHOOL_CLUB_PCT'"
        " and period_code = '2026-10' and state = 'current' and source_code = 'province_admin' order by area_id",
    ).rows()
    assert rows == [  # 100 × 4 / 8, 100 × 3 / 4, 100 × 1 / 10
        ("c25-00691", 50.0, "percent", "current"),
        ("c25-00694", 75.0, "percent", "current"),
        ("c25-00700", 10.0, "percent", "current"),
    ]


def test_older_months_are_not_applicable_and_keep_their_version(release: Path) -> None:
    older = query(
        release,
        "select indicator_code, period_code, state, count(*) as n from slice_state"
        " where indicator_code in ('N_SCHOOL', 'N_SCHOOL_CLUB', 'R_SCHOOL_CLUB_PCT') and period_code <> '2026-10'"
        " group by all",
    )
    assert set(older["state"]) == {"not_applicable"}
    assert set(older["period_code"]) == {"2026-08", "2026-09"}
    assert set(older["n"]) == {124}
    assert set(older["indicator_code"]) == {"N_SCHOOL", "N_SCHOOL_CLUB", "R_SCHOOL_CLUB_PCT"}
    versions = query(release, "select distinct period_code, form_version from submission_status order by all").rows()
    assert versions == [("2026-09", 1), ("2026-10", 3)]


def test_the_index_takes_the_new_leaf_from_october_on(release: Path) -> None:
    scores = query(
        release,
        "select period_code, structure_version, area_id, score from index_score"
        " where node_code = 'CXI_SCHOOL_CLUB_PCT' and score is not null order by area_id",
    )
    # min-max over 10, 50, 75: 100 × 40 / 65 and 100; the commune with 10 is the minimum
    assert scores.select("period_code", "structure_version").unique().rows() == [("2026-10", 2)]
    assert scores["score"].to_list() == pytest.approx([100 * 40 / 65, 100.0, 0.0])
    roots = query(release, "select distinct period_code, structure_version from index_score where node_code = 'CXI'")
    assert sorted(roots.rows()) == [("2026-09", 1), ("2026-10", 2)]


def test_nothing_but_seeds_was_needed() -> None:
    """The new codes stand in this test and nowhere in the code."""
    code = [*(REPO / "pipelines").rglob("*.py"), *(REPO / "dbt_project").rglob("*.sql")]
    assert len(code) > 100
    assert not [path for path in code if "N_SCHOOL" in path.read_text("utf-8")]
