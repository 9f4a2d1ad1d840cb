"""The index engine on published figures: PCI's total is its weighted sum, PAPI's dimensions are sums of parts.

Figures are those of openpyxl, put straight into landing, so that only codebook and SQL are on trial here.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from support import landed, promises, publishers

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places

FORMS = {"pci_subindex": "PCI", "pci_summary": "PCI", "papi": "PAPI"}
PUBLISHERS = {"PCI": "PUB-VCCI", "PAPI": "PUB-PAPI"}
# VCCI prints five decimals in 2014 (half a unit: 5e-6) over single-precision sub-indices; measured 6.7e-6.
PCI_TOLERANCE = 1e-5
# Five figures of six decimals in one comparison: 5 × 0.5e-6.
PAPI_TOLERANCE = 2.5e-6
WITHOUT_FIGURES = {("p63-24", "S2014"), ("p63-87", "S2014")}  # Bắc Giang, Đồng Tháp

Figures = dict[publishers.Key, float | None]
Scores = dict[tuple[str, str, str, str], tuple[float | None, int | None, int | None, float | None, str | None]]


@pytest.fixture(scope="module")
def printed(shared: Path) -> Figures:
    real = shared / "workbooks" / "real"
    papi = publishers.workbook(real / "PAPI_2011-2016.xlsx")
    areas = publishers.area_ids(papi)
    figures = publishers.papi_figures(papi)
    for year in (2014, 2015):
        figures |= publishers.pci_figures(publishers.workbook(real / f"PCI_{year}.xlsx"), year, areas)
    return figures


@pytest.fixture(scope="module")
def scores(printed: Figures, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """(series, node, area, period) → score, rank, n_field, coverage, reason."""
    data = tmp_path_factory.mktemp("published")
    place, codebook = places("08", data), load(REPO / "data" / "seeds")
    by_form: defaultdict[tuple[str, str], list[landed.Row]] = defaultdict(list)
    for (area, indicator, measure, source, period), value in printed.items():
        status = "blank" if value is None else "reported"
        series = {"area_id": area, "indicator_code": indicator, "breakdown_code": "_T", "measure_code": measure}
        figure = {
            "source_code": source,
            "period_code": period,
            "value": value,
            "uom_code": "point",
            "obs_status": status,
        }
        by_form[FORMS[source], period].append(series | figure)
    ledger = Ledger(place.ledger)
    for number, ((form, period), rows) in enumerate(sorted(by_form.items()), 1):
        receipt = {"receipt_id": f"R{number:06d}", "sha256": f"{number:064d}", "n_bytes": 0, "channel": "test"}
        entry = ledger.append("receipt", receipt | {"original_name": f"{form} {period}.xlsx"})
        version = int(period[1:]) if form == "PCI" else 1
        landed.land(data / "landing", entry.seq, form, version, PUBLISHERS[form], period, rows)
    warehouse = promises.built(place, codebook, ledger, data / "landing", data / "work", ["fct_index_score"])
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rows = con.execute(
            "select series, node_code, area_id, period_code, score, rank, n_field, coverage, undefined_reason"
            " from marts.fct_index_score where index_code in ('PCI', 'PAPI')"
        ).fetchall()
    found: Scores = {(series, node, area, period): tuple(rest) for series, node, area, period, *rest in rows}
    assert len(found) == len(rows), "one score a node, area and period: two versions of an indicator do not double it"
    return found


@pytest.mark.parametrize("period", ["S2014", "S2015"])
def test_the_pci_total_and_rank_are_the_published_ones(
    scores: Scores, printed: Figures, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = {
        area: row
        for (series, node, area, at), row in scores.items()
        if (series, node, at) == ("computed", "PCI", period)
    }
    assert len(mine) == publishers.PROVINCES
    totals = {area: printed[area, "PCI_TOTAL", "level", "pci_summary", period] for area in mine}
    ranks = {area: printed[area, "PCI_TOTAL", "rank", "pci_summary", period] for area in mine}
    differences = {area: abs((row[0] or 0.0) - (totals[area] or 0.0)) for area, row in mine.items()}
    with capsys.disabled():
        print(f"\nPCI {period}: {len(mine)} provinces, largest difference {max(differences.values()):.2e}")
    assert max(differences.values()) < PCI_TOLERANCE
    assert {area: row[1] for area, row in mine.items()} == ranks
    assert {row[2:] for row in mine.values()} == {(publishers.PROVINCES, 1.0, None)}


def test_a_pci_leaf_is_ten_times_its_printed_twin(scores: Scores, printed: Figures) -> None:
    leaves = {key: row for key, row in scores.items() if key[0] == "computed" and key[1].startswith("PCI_SUB_")}
    assert len(leaves) == 2 * 10 * publishers.PROVINCES
    for (_, node, area, period), row in leaves.items():
        twin = printed[area, node, "level", "pci_summary", period]
        assert twin is not None
        assert row[0] == pytest.approx(10 * twin, rel=1e-12)  # one multiplication of doubles


def test_papi_dimensions_and_totals_are_the_printed_sums(
    scores: Scores, printed: Figures, capsys: pytest.CaptureFixture[str]
) -> None:
    nodes = {"PAPI": "PAPI_TOTAL"} | {f"PAPI_D{number}": f"PAPI_D{number}" for number in range(1, 7)}
    mine = {key: row for key, row in scores.items() if key[0] == "computed" and key[1] in nodes}
    assert len(mine) == 7 * 6 * publishers.PROVINCES
    largest: defaultdict[str, float] = defaultdict(float)
    for (_, node, area, period), (score, rank, _, coverage, reason) in mine.items():
        if (area, period) in WITHOUT_FIGURES:
            assert (score, rank, coverage, reason) == (None, None, 0.0, "below_coverage")
            continue
        twin = printed[area, nodes[node], "level", "papi", period]
        assert score is not None and twin is not None and (coverage, reason) == (1.0, None)
        # the total adds six such differences
        assert abs(score - twin) < PAPI_TOLERANCE * (6 if node == "PAPI" else 1), (node, area, period)
        largest[period] = max(largest[period], abs(score - twin) if node != "PAPI" else 0.0)
    with capsys.disabled():
        print("\nPAPI dimensions, largest difference: " + ", ".join(f"{p} {d:.1e}" for p, d in sorted(largest.items())))


def test_papi_of_2016_has_its_own_third_dimension(scores: Scores) -> None:
    parts = {
        period: {node for series, node, _, at in scores if series == "computed" and at == period and "_D3_" in node}
        for period in ("S2015", "S2016")
    }
    assert parts["S2015"] == {"PAPI_D3_INTERACTION", "PAPI_D3_INSPECTION", "PAPI_D3_INVESTMENT"}
    assert parts["S2016"] == {"PAPI_D3_INTERACTION", "PAPI_D3_RESPONSE", "PAPI_D3_INSPECTION"}


def test_a_printed_total_of_zero_is_not_published(scores: Scores, printed: Figures) -> None:
    for area, period in sorted(WITHOUT_FIGURES):
        assert printed[area, "PAPI_TOTAL", "level", "papi", period] == 0
        assert ("published", "PAPI", area, period) not in scores
    assert (
        sum(series == "published" and node == "PAPI" for series, node, _, _ in scores) == 6 * publishers.PROVINCES - 2
    )
