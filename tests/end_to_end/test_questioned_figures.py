"""A tenfold figure that its sender is asked about: it moves no other commune's leaf, and places are a band."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.printed import address, figure
from support.province import Province

from pipelines.publication import month
from pipelines.settings import seeds_root
from pipelines.warehouse.query import query

PERIOD = "2026-10"
WRONG = "C00700"
AREA = f"c25-{WRONG[1:]}"
ROW = "01"  # N_FIRM_ACTIVE
SCORES = """
select node_code, area_id, level, score, rank, rank_low, rank_high, n_carried, n_questioned from index_score
where index_code = 'CXI' and series = 'computed' and period_code = $period
"""


@dataclass(frozen=True)
class Resent:
    """October before and after one commune's active firms were sent tenfold, and asked about."""

    sent: float
    quiet: Path
    asked: Path

    def scores(self, release: Path) -> dict[tuple[str, str], dict[str, Any]]:
        found = query(release, SCORES, {"period": PERIOD})
        return {(row["node_code"], row["area_id"]): row for row in found.iter_rows(named=True)}


@pytest.fixture(scope="module")
def resent(province: Province, tmp_path_factory: pytest.TempPathFactory) -> Resent:
    folder = tmp_path_factory.mktemp("questioned")
    places = province.copied(folder / "data")
    seeds = folder / "seeds"
    shutil.copytree(seeds_root(), seeds)
    rules = seeds / "rules" / "tuyen_quang.csv"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("JUMP_N_FIRM_ACTIVE,1,jump,hold", "JUMP_N_FIRM_ACTIVE,1,jump,question"), "utf-8")
    assert rules.read_text(encoding="utf-8") != text
    source = province.sent(WRONG, PERIOD)
    path = folder / "inbox" / source.name
    path.parent.mkdir()
    book = load_workbook(source)
    sheet, cell = address(source, ROW)
    sent = 10 * figure(source, ROW)
    book[sheet][cell] = sent
    book.save(path)
    month.receive(places, seeds, [path])
    done = month.run(places, seeds, PERIOD)
    assert done.release is not None, done.verdict.reasons
    return Resent(sent, province.current, done.release.folder)


def test_it_is_published_as_it_is(resent: Resent) -> None:
    rows = query(
        resent.asked,
        "select state, value from indicator_value where area_id = $area and period_code = $period"
        " and indicator_code = 'N_FIRM_ACTIVE' and measure_code = 'in_period'",
        {"area": AREA, "period": PERIOD},
    ).rows()
    assert rows == [("current", resent.sent)]


def test_no_other_leaf_score_moves(resent: Resent) -> None:
    """As in a release in which the cell has its last admitted value: the one before, with the figure first sent."""
    quiet, asked = resent.scores(resent.quiet), resent.scores(resent.asked)
    assert quiet.keys() == asked.keys()
    others = [place for place, row in asked.items() if not row["n_questioned"]]
    assert len(others) > 1000
    for place in others:
        assert asked[place]["score"] == pytest.approx(quiet[place]["score"], abs=1e-12)


def test_its_place_is_a_band(resent: Resent) -> None:
    quiet, asked = resent.scores(resent.quiet), resent.scores(resent.asked)
    leaf, whole = asked["CXI_FIRM_INNOV_PCT", AREA], asked["CXI", AREA]
    assert leaf["n_questioned"] == 1 and whole["n_questioned"] == 1
    assert leaf["score"] < quiet["CXI_FIRM_INNOV_PCT", AREA]["score"]  # a share of ten times as many firms
    assert whole["rank_low"] == quiet["CXI", AREA]["rank"]
    assert whole["rank_high"] == whole["rank"] > whole["rank_low"]
