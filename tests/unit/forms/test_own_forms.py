"""The province's own forms as seeds: short, complete for every ratio, and each tracked figure found in its document.

The seeds are read as plain CSV and the document as plain text: nothing here asks the code under test.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

Rows = list[dict[str, str]]
CITED = re.compile(r"(\d{3}_[0-9a-f]{16}\.txt)|dòng (\d+)(?:–(\d+))?")
# The eight figures, in the directive's own words, and the lines of SKHCN-01 that carry them.
TRACKED = {
    "số lượng doanh nghiệp khởi nghiệp sáng tạo": ("N_STARTUP_FIRM",),
    "số lượng vườn ươm, trung tâm đổi mới sáng tạo": ("N_HUB",),
    "tỷ lệ doanh nghiệp có hoạt động đổi mới sáng tạo": ("N_DEPT_FIRM_INNOV", "N_DEPT_FIRM_ACTIVE"),
    "số lượng sản phẩm đổi mới sáng tạo được thương mại hóa": ("N_INNOV_PRODUCT",),
    "số lượng dự án đổi mới sáng tạo được hỗ trợ từ ngân sách tỉnh": ("N_PROJECT_FUNDED",),
    "số lượng sáng chế, giải pháp hữu ích có địa chỉ tại tỉnh": (
        "N_PATENT_FILED",
        "N_UTILITY_FILED",
        "N_PATENT_GRANTED",
        "N_UTILITY_GRANTED",
    ),
    "số lượng bài báo khoa học ứng dụng": ("N_ARTICLE_APPLIED",),
    "số lượng doanh nghiệp vừa và nhỏ có hoạt động hợp tác nghiên cứu và phát triển": ("N_SME_RD_COOP",),
}


@pytest.fixture(scope="module")
def seeds(repo: Path) -> dict[str, Rows]:
    names = {
        "indicators": "indicators/tuyen_quang.csv",
        "rows": "form_rows/tuyen_quang.csv",
        "columns": "form_columns/tuyen_quang.csv",
        "rules": "rules/tuyen_quang.csv",
        "terms": "rule_terms/tuyen_quang.csv",
        "nodes": "index_nodes/cxi.csv",
    }
    found: dict[str, Rows] = {}
    for name, path in names.items():
        with (repo / "data" / "seeds" / path).open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.DictReader(file))
    return found


def lines(seeds: dict[str, Rows], form: str) -> Rows:
    return [row for row in seeds["rows"] if row["form_code"] == form and row["row_kind"] == "fixed"]


def test_a_clerk_sees_under_eighty_cells(seeds: dict[str, Rows]) -> None:
    """Lines times the columns 1, 2, 3, the x of stocks included."""
    numbered = [c for c in seeds["columns"] if c["form_code"] == "XA-01" and c["header_code"].isdigit()]
    assert [c["header_code"] for c in numbered] == ["1", "2", "3"]
    assert 12 <= len(lines(seeds, "XA-01")) <= 20
    assert len(lines(seeds, "XA-01")) * len(numbered) < 80


@pytest.mark.parametrize("form", ["XA-01", "SKHCN-01"])
def test_line_codes_run_without_a_gap(seeds: dict[str, Rows], form: str) -> None:
    codes = [row["row_key"] for row in lines(seeds, form)]
    assert codes == [f"{no:02d}" for no in range(1, len(codes) + 1)]


def test_every_ratio_has_both_parts_on_one_form(seeds: dict[str, Rows]) -> None:
    printed = {form: {row["indicator_code"] for row in lines(seeds, form)} for form in ("XA-01", "SKHCN-01")}
    ratios = [row for row in seeds["indicators"] if row["calc_kind"] != "reported"]
    forms_of_ratios = [
        [form for form, codes in printed.items() if {r["numerator_code"], r["denominator_code"]} <= codes]
        for r in ratios
    ]
    assert all(forms_of_ratios), [
        r["indicator_code"] for r, forms in zip(ratios, forms_of_ratios, strict=True) if not forms
    ]
    assert sum(forms == ["XA-01"] for forms in forms_of_ratios) >= 6


def test_stocks_are_due_once_and_flows_in_both_columns(seeds: dict[str, Rows]) -> None:
    kinds = {row["indicator_code"]: row["stock_flow"] for row in seeds["indicators"]}
    for row in seeds["rows"]:
        if kinds.get(row["indicator_code"]) in ("stock", "flow"):
            due = {"stock": "in_period", "flow": "in_period|ytd"}[kinds[row["indicator_code"]]]
            assert row["due_measures"] == due, row["indicator_code"]


def test_formulas_in_labels_name_the_lines_of_the_rules(seeds: dict[str, Rows]) -> None:
    """`14 = 15 + 16` on paper is the sum that the rules demand: renumbering a form must not leave the label behind."""
    checked = 0
    for form in ("XA-01", "SKHCN-01"):
        code = {row["row_key"]: row["indicator_code"] for row in lines(seeds, form)}
        for row in lines(seeds, form):
            match = re.search(r"\((\d\d) = (\d\d) \+ (\d\d)\)", row["label_vi"])
            if match:
                assert match.group(1) == row["row_key"]
                wanted = {("total", row["indicator_code"]), *(("child", code[match.group(no)]) for no in (2, 3))}
                sums = [
                    {(t["role"], t["indicator_code"]) for t in seeds["terms"] if t["rule_code"] == rule["rule_code"]}
                    for rule in seeds["rules"]
                    if rule["rule_kind"] == "children_sum"
                ]
                assert wanted in sums
                checked += 1
    assert checked == 3


def test_six_kinds_of_rules_stand_on_both_forms(seeds: dict[str, Rows]) -> None:
    kinds = {rule["rule_code"]: rule["rule_kind"] for rule in seeds["rules"]}
    for form in ("XA-01", "SKHCN-01"):
        codes = {row["indicator_code"] for row in lines(seeds, form)}
        ratios = {i["indicator_code"] for i in seeds["indicators"] if i["numerator_code"] in codes}
        seen = {kinds[t["rule_code"]] for t in seeds["terms"] if t["indicator_code"] in codes | ratios}
        assert len(seen) == 6, seen


def test_the_eight_figures_stand_on_the_department_form_with_their_line(seeds: dict[str, Rows], shared: Path) -> None:
    directive = "000_13c93a693672647e.txt"
    text = (shared / "documents" / directive).read_text(encoding="utf-8").split("\n")
    basis = {row["indicator_code"]: row["legal_basis"] for row in seeds["indicators"]}
    printed = {row["indicator_code"] for row in lines(seeds, "SKHCN-01")}
    for words, codes in TRACKED.items():
        assert set(codes) <= printed
        for code in codes:
            name, first, last = next(iter(cited(basis[code])))
            assert name == directive
            assert words in " ".join(" ".join(text[first - 1 : last]).split()), (code, words)


def test_every_citation_names_a_line_that_has_text(seeds: dict[str, Rows], shared: Path) -> None:
    for row in seeds["indicators"]:
        places = cited(row["legal_basis"])
        assert places, row["indicator_code"]
        for name, first, last in places:
            text = (shared / "documents" / name).read_text(encoding="utf-8").split("\n")
            assert text[first - 1].strip() and text[last - 1].strip(), (row["indicator_code"], name, first)


def cited(basis: str) -> list[tuple[str, int, int]]:
    """`000_….txt, dòng 24–26: …; dòng 16: …` as (file, first, last); a line belongs to the file before it."""
    found: list[tuple[str, int, int]] = []
    name = ""
    for match in CITED.finditer(basis):
        name = match.group(1) or name
        if match.group(2):
            found.append((name, int(match.group(2)), int(match.group(3) or match.group(2))))
    return found


def test_weights_of_the_commune_index_sum_to_one_and_a_leaf_is_reversed(seeds: dict[str, Rows]) -> None:
    nodes = seeds["nodes"]
    for parent in {row["parent_code"] for row in nodes if row["parent_code"]}:
        # 1e-9: decimal weights such as 0.4 + 0.3 + 0.3 are not exact in binary
        assert abs(sum(float(row["weight"]) for row in nodes if row["parent_code"] == parent) - 1) < 1e-9, parent
    assert [row["node_code"] for row in nodes if row["direction"] == "-1"] == ["CXI_DOSSIER_LATE_PCT"]
    assert {row["level"] for row in nodes} == {"1", "2", "3"}
    assert "không chính thức" in next(row["name_vi"] for row in nodes if row["level"] == "3")
