"""What careless and wishful senders send, against the true reports: each habit shows, each wrong figure is recorded."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.sample.careless.drafts import HABITS, Draft, Share
from pipelines.sample.careless.send import Careless, Sent, read_habits
from pipelines.sample.province import duties_of, long_history
from pipelines.sample.reports import Senders

MONTHS = 4
IN_PERIOD, YTD = "in_period", "ytd"
Year = list[tuple[dict[str, Any], Sent]]


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module")
def senders(codebook: Codebook) -> Senders:
    return Senders(codebook, "08", long_history(codebook, "2027-01", MONTHS), 1)


@pytest.fixture(scope="module")
def year(codebook: Codebook, senders: Senders) -> Year:
    duties = duties_of(codebook, "08", long_history(codebook, "2027-01", MONTHS)).sort("cutoff_date", "reporter_code")
    rows = duties.rows(named=True)
    return list(zip(rows, Careless(senders, "08", 1).send(rows), strict=True))


def draft(values: dict[tuple[str, str], float], **others: Any) -> Draft:
    """A report of two stocks (01, 02 of it), a flow with its parts and sums (14 = 15 + 16), and a share (17)."""
    known: dict[str, Any] = {"explanations": {}, "previous": {}, "neighbour": {}, "shares": ()}
    known |= {"flows": frozenset(("14", "15", "16")), "ratios": frozenset(("17",)), "is_year_start": False}
    return Draft(values=dict(values), **(known | others))


def test_every_difference_is_recorded_and_nothing_else(senders: Senders, year: Year) -> None:
    n = 0
    for duty, sent in year:
        if sent.report is None:
            assert not sent.errors
            continue
        truth = senders.report(duty)
        differing = sum(sent.report.values[cell] != value for cell, value in truth.values.items())
        assert len(sent.errors) == differing
        assert all(error.true_value != error.value for error in sent.errors)
        n += differing
    assert n > 100


def test_all_six_habits_and_repeats_occur(year: Year) -> None:
    kinds = {error.kind for _, sent in year for error in sent.errors}
    assert kinds >= {*HABITS, "repeated"}
    assert any(sent.report is None for _, sent in year)  # forgets
    assert {habit["habit"] for habit in read_habits()} == {*HABITS, "forgets"}


def test_equal_seeds_send_the_same(codebook: Codebook, senders: Senders, year: Year) -> None:
    again = [sent.errors for sent in Careless(senders, "08", 1).send([duty for duty, _ in year])]
    assert again == [sent.errors for _, sent in year]


def test_last_month_is_copied_with_its_flow_added(codebook: Codebook) -> None:
    now = draft(
        {("01", IN_PERIOD): 44, ("14", IN_PERIOD): 70, ("14", YTD): 170},
        previous={("01", IN_PERIOD): 43, ("14", IN_PERIOD): 60, ("14", YTD): 100},
    )
    HABITS["copies_last_month"](Random(1), now)
    assert now.values == {("01", IN_PERIOD): 43, ("14", IN_PERIOD): 60, ("14", YTD): 160}


def test_a_wish_keeps_total_sum_and_share_in_agreement() -> None:
    """A target of 80 %: 60 of 100 becomes 81; the rest falls to 19; sums since the year began move by 21."""
    values = {("14", IN_PERIOD): 100, ("15", IN_PERIOD): 60, ("16", IN_PERIOD): 40, ("17", IN_PERIOD): 60.0}
    values |= {("14", YTD): 200, ("15", YTD): 120, ("16", YTD): 80, ("17", YTD): 60.0}
    now = draft(values, shares=(Share("15", "14", "16", "17", 0.8),))
    HABITS["wishful"](Random(1), now)
    assert [now.values[row, IN_PERIOD] for row in ("14", "15", "16", "17")] == [100, 81, 19, 81.0]
    assert [now.values[row, YTD] for row in ("14", "15", "16", "17")] == [200, 141, 59, 70.5]


def test_a_share_above_its_target_is_left() -> None:
    now = draft({("14", IN_PERIOD): 100, ("15", IN_PERIOD): 85}, shares=(Share("15", "14", None, None, 0.8),))
    HABITS["wishful"](Random(1), now)
    assert now.values == {("14", IN_PERIOD): 100, ("15", IN_PERIOD): 85}


def test_swapped_lines_keep_their_figures() -> None:
    now = draft({("01", IN_PERIOD): 44, ("02", IN_PERIOD): 9})
    HABITS["swaps"](Random(1), now)
    assert now.values == {("01", IN_PERIOD): 9, ("02", IN_PERIOD): 44}


def test_an_explanation_of_two_words_goes_with_a_figure_several_times_too_high() -> None:
    now = draft({("01", IN_PERIOD): 50})
    HABITS["explains_anything"](Random(1), now)
    sent = now.values["01", IN_PERIOD]
    assert not isinstance(sent, str) and sent + 0.5 >= 2.2 * 50 and sent <= 6 * 50
    assert len(now.explanations["01"].split()) <= 3


def test_a_wrong_digit_is_a_factor_of_ten_or_a_thousand() -> None:
    for seed in range(40):
        now = draft({("01", IN_PERIOD): 57})
        HABITS["wrong_digit"](Random(seed), now)
        sent = now.values["01", IN_PERIOD]
        assert sent in {5, 570, 57_000, *range(570, 580)}
