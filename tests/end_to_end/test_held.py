"""One commune's broken file holds its own slices, which show September; the other 123 communes are published.

One of them has a file with two receipts of one id.
"""

from __future__ import annotations

import polars as pl
import pytest
from support.printed import figure, text_of
from support.province import BROKEN, CORRECTED, TWICE, Province

from pipelines.warehouse.query import query

AREA = f"c25-{BROKEN[1:]}"


def test_the_broken_commune_is_held_and_shows_its_last_good_value(province: Province) -> None:
    rows = query(
        province.current,
        "select indicator_code, state, reason_code, value, is_last_good, shown_period_code, shown_release_id"
        " from indicator_value where area_id = $area and period_code = '2026-10' and source_code = 'province_admin'"
        " and measure_code = 'in_period' and not is_derived",
        {"area": AREA},
    )
    assert rows.height == 19  # the lines of XA-01
    assert set(rows["state"]) == {"held"}
    assert set(rows["reason_code"]) == {"file_unreadable"}
    assert set(rows["shown_period_code"]) == {"2026-09"}
    assert set(rows["shown_release_id"]) == {province.releases[1]}
    shown = dict(rows.select("indicator_code", "value").iter_rows())
    assert shown["N_FIRM_ACTIVE"] == figure(province.sent(BROKEN, "2026-09"), "01")
    assert shown["N_ADULT"] == figure(province.sent(BROKEN, "2026-09"), "10")


def test_files_of_changes_state_what_each_release_published(province: Province) -> None:
    """The last row of a slice is what stands: after each release those are its current figures, all of them."""
    stands: dict[tuple[str, ...], tuple[float | None, str | None]] = {}
    rows: list[tuple[int, int]] = []  # of each release: what changed, and what is current
    for release_id in province.releases:
        changes = pl.read_parquet(province.places.published / f"{release_id}.parquet").drop("is_doubted")
        stands |= {row[:6]: row[6:] for row in changes.rows()}
        table = pl.read_parquet(province.places.release / release_id / "parquet" / "indicator_value.parquet")
        current = table.filter(state="current").select(changes.columns)
        assert {key: row for key, row in stands.items() if row[1]} == {row[:6]: row[6:] for row in current.rows()}
        rows.append((changes.height, current.height))
    assert (
        rows[0][0] == rows[0][1] and rows[2][0] < rows[2][1] / 2
    )  # the third: October alone, and what it changed of August and September


def test_the_other_communes_are_published(province: Province) -> None:
    current = query(
        province.current,
        "select count(distinct area_id) as n from indicator_value where period_code = '2026-10'"
        " and indicator_code = 'N_HOUSEHOLD_BIZ' and state = 'current' and area_id like 'c25-%'",
    )
    assert current["n"].item() == 123
    completeness = query(
        province.current, "select * from completeness where form_code = 'XA-01' and period_code = '2026-10'"
    )
    row = completeness.row(0, named=True)
    assert (row["n_due"], row["n_read"], row["n_unreadable"], row["n_missing"]) == (124, 123, 1, 0)


def test_the_verdict_names_what_is_held(province: Province) -> None:
    verdict = (province.places.release / f"{province.releases[2]}.verdict.json").read_text("utf-8")
    assert AREA in verdict


def test_two_receipts_of_one_id_are_two_files_of_which_the_later_stands(province: Province) -> None:
    rows = query(
        province.current,
        "select receipt_id, receipt_seq, same_as, is_in_force, outcome from submission_status"
        " where reporter_code = $reporter and period_code = '2026-10' order by receipt_seq",
        {"reporter": TWICE},
    ).rows()
    (first, seq, *rest), (second, later, *again) = rows
    assert rest == [None, False, "read"] and again == [first, True, "read"]
    assert (int(first[1:7]), int(second[1:7])) == (seq, later)
    shown = query(
        province.current,
        "select state, value from indicator_value where area_id = $area and period_code = '2026-10'"
        " and indicator_code = 'N_FIRM_ACTIVE' and measure_code = 'in_period'",
        {"area": f"c25-{TWICE[1:]}"},
    ).row(0)
    assert shown == ("current", figure(province.sent(TWICE, "2026-10"), "01"))


def test_a_corrected_value_is_not_held_and_says_so(province: Province) -> None:
    row = query(
        province.current,
        "select state, obs_status, value from indicator_value where area_id = $area and period_code = '2026-10'"
        " and indicator_code = 'N_ADULT'",
        {"area": f"c25-{CORRECTED[1:]}"},
    ).row(0)
    assert row == ("current", "corrected", figure(province.sent(CORRECTED, "2026-09"), "10"))


def test_a_total_takes_the_last_value_of_the_commune_that_is_held(province: Province) -> None:
    row = query(
        province.current,
        "select n_areas, n_areas_carried, n_areas_expected, obs_status, value, current_share from indicator_value"
        " where area_id = 'p34-08' and indicator_code = 'N_HOUSEHOLD_BIZ' and measure_code = 'in_period'"
        " and period_code = '2026-10'",
    ).row(0)
    sent = [path for path in (province.inbox / "2026-10").glob("*_XA-01_*") if BROKEN not in path.name]
    written = [text_of(path, "03") for path in sent]
    numbers = [0.0 if text == "-" else float(text) for text in written if text not in ("...", "")]
    last = figure(province.sent(BROKEN, "2026-09"), "03")
    assert len(written) == 123
    status = "carried" if len(numbers) == 123 else "partial"
    assert row[:5] == (len(numbers) + 1, 1, 124, status, sum(numbers) + last)
    assert row[5] == pytest.approx(sum(numbers) / (sum(numbers) + last), rel=1e-12)


def test_published_parts_of_a_stock_add_up_to_the_published_total(province: Province) -> None:
    rows = query(
        province.current,
        """with parts as (
            select indicator_code, breakdown_code, measure_code, period_code, sum(value) as parts, count(value) as n,
                count(*) filter (where is_last_good) as n_last
            from indicator_value as v join indicator as i using (indicator_code)
            where area_id like 'c25-%' and i.stock_flow = 'stock' and source_code = 'province_admin' group by all
        )
        select t.period_code, t.value, p.parts, t.n_areas, p.n, t.n_areas_carried, p.n_last
        from indicator_value as t join parts as p using (indicator_code, breakdown_code, measure_code, period_code)
        where t.source_code = 'commune_sum' and t.measure_code = 'in_period'""",
    ).rows()
    assert len(rows) > 30
    assert [row for row in rows if (row[1], row[3], row[5]) != (row[2], row[4], row[6])] == []
    assert "2026-10" in {period for period, *_, n_last in rows if n_last}


def test_a_commune_without_an_object_is_no_missing_commune(province: Province) -> None:
    """Every commune answered; those without a co-operative have nothing to measure."""
    rows = query(
        province.current,
        "select n_areas, n_areas_expected, obs_status from indicator_value where source_code = 'commune_sum'"
        " and indicator_code = 'R_COOP_DIGITAL_PCT' and period_code = '2026-09'",
    ).rows()
    empty = query(
        province.current,
        "select count(*) from indicator_value where area_id like 'c25-%' and indicator_code = 'R_COOP_DIGITAL_PCT'"
        " and period_code = '2026-09' and obs_status = 'zero_denominator' and state = 'current' and value is null",
    ).item()
    assert rows == [(124, 124, "computed")]
    assert empty > 0


def test_a_held_commune_is_in_the_index_with_its_last_values_and_marked(province: Province) -> None:
    rows = query(
        province.current,
        "select score is not null, n_carried, n_questioned, rank_low = rank and rank = rank_high from index_score"
        " where node_code = 'CXI' and period_code = '2026-10' and area_id = $area",
        {"area": AREA},
    ).rows()
    (row,) = rows
    assert row[0] and row[1] > 0 and row[2:] == (0, True)
    marked = query(
        province.current,
        "select area_id from index_score where node_code = 'CXI' and period_code = '2026-10' and n_carried > 0",
    )
    # a pooled leaf rests on the months before as well
    held = query(province.current, "select distinct area_id from indicator_value where state = 'held'")
    assert set(marked["area_id"]) <= set(held["area_id"]) and marked.height < 10
