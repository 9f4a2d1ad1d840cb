"""Three simulated months with the planted mistakes of pipelines/sample/planted.py: each is found at its cell.

What was planted is said beside each expectation; the true figure is read from the sent workbook's other cells.
"""

from __future__ import annotations

import pytest
from support.province import Province

from pipelines.cli.app import call
from pipelines.codebook.load import load
from pipelines.quality.localisation.explain import Contradiction, find_contradictions, read_release
from pipelines.settings import seeds_root


@pytest.fixture(scope="module")
def accused(province: Province) -> dict[tuple[str, ...], Contradiction]:
    """The contradictions of the communes, by the rules that failed."""
    found = find_contradictions(load(seeds_root()), *read_release(province.current, province.places.landing))
    return {one.rule_codes: one for one in found if one.area_id.startswith("c25-")}


def cells(one: Contradiction) -> list[set[tuple[str, str]]]:
    return [{(cell.indicator_code, cell.measure_code) for cell in solution.cells} for solution in one.solutions]


def fixes(one: Contradiction) -> list[list[tuple[str, float]]]:
    return [[(fix.kind, fix.new) for fix in solution.repairs] for solution in one.solutions]


def test_nine_added_to_a_child_in_both_columns(accused: dict[tuple[str, ...], Contradiction]) -> None:
    one = accused["SUM_N_DOSSIER", "SUM_N_DOSSIER_YTD"]
    assert cells(one) == [{("N_DOSSIER_OFFLINE", "in_period"), ("N_DOSSIER_OFFLINE", "ytd")}]
    values = {(cell.indicator_code, cell.measure_code): value for cell, value in one.values.items()}
    for fix in one.solutions[0].repairs:
        total, online = (values[code, fix.key.measure_code] for code in ("N_DOSSIER", "N_DOSSIER_ONLINE"))
        assert total is not None and online is not None
        assert fix.new == total - online == fix.old - 9


def test_twenty_five_added_to_a_cumulative_figure(accused: dict[tuple[str, ...], Contradiction]) -> None:
    one = accused["CUM_N_TRAINEE_DIGITAL",]
    assert cells(one) == [{("N_TRAINEE_DIGITAL", "in_period")}, {("N_TRAINEE_DIGITAL", "ytd")}]
    (own,), (cumulative,) = (solution.repairs for solution in one.solutions)
    assert (own.new - own.old, cumulative.new - cumulative.old) == (25, -25)


def test_a_share_that_was_halved(accused: dict[tuple[str, ...], Contradiction]) -> None:
    one = accused["RATIO_P_DOSSIER_ONLINE_PCT",]
    assert cells(one) == [{("P_DOSSIER_ONLINE_PCT", "in_period")}]
    values = {cell.indicator_code: value for cell, value in one.values.items() if cell.measure_code == "in_period"}
    online, total = values["N_DOSSIER_ONLINE"], values["N_DOSSIER"]
    assert online is not None and total
    assert fixes(one) == [[("about", round(100 * online / total, 1))]]


def test_a_part_larger_than_its_whole(accused: dict[tuple[str, ...], Contradiction]) -> None:
    """The part was raised above its unchanged whole; it jumped as well."""
    one = next(one for rules, one in accused.items() if "PART_N_FIRM_INNOV" in rules)
    assert cells(one) == [{("N_FIRM_INNOV", "in_period")}]


def test_late_dossiers_in_both_columns_agree_with_each_other(accused: dict[tuple[str, ...], Contradiction]) -> None:
    assert cells(accused["BOUND_R_DOSSIER_LATE_PCT",]) == [set()]


def test_the_verb_prints_them_and_changes_nothing(province: Province, capsys: pytest.CaptureFixture[str]) -> None:
    before = province.places.ledger.read_bytes()
    data = ["--data", str(province.places.data)]
    assert call(["explain", *data, "--period", "2026-10"]) == 0
    said = capsys.readouterr().out
    assert "Ô có khả năng sai nhất:" in said
    assert "Có 2 khả năng ngang nhau, chỉ cần một khả năng đúng:" in said
    assert "Các số khớp nhau, chỉ có mức khác thường" in said
    assert said.rstrip().endswith("Đây chỉ là đề xuất: chưa số nào bị sửa.")
    assert call(["explain", *data, "--period", "2026-08"]) == 0
    assert capsys.readouterr().out == "Không có biểu nào có số mâu thuẫn.\n"
    assert province.places.ledger.read_bytes() == before
