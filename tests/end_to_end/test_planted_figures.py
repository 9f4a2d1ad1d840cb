"""Wrong figures in resent workbooks: held or asked about in the first month and in the second, without harm to others.

The cases are those of an audit: a tenfold stock that a clerk copies into the next month, one with two words of
explanation, a count from 1 to 40, training that comes ninefold.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipelines.codebook.load import load
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.publication import month
from pipelines.settings import Places, places, seeds_root
from pipelines.warehouse.query import query

pytestmark = pytest.mark.slow  # four builds; each model has dbt unit tests
HISTORY, PLANTED = ("2026-08", "2026-09", "2026-10"), ("2026-11", "2026-12")
FORM, HEAD = "XA-01", "C"  # the column of the row codes
OCOP, FIRMS, PROJECTS, TRAINEES = ("C00700", "C00706", "C00694", "C00691")
LOW, HIGH = ("C00715", "C00721")  # the extremes of every share, so that the bounds hang on untouched communes
HONEST = {  # row -> a month's figure: stocks, then flows
    **{"01": 51, "02": 10, "03": 300, "04": 150, "05": 8, "06": 4, "07": 11, "08": 5, "09": 1, "10": 10000, "11": 7000},
    **{"12": 2000, "13": 25, "14": 200, "15": 120, "16": 80, "17": 60, "18": 190, "19": 2},
}
OF = {
    LOW: {
        "02": 1,
        "04": 30,
        "06": 0,
        "08": 1,
        "09": 0,
        "11": 5000,
        "12": 400,
        "13": 0,
        "15": 60,
        "16": 140,
        "17": 30,
        "19": 19,
    },
    HIGH: {
        "02": 40,
        "04": 290,
        "06": 8,
        "08": 11,
        "09": 9,
        "11": 9800,
        "12": 6000,
        "13": 300,
        "15": 190,
        "16": 10,
        "17": 95,
    },
}
FLOWS = ("13", "14", "15", "16", "18", "19")
SENDERS = (OCOP, FIRMS, PROJECTS, TRAINEES, LOW, HIGH)
WRONG = {  # sender -> cells that are changed: row, column, value; of training the sum to date goes with it
    OCOP: {("07", "E"): 110},
    FIRMS: {("01", "E"): 510, ("01", "G"): "đã kiểm tra"},
    PROJECTS: {("09", "E"): 40},
    TRAINEES: {("13", "E"): 225},
}


def figures_of(reporter: str, month_no: int) -> dict[str, int]:
    """A month’s figures. Dossiers differ by commune and month, so that no report repeats another; shares stay."""
    figures = HONEST | OF.get(reporter, {})
    more = 2 * month_no + 10 * SENDERS.index(reporter)  # even, so that 95 % of 10 * more is a whole number
    received, online = 200 + 10 * more, figures["15"] + figures["15"] * more // 20
    return figures | {"14": received, "15": online, "16": received - online, "18": 190 + 9 * more}


class Desk:
    """A small province: six communes, a release of three months, then two more months, each resent by four communes."""

    def __init__(self, root: Path) -> None:
        self.places: Places = places("08", root / "data")
        self.inbox, self.codebook = root / "inbox", load(seeds_root())

    def write(self, reporter: str, period: str, folder: str) -> Path:
        """The honest form of a commune."""
        months = (*HISTORY, *PLANTED)
        n_months = months.index(period) + 1
        by_month = [figures_of(reporter, number) for number in range(n_months)]
        figures = by_month[-1]
        values = {(row, "in_period"): value for row, value in figures.items()}
        values |= {(row, "ytd"): sum(each[row] for each in by_month) for row in FLOWS} | {("17", "ytd"): figures["17"]}
        key, place = FormKey(FORM, reporter, period), self.inbox / folder
        place.mkdir(parents=True, exist_ok=True)
        return write_form(self.codebook, key, place / form_file_name(self.codebook, key), FormContent(values=values))

    def resend(self, reporter: str, period: str, folder: str) -> None:
        """The same form with wrong figures, typed into the workbook."""
        path = self.write(reporter, period, folder)
        book = openpyxl.load_workbook(path)
        rows = {str(sheet[0].value): sheet[0].row for sheet in book[FORM][f"{HEAD}12:{HEAD}34"]}
        for (row, column), value in WRONG[reporter].items():
            book[FORM][f"{column}{rows[row]}"] = value
        if reporter == TRAINEES:
            more = 200 * (PLANTED.index(period) + 1)
            cell = book[FORM][f"F{rows['13']}"]
            cell.value = float(str(cell.value)) + more
        book.save(path)

    def release(self, period: str, *folders: str) -> Path:
        for folder in folders:
            month.receive(self.places, seeds_root(), [self.inbox / folder])
        done = month.run(self.places, seeds_root(), period)
        assert done.release is not None, done.verdict.reasons[0].en
        return done.release.folder


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The releases of the two months with wrong figures."""
    desk = Desk(tmp_path_factory.mktemp("planted"))
    for reporter in (*WRONG, LOW, HIGH):
        for period in HISTORY:
            desk.write(reporter, period, "history")
        for period in PLANTED:
            desk.write(reporter, period, period)
    for reporter in WRONG:
        for period in PLANTED:
            desk.resend(reporter, period, f"{period} again")
    desk.release(HISTORY[-1], "history")
    return {period: desk.release(period, period, f"{period} again") for period in PLANTED}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last release of a province in which the cells that are held carry their last admitted values."""
    desk = Desk(tmp_path_factory.mktemp("reference"))
    for reporter in (*WRONG, LOW, HIGH):
        for period in (*HISTORY, *PLANTED):
            desk.write(reporter, period, "all")
    for period in PLANTED:
        desk.resend(TRAINEES, period, "asked")
    return desk.release(PLANTED[-1], "all", "asked")


def shown(release: Path, reporter: str, indicator: str, period: str) -> tuple[str, float | None, bool]:
    """State, shown value and whether it is asked about."""
    rows = query(
        release,
        "select state, value, is_questioned from indicator_value where area_id = $area and indicator_code = $indicator"
        " and period_code = $period and measure_code = 'in_period'",
        {"area": f"c25-{reporter[1:]}", "indicator": indicator, "period": period},
    )
    return rows.row(0)


@pytest.mark.parametrize("period", PLANTED)
@pytest.mark.parametrize(
    ("reporter", "indicator", "last_good"),
    [(OCOP, "N_OCOP", 11.0), (FIRMS, "N_FIRM_ACTIVE", 51.0), (PROJECTS, "N_STARTUP_PROJECT", 1.0)],
)
def test_a_wrong_stock_is_held_in_the_first_month_and_in_the_second(
    planted: dict[str, Path], period: str, reporter: str, indicator: str, last_good: float
) -> None:
    assert shown(planted[period], reporter, indicator, period) == ("held", last_good, False)
    assert shown(planted[PLANTED[-1]], reporter, indicator, period) == ("held", last_good, False)


@pytest.mark.parametrize("period", PLANTED)
def test_ninefold_training_is_asked_about_in_both_months(planted: dict[str, Path], period: str) -> None:
    assert shown(planted[period], TRAINEES, "N_TRAINEE_DIGITAL", period) == ("current", 225.0, True)
    assert shown(planted[PLANTED[-1]], TRAINEES, "N_TRAINEE_DIGITAL", period) == ("current", 225.0, True)


def test_nothing_else_is_accused(planted: dict[str, Path]) -> None:
    accused = query(
        planted[PLANTED[-1]],
        "select distinct indicator_code, area_id from violation where outcome = 'fail' and area_id like 'c25%'",
    ).rows()
    wrong = {
        ("N_FIRM_ACTIVE", f"c25-{FIRMS[1:]}"),
        ("N_OCOP", f"c25-{OCOP[1:]}"),
        ("N_STARTUP_PROJECT", f"c25-{PROJECTS[1:]}"),
        ("N_TRAINEE_DIGITAL", f"c25-{TRAINEES[1:]}"),
    }
    assert {pair for pair in accused if pair[0].startswith("N_")} == wrong
    assert {area for _, area in accused} == {area for _, area in wrong}  # their ratios too, of nobody else


@pytest.mark.parametrize("period", PLANTED)
def test_scores_of_untouched_communes_are_those_without_the_wrong_figures(
    planted: dict[str, Path], reference: Path, period: str
) -> None:
    """Every node, leaves among them, to 1e-12: the same figures on the same bounds, added in an order of their own."""
    wanted = "select area_id, node_code, score from index_score where index_code = 'CXI' and period_code = $period"
    areas = {f"c25-{reporter[1:]}" for reporter in (LOW, HIGH)}

    def scores(release: Path) -> dict[tuple[str, str], float]:
        rows = query(release, wanted, {"period": period}).iter_rows()
        return {(area, node): score for area, node, score in rows if area in areas and score is not None}

    expected = scores(reference)
    assert len(expected) >= 2 * 10
    assert scores(planted[PLANTED[-1]]) == pytest.approx(expected, rel=0, abs=1e-12)
