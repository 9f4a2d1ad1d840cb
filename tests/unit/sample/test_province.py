"""The simulated province, read with python-calamine and checked by sums computed here: right but for the planted list.

Every check below is written from the meaning of the lines (14 = 15 + 16), so that a mistake that was not planted shows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pipelines.codebook.load import Codebook, load
from pipelines.sample.province import duties_of, long_history, planted_mistakes, write_sample

PERIODS = ["2026-08", "2026-09", "2026-10"]
PARTS = [("02", "01"), ("04", "03"), ("06", "05"), ("08", "07"), ("11", "10"), ("12", "10"), ("19", "18")]
FLOWS = ("13", "14", "15", "16", "18", "19")
Sheet = Sequence[Sequence[object]]
Figures = dict[tuple[str, int], object]  # (Mã số, value column) -> what stands there
Found = tuple[str, str, str]  # reporter, period, what is wrong


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module")
def folder(sample: Path) -> Path:
    assert len(list(sample.iterdir())) == 375
    return sample


@pytest.fixture(scope="module")
def sheets(folder: Path) -> dict[tuple[str, str, str], Sheet]:
    """(form, period, reporter) from the file's name -> the sheet's cells."""
    found: dict[tuple[str, str, str], Sheet] = {}
    for path in sorted(folder.iterdir()):
        _, form, period, reporter = path.stem.split("_")
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        found[form, period, reporter] = sheet.to_python(skip_empty_area=False)
    return found


def figures(sheet: Sheet) -> Figures:
    lines = [line for line in sheet if isinstance(line[2], str) and line[2].isdigit()]
    return {(str(line[2]), column): line[3 + column] for line in lines for column in (1, 2)}


def number(value: object) -> float | None:
    return 0.0 if value == "-" else value if isinstance(value, float) else None


def errors_within(now: Figures) -> Iterator[str]:
    """Yield what a careful reader would object to in a commune's month."""
    value = {key: number(raw) for key, raw in now.items()}
    for part, whole in PARTS:
        part_value, whole_value = value[part, 1], value[whole, 1]
        if part_value is not None and whole_value is not None and part_value > whole_value:
            yield f"{part} > {whole}"
    for column in (1, 2):
        total, online, offline = (value[code, column] for code in ("14", "15", "16"))
        assert total is not None and online is not None and offline is not None
        if total != online + offline:
            yield "14 = 15 + 16"
        share = value["17", column]
        # 0.05: the clerk writes one decimal; 1e-9: binary fractions
        if share is not None and total and abs(share - 100 * online / total) > 0.05 + 1e-9:
            yield "17 = 15 / 14"
    if (value["19", 1] or 0) > 0.5 * (value["18", 1] or 0):
        yield "19 / 18 > 50 %"
    for (code, column), raw in now.items():
        if isinstance(raw, str) and raw not in ("-", "...", "x", ""):
            yield f"text in {code}, {column}"


def errors_between(before: Figures, now: Figures) -> Iterator[str]:
    """Yield what does not fit between a commune's month and the month before."""
    value = {key: number(raw) for key, raw in now.items()}
    old = {key: number(raw) for key, raw in before.items()}
    for code in FLOWS:
        in_period, ytd, previous = value[code, 1], value[code, 2], old[code, 2]
        if in_period is not None and ytd is not None and previous is not None and ytd != previous + in_period:
            yield f"ytd of {code}"
    for code in ("01", "03", "10", "11"):
        stock, previous = value[code, 1], old[code, 1]
        assert stock is not None and previous is not None
        if abs(stock - previous) > 50 and not previous / 2 <= stock <= 2 * previous:
            yield f"jump of {code}"


def test_every_duty_of_three_months_is_a_workbook(sheets: dict[tuple[str, str, str], Sheet]) -> None:
    for period in PERIODS:
        assert sum(key[:2] == ("XA-01", period) for key in sheets) == 124
        assert ("SKHCN-01", period, "D08-SKHCN") in sheets


def test_every_sheet_says_that_it_is_simulated(sheets: dict[tuple[str, str, str], Sheet]) -> None:
    assert {sheet[0][0] for sheet in sheets.values()} == {"SỐ LIỆU MÔ PHỎNG"}


def test_only_the_listed_mistakes_and_the_explained_jump_are_odd(
    codebook: Codebook, sheets: dict[tuple[str, str, str], Sheet]
) -> None:
    found: set[Found] = set()
    for (form, period, reporter), sheet in sheets.items():
        if form == "XA-01":
            now, number_of_month = figures(sheet), PERIODS.index(period)
            found |= {(reporter, period, error) for error in errors_within(now)}
            if number_of_month:
                before = figures(sheets[form, PERIODS[number_of_month - 1], reporter])
                found |= {(reporter, period, error) for error in errors_between(before, now)}
    listed = {(p.reporter_code, p.period_code): p.kind for p in planted_mistakes(codebook, "08", PERIODS)}
    explained = {(r, p) for r, p, _ in found if (r, p) not in listed}
    assert {(listed.get((r, p), "explained jump"), what) for r, p, what in found} == {
        ("explained jump", "jump of 01"),
        ("part_larger_than_whole", "02 > 01"),
        ("part_larger_than_whole", "08 > 07"),
        ("cumulative_off", "ytd of 13"),
        ("children_do_not_add_up", "14 = 15 + 16"),
        ("digit_too_many", "jump of 10"),
        ("share_out_of_bounds", "19 / 18 > 50 %"),
        ("ratio_not_of_its_parts", "17 = 15 / 14"),
        ("text_for_a_number", "text in 04, 1"),
    }
    assert {(r, p) for r, p, _ in found} - explained == set(listed), "a planted mistake cannot be seen"
    assert len(explained) == 1
    ((reporter, period),) = explained
    line = next(line for line in sheets["XA-01", period, reporter] if line[2] == "01")
    assert str(line[6]).strip(), "the true jump is explained on the form"


def test_the_department_adds_up(sheets: dict[tuple[str, str, str], Sheet]) -> None:
    months = [figures(sheets["SKHCN-01", period, "D08-SKHCN"]) for period in PERIODS]
    values = [{key: number(raw) for key, raw in month.items()} for month in months]
    for value in values:
        assert value["02", 1] == (value["03", 1] or 0) + (value["04", 1] or 0)
        for column in (1, 2):
            assert value["19", column] == (value["20", column] or 0) + (value["21", column] or 0)
    for before, now in itertools.pairwise(values):
        for code in [f"{no:02d}" for no in range(10, 23)]:
            assert now[code, 2] == (before[code, 2] or 0) + (now[code, 1] or 0)


def test_the_first_month_has_the_sum_of_the_year_to_date(sheets: dict[tuple[str, str, str], Sheet]) -> None:
    """August is the eighth month of its year: eight months of dossiers, not one."""
    for (form, period, _), sheet in sheets.items():
        if (form, period) == ("XA-01", "2026-08"):
            value = figures(sheet)
            in_period, ytd = number(value["14", 1]), number(value["14", 2])
            assert in_period and ytd and 4 * in_period < ytd < 14 * in_period


def test_honest_absences_occur(sheets: dict[tuple[str, str, str], Sheet]) -> None:
    cells = [raw for key, sheet in sheets.items() if key[0] == "XA-01" for raw in figures(sheet).values()]
    assert cells.count("...") == 3
    assert cells.count("") == 2
    assert cells.count("-") > 100


def test_a_month_written_by_itself_is_the_same_bytes(codebook: Codebook, folder: Path, tmp_path: Path) -> None:
    """Neither the asked periods nor the run changes a workbook: the state is drawn from seed and reporter alone."""
    again = write_sample(codebook, "08", ["2026-10"], tmp_path)
    assert len(again) == 125
    assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in again)


def test_sums_restart_with_a_new_year(codebook: Codebook, tmp_path: Path) -> None:
    paths = write_sample(codebook, "08", ["2026-12", "2027-01"], tmp_path)
    january = next(path for path in paths if path.name == "08_SKHCN-01_2027-01_D08-SKHCN.xlsx")
    value = figures(CalamineWorkbook.from_path(january).get_sheet_by_index(0).to_python(skip_empty_area=False))
    assert all(value[code, 1] == value[code, 2] for code in [f"{no:02d}" for no in (10, 11, 12, 17, 18, 19, 22)])


def test_a_long_history_has_the_periods_of_both_calendars_that_end_in_it(codebook: Codebook) -> None:
    """From 15 July to 14 September 2026; 53 months end with December 2030."""
    periods = ["S2026-07", "2026-08", "S2026-08", "2026-09", "2026-9M", "2026-Q3"]
    assert long_history(codebook, "2026-08", 2) == periods
    assert long_history(codebook, "2026-08", 1) == periods[:2]
    years = long_history(codebook, "2026-08", 53)
    assert years[-4:] == ["2030", "2030-12", "2030-H2", "2030-Q4"]
    assert "2030-12" in years and "S2030-11" in years and "S2030-12" not in years
    assert duties_of(codebook, "08", years).height > 6000


def test_a_history_longer_than_the_calendar_is_refused(codebook: Codebook) -> None:
    """August 2026 to December 2045 are 5 + 19 * 12 = 233 months."""
    assert "2045-12" in long_history(codebook, "2026-08", 233)
    for n_months in (0, 234):
        with pytest.raises(ValueError, match=f"{n_months} months"):
            long_history(codebook, "2026-08", n_months)
