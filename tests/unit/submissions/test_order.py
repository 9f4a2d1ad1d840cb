"""What may take the place of what: a full report that removes too much, and several files of one delivery."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import pytest

from pipelines.submissions.intake.order.decide import Figure, Order, Stated, decide

TEN = {f"{n:02d}": float(n) for n in range(1, 11)}  # row key -> figure


def sent(
    seq: int,
    figures: Mapping[str, float],
    mode: str = "full",
    delivery: str = "",
    rejects: tuple[str, ...] = (),
    accepts: str = "",
    outcome: str = "read",
    reason: str | None = None,
) -> Stated:
    """A submission of XA-01 by one commune for October; without `delivery` it came by itself."""
    row = {
        **{"submission_id": f"S{seq}", "receipt_id": f"R{seq}", "receipt_seq": seq, "block_no": 1},
        **{"reporter_code": "C1", "form_code": "XA-01", "period_code": "2026-10", "mode": mode, "outcome": outcome},
        **{"delivery": delivery or f"D{seq}", "accepts": accepts, "reason_code": reason},
    }
    cells = {
        ("a", key, "_T", "in_period", "s", "2026-10"): Figure(value, "reported", key, "in_period", "XA-01", f"E{key}")
        for key, value in figures.items()
    }
    return Stated(row, cells, {(key, "in_period") for key in rejects})


def held(order: Order) -> dict[str, str]:
    """Held submission -> reason."""
    return {key: one.message.code for key, one in order.held.items()}


def first(n: int) -> dict[str, float]:
    """The first n figures of TEN."""
    return dict(list(TEN.items())[:n])


@pytest.mark.parametrize(("n_kept", "is_held"), [(10, False), (5, False), (4, True), (0, True)])
def test_a_full_report_waits_when_it_removes_more_than_half(n_kept: int, is_held: bool) -> None:
    order = decide([sent(1, TEN), sent(2, first(n_kept))])
    assert held(order) == ({"S2": "fewer_figures"} if is_held else {})
    assert order.replaces == ({} if is_held else {"S2": ("R1",)})


def test_the_proposal_says_what_would_be_lost() -> None:
    one = decide([sent(1, TEN), sent(2, first(4))]).held["S2"]
    assert [(line.key, line.address, line.expected) for line in one.lost] == [
        *(("05", "E05", "5"), ("06", "E06", "6"), ("07", "E07", "7")),
        *(("08", "E08", "8"), ("09", "E09", "9"), ("10", "E10", "10")),
    ]
    for word in ("có 4 số liệu", "thay 10 số liệu", "R1", "mất 6 số liệu", "05, 06, 07, 08, 09, 10"):
        assert word in one.message.vi


def test_a_rejected_cell_loses_nothing_since_it_holds_its_figure() -> None:
    assert not decide([sent(1, TEN), sent(2, first(4), rejects=("05",))]).held


def test_corrections_withdrawals_and_first_reports_never_wait() -> None:
    assert not decide([sent(1, TEN), sent(2, first(1), "partial")]).held
    assert not decide([sent(1, TEN), sent(2, {}, "withdrawal"), sent(3, first(1))]).held
    assert not decide([sent(1, {}), sent(2, first(1))]).held


def test_an_acceptance_settles_it_for_the_same_figures_in_force_only() -> None:
    key = decide([sent(1, TEN), sent(2, first(1))]).held["S2"].key
    again = sent(3, first(1), accepts=f"other,{key}")
    assert held(decide([sent(1, TEN), sent(2, first(1)), again])) == {"S2": "fewer_figures"}
    between = sent(3, {**TEN, "01": 7.0})
    late = sent(4, first(1), accepts=key)
    assert held(decide([sent(1, TEN), sent(2, first(1)), between, late])) == {
        "S2": "fewer_figures", "S4": "fewer_figures",
    }  # fmt: skip


def test_a_later_whole_report_settles_what_was_held() -> None:
    assert decide([sent(1, TEN), sent(2, first(1))]).settled == set()
    assert decide([sent(1, TEN), sent(2, first(1)), sent(3, TEN)]).settled == {"S2"}


def test_of_two_different_files_of_one_delivery_neither_counts() -> None:
    other = {**TEN, "01": 99.0}
    order = decide([sent(1, TEN, delivery="D"), sent(2, other, delivery="D")])
    assert held(order) == {"S1": "same_delivery", "S2": "same_delivery"}
    assert "R1" in order.held["S1"].message.vi and "R2" in order.held["S1"].message.vi
    key = order.held["S2"].key
    chosen = decide([sent(1, TEN, delivery="D"), sent(2, other, delivery="D"), sent(3, other, accepts=key)])
    assert set(chosen.held) == {"S1", "S2"} and chosen.settled == {"S1", "S2"}


@pytest.mark.parametrize("other", [TEN, {**TEN}])
def test_two_files_with_the_same_figures_do_not_wait(other: Mapping[str, float]) -> None:
    assert not decide([sent(1, TEN, delivery="D"), sent(2, other, delivery="D")]).held


def test_a_report_and_a_withdrawal_in_one_delivery_wait() -> None:
    assert set(decide([sent(1, TEN, delivery="D"), sent(2, {}, "withdrawal", delivery="D")]).held) == {"S1", "S2"}


def test_the_names_of_a_report_and_its_correction_decide_nothing() -> None:
    correction = {"01": 99.0}
    for whole, partial in permutations((1, 2)):
        order = decide([sent(whole, TEN, delivery="D"), sent(partial, correction, "partial", delivery="D")])
        assert not order.held
        assert order.seq.get(f"S{whole}", whole) < order.seq.get(f"S{partial}", partial)


def test_two_corrections_of_one_cell_in_one_delivery_wait_and_of_two_cells_do_not() -> None:
    def of(second: dict[str, float]) -> set[str]:
        pair = [sent(2, {"01": 5.0}, "partial", delivery="D"), sent(3, second, "partial", delivery="D")]
        return set(decide([sent(1, TEN), *pair]).held)

    assert of({"02": 5.0}) == of({"01": 5.0}) == set()
    assert of({"01": 6.0}) == {"S2", "S3"}


def test_separate_deliveries_keep_the_order_of_the_ledger() -> None:
    assert not decide([sent(1, TEN), sent(2, {**TEN, "01": 99.0})]).held


def test_a_file_that_waits_says_what_stands_where_it_would_come() -> None:
    blank = sent(2, {}, outcome="waiting", reason="blank_of_other")
    order = decide([sent(1, TEN), blank])
    met = order.meets["S2"]
    assert (met.receipts, met.n_figures, len(met.lost)) == (("R1",), 10, 10)
    accepted = decide([sent(1, TEN), blank, sent(3, {}, accepts=met.key)])
    assert not accepted.held and accepted.replaces["S3"] == ("R1",)
    other = sent(2, {}, outcome="waiting", reason="columns_doubtful")
    assert decide([sent(1, TEN), other]).meets["S2"].lost == ()


def test_an_earlier_decision_does_not_depend_on_what_comes_later() -> None:
    """A build of an earlier ledger position finds the same."""
    everything = [sent(1, TEN), sent(2, first(1)), sent(3, TEN), sent(4, first(2)), sent(5, {"01": 1.0}, "partial")]
    whole = held(decide(everything))
    for n in range(1, len(everything) + 1):
        assert held(decide(everything[:n])) == {key: why for key, why in whole.items() if int(key[1:]) <= n}
