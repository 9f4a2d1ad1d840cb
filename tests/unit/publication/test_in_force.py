"""Which submissions and statements are in force, by the landing alone."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support.landed import land

from pipelines.publication.candidate.in_force import not_replaced, statements_in_force
from pipelines.publication.reply.messages import REPLY
from pipelines.submissions.intake.order.landed import landed
from pipelines.vocabulary import OUTCOME

PERIOD, REPORTER = "2026-10", "C00700"
SLICE = {
    **{"area_id": "c25-00700", "breakdown_code": "_T", "measure_code": "in_period"},
    **{"source_code": "province_admin", "period_code": PERIOD, "uom_code": "firm", "obs_status": "reported"},
}


def send(folder: Path, seq: int, figures: dict[str, float], reporter: str | None = REPORTER, **changed: Any) -> None:
    rows = [{**SLICE, "indicator_code": code, "value": value} for code, value in figures.items()]
    land(folder, seq, "XA-01", 1, reporter, PERIOD, rows, **changed)  # pyright: ignore[reportArgumentType]


def figures(folder: Path, upto: int = 99) -> list[tuple[Any, ...]]:
    stated = statements_in_force(landed(folder, "submission", upto), landed(folder, "observation", upto))
    seen = stated.sort("receipt_seq", "indicator_code")
    return seen.select("receipt_seq", "indicator_code", "value").rows()


def submissions(folder: Path) -> pl.DataFrame:
    return not_replaced(landed(folder, "submission", 99)).sort("receipt_seq")


def test_a_bad_figure_is_looked_at_until_a_full_file_replaces_it(tmp_path: Path) -> None:
    send(tmp_path, 1, {"N_FIRM": math.inf, "N_ADULT": 5.0})
    send(tmp_path, 2, {"N_FIRM": 7.0})
    assert figures(tmp_path, upto=1) == [(1, "N_ADULT", 5.0), (1, "N_FIRM", math.inf)]
    assert figures(tmp_path) == [(2, "N_FIRM", 7.0)]
    assert submissions(tmp_path)["submission_id"].to_list() == ["T0002"]


def test_a_partial_file_replaces_the_figures_it_states_and_no_other(tmp_path: Path) -> None:
    send(tmp_path, 1, {"N_FIRM": math.inf, "N_ADULT": 5.0})
    send(tmp_path, 2, {"N_FIRM": 7.0}, mode="partial")
    assert figures(tmp_path) == [(1, "N_ADULT", 5.0), (2, "N_FIRM", 7.0)]


def test_a_withdrawal_takes_every_figure_away(tmp_path: Path) -> None:
    send(tmp_path, 1, {"N_FIRM": math.inf})
    send(tmp_path, 2, {}, mode="withdrawal")
    assert figures(tmp_path) == []
    assert submissions(tmp_path)["submission_id"].to_list() == ["T0002"]


def test_what_one_submission_says_twice_is_still_seen(tmp_path: Path) -> None:
    rows = [{**SLICE, "indicator_code": "N_FIRM", "value": value} for value in (1.0, 2.0)]
    land(tmp_path, 1, "XA-01", 1, REPORTER, PERIOD, rows)
    assert figures(tmp_path) == [(1, "N_FIRM", 1.0), (1, "N_FIRM", 2.0)]


@pytest.mark.parametrize("outcome", ["waiting", "refused", "unreadable"])
def test_what_was_not_read_is_looked_at_until_a_readable_file_comes(tmp_path: Path, outcome: str) -> None:
    """One whose reporter nobody knows cannot be replaced; it is looked at for good."""
    send(tmp_path, 1, {}, outcome=outcome)
    send(tmp_path, 2, {}, reporter=None, outcome=outcome)
    seen = submissions(tmp_path)
    assert seen["outcome"].to_list() == [outcome, outcome]
    send(tmp_path, 3, {"N_FIRM": 7.0})
    send(tmp_path, 4, {}, outcome=outcome)
    seen = submissions(tmp_path)
    assert seen["submission_id"].to_list() == ["T0002", "T0003", "T0004"]


def test_the_outcomes_of_the_replies_are_those_of_the_reader() -> None:
    answers = [code.removeprefix("outcome_") for code in REPLY if code.startswith("outcome_")]
    assert sorted(OUTCOME.codes) == sorted(answers)
