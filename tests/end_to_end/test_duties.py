"""Five days of September and October 2026, and what the newest release says of them afterwards.

On each day a build stores the duty tables; months later the newest release is asked what was known on that day. What
each table must hold is written by hand beside it: 14/09 is a Monday, three working days after it end on Thursday 17/09;
14/10 is a Wednesday, five working days after it (the province changed its rule on 6 October) end on Wednesday 21/10.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support.duty_days import Workspace
from support.landed import land

from pipelines.codebook.load import Codebook, load
from pipelines.settings import places, seeds_root
from pipelines.warehouse import as_known
from pipelines.warehouse.query import query

pytestmark = pytest.mark.slow  # six builds of the duty tables, half a minute; the formulas have dbt unit tests
A, B, C, D, E = "C00691", "C00694", "C00700", "C00706", "C00715"  # communes; the other 119 never send anything
CELLS = 26  # of XA-01, counted by hand in docs/forms.md


@dataclass(frozen=True)
class Day:
    """One day's build: its tree, its position and its date."""

    tree: Path
    seq: int
    day: date

    def stored(self, table: str = "completeness") -> pl.DataFrame:
        return query(self.tree, f"select * from {table}")


@dataclass
class Story:
    """The workspace and the codebook of the day."""

    workspace: Workspace
    codebook: Codebook

    def send(self, when: str, reporter: str, period: str, cells: int = 0, symbol: str = "reported", **more: Any) -> int:
        """A form of a commune: `cells` figures or symbols, the rest of the sheet is not there."""
        form = str(more.pop("form", "XA-01"))
        same = {"sha256": more.pop("sha256")} if "sha256" in more else {}
        seq = self.workspace.receive(when, sender_code=reporter, **same)
        land(
            self.workspace.landing,
            seq,
            form,
            1,
            reporter,
            period,
            self.rows(form, reporter, period, cells, symbol),
            **more,
        )
        return seq

    def rows(self, form: str, reporter: str, period: str, cells: int, symbol: str) -> list[dict[str, Any]]:
        area = self.codebook.tables["reporters"].filter(reporter_code=reporter)["area_id"].item()
        lines = (
            self.codebook.tables["form_rows"].filter(form_code=form, form_version=1, row_kind="fixed").sort("row_order")
        )
        slots = [(row, measure) for row in lines.to_dicts() for measure in row["due_measures"].split("|")]
        return [
            {
                "row_key": row["row_key"],
                "col_key": measure,
                "area_id": area,
                "indicator_code": row["indicator_code"],
                "breakdown_code": row["breakdown_code"],
                "measure_code": measure,
                "source_code": "province_admin",
                "period_code": period,
                "value": 0.0 if symbol == "none_occurred" else 7.0,
                "uom_code": row["uom_code"],
                "obs_status": symbol,
            }
            for row, measure in slots[:cells]
        ]


def changed(folder: Path) -> Codebook:
    """The codebook of 6 October: from the month of October on, communes have five working days."""
    shutil.copytree(seeds_root(), folder)
    path = folder / "obligation_rules" / "08.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    old = next(row for row in rows if row["duty_code"] == "XA-01")
    rows.append(old | {"due_days": "5", "valid_from": "2026-09-15"})
    old["valid_to"] = "2026-09-15"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(old), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return load(folder)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[Day]:
    root = tmp_path_factory.mktemp("duties")
    workspace = Workspace(places("08", root / "data"))
    story = Story(workspace, load(seeds_root()))
    found: list[Day] = []

    def close(period: str) -> None:
        found.append(Day(*workspace.build(story.codebook, period)))

    workspace.note(story.codebook, "15/09/2026 08:00")
    story.send("16/09/2026 09:00", A, "2026-09", CELLS)
    close("2026-09")
    story.send("17/09/2026 10:00", E, "2026-09", sha256="e" * 64, outcome="waiting", reason_code="columns_by_name")
    story.send("17/09/2026 23:59", B, "2026-09", 20)  # 16:59 UTC, still the last day
    story.send("18/09/2026 00:01", C, "2026-09", CELLS, "none_occurred")  # 17:01 UTC of the 17th, already Friday
    story.send("18/09/2026 10:00", D, "2026-09", outcome="unreadable", reason_code="not_a_workbook")
    close("2026-09")
    story.send("21/09/2026 10:00", D, "2026-09", CELLS)  # Monday: Friday 18 and Monday 21 are two working days
    story.send("21/09/2026 11:00", A, "2026-09", CELLS)  # a second version resets nothing
    story.send("21/09/2026 12:00", E, "2026-09", CELLS, sha256="e" * 64)  # how it is read was accepted on Monday
    close("2026-09")
    story.send("06/10/2026 09:00", B, "2026-09", mode="withdrawal")
    story.codebook = changed(root / "seeds")
    workspace.note(story.codebook, "06/10/2026 10:00")
    close("2026-09")
    story.send("12/10/2026 09:00", A, "2026-10", CELLS)  # before the 14th, and not marked as an estimate
    story.send("12/10/2026 10:00", C, "2026-10", CELLS, coverage_end=date(2026, 9, 30))  # says how far it goes
    close("2026-10")
    story.send("20/10/2026 09:00", B, "2026-10", CELLS)  # in time by the new rule, late by the old one
    story.send("22/10/2026 09:00", D, "2026-10", CELLS)
    seq = workspace.receive("03/12/2026 09:00", sender_code="D08-STC", form_code="KH57-CQ", period_code="2026")
    land(
        workspace.landing, seq, "KH57-CQ", 0, "D08-STC", "2026", [], outcome="unreadable", reason_code="not_a_workbook"
    )
    story.send("03/12/2026 10:00", "D08-SKHCN", "2026", 18, form="NV-01")
    story.send("22/12/2026 09:00", "D08-SKHCN", "2026", 18, form="NV-01")
    close("2026-12")
    return found


def one(day: Day, reporter: str, period: str, duty: str = "XA-01") -> dict[str, Any]:
    rows = query(
        day.tree,
        "select * from duty_status where reporter_code = $r and period_code = $p and duty_code = $d",
        {"r": reporter, "p": period, "d": duty},
    )
    return rows.row(0, named=True)


def test_what_was_known_on_five_past_days_is_what_was_stored_on_them(days: list[Day]) -> None:
    newest = days[-1]
    assert [str(one.day) for one in days[:5]] == ["2026-09-16", "2026-09-18", "2026-09-21", "2026-10-06", "2026-10-12"]
    for past in days[:5]:
        computed = as_known.completeness(newest.tree, past.seq, past.day).sort("period_code", "duty_code")
        stored = past.stored().sort("period_code", "duty_code")
        assert computed.columns == stored.columns and stored.height >= 5
        assert computed.rows() == stored.rows(), past.day
        duties = as_known.duties(newest.tree, past.seq, past.day)
        key = ["duty_code", "reporter_code", "period_code"]
        columns = [*key, "state", "timeliness", "n_working_days_late", "last_date", "n_revisions", "figure_status"]
        assert duties.select(columns).sort(key).rows() == past.stored("duty_status").select(columns).sort(key).rows()


def test_sheets_and_cells_as_known_on_five_past_days(days: list[Day]) -> None:
    """Both by the versions that held at the position, in the newest release and in the build of the day."""
    counts = ("n_cells_due", "n_reported", "n_none_occurred", "n_unknown", "n_blank", "n_unanswered")
    sheets = f"select duty_code, reporter_code, period_code, block_no, {', '.join(counts)}, state from sheet_version"
    cells = "select duty_code, slice_id, obs_status, submission_id from cell_version"
    held = "known_from_seq <= $seq and (known_to_seq is null or known_to_seq > $seq)"
    for past in days[:5]:
        for sql, started in ((sheets, "duty_version"), (cells, None)):
            begun = (
                f" and (duty_code, reporter_code, period_code) in (select (duty_code, reporter_code, period_code)"
                f" from {started} where {held} and (start_date <= $day or n_files > 0))"
                if started
                else ""
            )
            parameters = {"seq": past.seq} | ({"day": past.day} if started else {})
            computed, stored = (
                query(tree, f"{sql} where {held}{begun} order by all", parameters)
                for tree in (days[-1].tree, past.tree)
            )
            assert stored.height and computed.rows() == stored.rows(), (past.day, sql)


# day -> of September's 124: read, unreadable, waiting, withdrawn, missing, not due; and in time, late, revised, nil
SEPTEMBER = {
    0: (1, 0, 0, 0, 0, 123, 1, 0, 0, 0),  # Wednesday 16: one in time, the others have until tomorrow
    1: (3, 1, 1, 0, 119, 0, 2, 1, 0, 1),  # Friday 18: B a minute before midnight, C one after it, D broken, E waits
    2: (5, 0, 0, 0, 119, 0, 3, 2, 1, 1),  # Monday 21: D is read, A has sent again, E is accepted as it came on Thursday
    3: (4, 0, 0, 1, 119, 0, 3, 2, 1, 1),  # B has withdrawn; it was in time all the same
    -1: (4, 0, 0, 1, 119, 0, 3, 2, 1, 1),  # December: nothing of it has changed
}


@pytest.mark.parametrize("n", SEPTEMBER)
def test_september_as_stored(days: list[Day], n: int) -> None:
    names = ("read", "unreadable", "waiting", "withdrawn", "missing", "not_due", "in_time", "late", "revised", "nil")
    row = days[n].stored().filter(duty_code="XA-01", period_code="2026-09").row(0, named=True)
    assert tuple(row[f"n_{name}"] for name in names) == SEPTEMBER[n]
    assert row["n_due"] == 124 == sum(SEPTEMBER[n][:6])


def test_lateness_is_that_of_the_first_valid_file(days: list[Day]) -> None:
    newest = days[-1]
    found = {name: one(newest, name, "2026-09") for name in (A, B, C, D, E)}
    assert {name: (row["timeliness"], row["n_working_days_late"]) for name, row in found.items()} == {
        A: ("on_time", 0),
        B: ("on_time", 0),
        C: ("late", 1),  # Friday 18
        D: ("late", 2),  # the unreadable file of Friday does not count: Friday, Monday
        E: ("on_time", 0),  # the very bytes that were accepted on Monday came on Thursday
    }
    assert [found[name]["state"] for name in (A, B, C, D, E)] == ["read", "withdrawn", "read", "read", "read"]
    assert (found[A]["n_revisions"], found[D]["n_revisions"]) == (1, 0)
    assert found[C]["is_nil"] and not found[A]["is_nil"]


def test_cells_of_a_file_that_lacks_rows(days: list[Day]) -> None:
    friday = one(days[1], B, "2026-09")
    assert (friday["n_cells_due"], friday["n_reported"], friday["n_unanswered"]) == (CELLS, 20, 6)
    gone = one(days[3], B, "2026-09")
    assert (gone["n_reported"], gone["n_unanswered"]) == (0, CELLS)  # withdrawn: nothing is said any more


def test_before_the_cut_off_only_an_estimate_is_legal(days: list[Day]) -> None:
    early = {name: one(days[4], name, "2026-10") for name in (A, C)}
    assert {name: row["timeliness"] for name, row in early.items()} == {A: "early", C: "early"}
    assert {name: row["figure_status"] for name, row in early.items()} == {A: "uoc", C: "uoc"}
    assert {name: row["is_early_unmarked"] for name, row in early.items()} == {A: True, C: False}


def test_a_new_rule_holds_from_its_entry_and_for_its_periods(days: list[Day]) -> None:
    newest, third = days[-1], days[2]
    assert str(one(newest, B, "2026-10")["last_date"]) == "2026-10-21"
    assert (one(newest, B, "2026-10")["timeliness"], one(newest, D, "2026-10")["n_working_days_late"]) == ("on_time", 1)
    assert str(one(third, B, "2026-10")["last_date"]) == "2026-10-19"  # as was known on 21 September
    known = as_known.duties(newest.tree, third.seq, third.day).filter(reporter_code=B, period_code="2026-10")
    assert str(known["last_date"].item()) == "2026-10-19"


def test_the_yearly_estimate_is_replaced_after_the_cut_off(days: list[Day]) -> None:
    """Due before 05/12, sent on Thursday 03/12: in time, an estimate; the final figures of 22/12 reset nothing."""
    newest = days[-1]
    sent, final = newest.seq - 1, one(newest, "D08-SKHCN", "2026", "NV-01")
    assert (final["timeliness"], final["figure_status"], final["n_revisions"]) == ("on_time", "chinh_thuc", 1)
    known = as_known.duties(newest.tree, sent, date(2026, 12, 3)).filter(duty_code="NV-01").row(0, named=True)
    assert (known["timeliness"], known["figure_status"], known["is_early_unmarked"]) == ("on_time", "uoc", False)
    assert (str(known["last_date"]), str(known["revision_date"])) == ("2026-12-04", "2026-12-21")
    for day, reasons in ((14, []), (16, ["revise"])):
        asked = as_known.reminders(newest.tree, sent, date(2026, 12, day), 3).filter(duty_code="NV-01")
        assert asked["reason"].to_list() == reasons
    figures = query(
        newest.tree, "select distinct obs_status from cell_version where duty_code = 'NV-01' and period_code = '2026'"
    )
    assert figures["obs_status"].to_list() == ["reported"]


def test_a_report_without_a_form_is_met_by_a_file_and_never_late_without_a_date(days: list[Day]) -> None:
    row = one(days[-1], "D08-STC", "2026", "KH57-CQ")
    assert (row["state"], row["timeliness"], row["last_date"]) == ("read", "no_deadline", None)
    assert one(days[-1], "D08-SCT", "2026", "KH57-CQ")["state"] == "not_due"


def test_reminders_count_working_days(days: list[Day]) -> None:
    """Wednesday 16/09: 123 communes and the department are due; within three working days lies 17/09, and 21/09."""
    first = days[0]
    found = as_known.reminders(days[-1].tree, first.seq, first.day, 3)
    assert found.filter(duty_code="XA-01", period_code="2026-09", reason="due_soon").height == 123
    assert set(found.filter(duty_code="XA-01", period_code="2026-09")["n_working_days"]) == {-1}
    assert found.filter(duty_code="SKHCN-01", period_code="2026-09")["n_working_days"].to_list() == [-3]  # 17, 18, 21
    none = as_known.reminders(days[-1].tree, first.seq, first.day, 0)
    assert none.filter(duty_code="XA-01", period_code="2026-09").is_empty()
    late = as_known.reminders(days[-1].tree, days[1].seq, days[1].day, 3).filter(
        period_code="2026-09", duty_code="XA-01"
    )
    assert late.group_by("reason").len().sort("reason").rows() == [("missing", 119), ("unreadable", 1), ("waiting", 1)]
    assert set(late["n_working_days"]) == {1}
