"""The simulated year's end: every department's forms, whose figures obey the seeds' rules and agree with each other.

The rules are read as plain CSV and recomputed here; the workbooks are read with python-calamine.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from support.seed_rows import seed_rows

from pipelines.codebook.load import load
from pipelines.sample.province import write_sample

PERIODS = ("2026-12", "2026-Q4", "2026-H2", "2026", "S2026-Q4", "S2026")
# form -> period, sender: read off the seeds by hand
DEPARTMENTS = {
    "CAT-01": ("2026-Q4", "CAT"),
    "NHNN-01": ("S2026-Q4", "NHNN"),
    "NV-01": ("2026", "SKHCN"),
    "SCT-01": ("2026-H2", "SCT"),
    "SGDDT-01": ("2026", "SGDDT"),
    "SKHCN-01": ("2026-12", "SKHCN"),
    "SKHCN-02": ("2026", "SKHCN"),
    "SKHCN-03": ("2026-Q4", "SKHCN"),
    "SKHCN-04": ("S2026", "SKHCN"),
    "SKHCN-07": ("2026-Q4", "SKHCN"),
    "SKHCN-08": ("2026", "SKHCN"),
    "SNNMT-01": ("2026-H2", "SNNMT"),
    "SNV-01": ("2026", "SNV"),
    "STC-01": ("2026-Q4", "STC"),
    "TK-01": ("S2026", "TKT"),
    "TK-02": ("S2026", "TKT"),
    "TK-03": ("S2026", "TKT"),
    "VPUB-01": ("2026-Q4", "VPUB"),
}
Figures = dict[tuple[str, str, str], float]  # indicator, breakdown, column code


@pytest.fixture(scope="module")
def folder(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year_end")
    write_sample(load(repo / "data" / "seeds"), "08", PERIODS, folder, has_mistakes=False)
    return folder


@pytest.fixture(scope="module")
def figures(repo: Path, folder: Path) -> dict[str, Figures]:
    lines = {
        (r["form_code"], r["row_key"]): r
        for r in seed_rows(repo / "data" / "seeds", "form_rows")
        if r["form_version"] == "1"
    }
    found: dict[str, Figures] = {}
    for form, (period, office) in DEPARTMENTS.items():
        path = folder / f"08_{form}_{period}_D08-{office}.xlsx"
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
        codes = next(line for line in sheet if line[:3] == ["A", "B", "C"])
        for line in sheet:
            row = lines.get((form, str(line[2])))
            for code in ("1", "2"):
                value = line[codes.index(code)] if row and code in codes else None
                number = 0.0 if value == "-" else value
                if row and isinstance(number, float):
                    found.setdefault(form, {})[row["indicator_code"], row["breakdown_code"], code] = number
    return found


def test_every_department_and_every_commune_sends_its_forms(folder: Path) -> None:
    sent = {tuple(path.stem.split("_")[1:]) for path in folder.iterdir()}
    departments = {(form, period, f"D08-{office}") for form, (period, office) in DEPARTMENTS.items()}
    assert departments == {form for form in sent if form[0] != "XA-01"}
    assert len(sent) == 124 + len(departments)


def test_every_workbook_says_that_it_is_simulated(folder: Path) -> None:
    for form, (period, office) in DEPARTMENTS.items():
        path = folder / f"08_{form}_{period}_D08-{office}.xlsx"
        assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0][0] == "SỐ LIỆU MÔ PHỎNG"


def test_parts_and_children_fit_their_wholes(repo: Path, figures: dict[str, Figures]) -> None:
    kinds = {row["rule_code"]: row for row in seed_rows(repo / "data" / "seeds", "rules")}
    terms: dict[str, list[dict[str, str]]] = {}
    for row in seed_rows(repo / "data" / "seeds", "rule_terms"):
        terms.setdefault(row["rule_code"], []).append(row)
    n_checked = 0
    for code, rule in kinds.items():
        if rule["rule_kind"] not in ("part_whole", "children_sum") or terms[code][0]["measure_code"] != "in_period":
            continue
        keys = [(row["indicator_code"], row["breakdown_code"], "1") for row in terms[code]]
        for form, values in figures.items():
            if not set(keys) <= set(values):
                continue
            n_checked += 1
            first, others = values[keys[0]], [values[key] for key in keys[1:]]
            if rule["rule_kind"] == "part_whole":
                assert first <= others[0], (form, code)
            else:
                assert first == sum(others), (form, code)
    assert n_checked >= 35


def test_two_departments_report_the_same_budget(figures: dict[str, Figures]) -> None:
    """The same day ends the quarter and its last month: the sums since the start of the year are one figure."""
    for code in ("V_BUDGET_TOTAL", "V_BUDGET_STI", "V_BUDGET_RD"):
        assert figures["STC-01"][code, "_T", "2"] == figures["SKHCN-01"][code, "_T", "2"] > 0


def test_ranks_and_scores_keep_their_bounds(figures: dict[str, Figures]) -> None:
    scores = figures["SKHCN-04"]
    assert 1 <= scores["RK_PII", "_T", "1"] <= scores["N_RANKED_PII", "_T", "1"] == 34
    assert all(0 <= value <= 100 for (code, *_), value in scores.items() if code.startswith("PII_"))
    assert all(0 <= value <= 1 for (code, *_), value in scores.items() if code.startswith("DTI_"))


def test_the_register_lists_as_many_firms_as_the_form_counts_and_no_person(
    folder: Path, figures: dict[str, Figures]
) -> None:
    sheet = CalamineWorkbook.from_path(folder / "08_SKHCN-07_2026-Q4_D08-SKHCN.xlsx").get_sheet_by_index(0)
    lines = [line for line in sheet.to_python(skip_empty_area=False) if "mô phỏng" in str(line[1])]
    counted = next(v for key, v in figures["SKHCN-01"].items() if key == ("N_STARTUP_FIRM", "_T", "1"))
    assert len(lines) == counted > 0
    assert len({line[2] for line in lines}) == len(lines)
    assert all(text == "" or "mô phỏng" in str(text) for line in lines for text in line[3:6])
