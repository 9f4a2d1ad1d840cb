"""The release of the simulated province: progress for every target that its forms feed, a form for every other one."""

from __future__ import annotations

from support.province import Province

from pipelines.warehouse.query import query

PROGRESS = """
select target_id, form_state, form_code, max(value) as value, min(progress_class) as progress_class
from target_progress where area_id = 'p34-08' group by target_id, form_state, form_code
"""
# read off two monthly forms by hand, as in test_target_progress.py; other forms may feed some of them too
FED = {
    *("T000-01", "T000-02", "T000-03", "T000-04", "T004-10"),
    *("T001-09", "T001-19"),
}


def test_every_target_that_the_forms_feed_has_progress(province: Province) -> None:
    rows = query(province.current, PROGRESS).to_dicts()
    assert len(rows) == 5 + 30 + 17
    read = set(query(province.current, "select form_code from submission_status where outcome = 'read'")["form_code"])
    assert {"XA-01", "SKHCN-01"} <= read
    whole = {row["target_id"] for row in rows if set(row["form_code"].split(", ")) <= read}
    fed = FED | whole
    assert not [row for row in rows if row["target_id"] in fed and row["value"] is None]
    assert not [row for row in rows if row["target_id"] in fed and row["progress_class"] == "no_data"]


def test_every_other_target_says_which_form_would_bring_it(province: Province) -> None:
    rows = query(province.current, PROGRESS).to_dicts()
    empty = [row for row in rows if row["value"] is None]
    assert empty and all(row["form_code"] for row in empty)
    assert {row["progress_class"] for row in empty} == {"no_data"}
