"""Jumps and balances over months: each figure is compared with admitted earlier ones, never with itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.codebook.load import load
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.quality.decisions import Decision, decide
from pipelines.settings import Places, places, seeds_root
from pipelines.warehouse.query import query

pytestmark = pytest.mark.slow  # three builds; each model has dbt unit tests
START, *MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")
ROW = ("07", "in_period")  # N_OCOP, held by JUMP_N_OCOP outside 0.5 to 2 times with a change above 5
REPEATED, RETURNED, ACCEPTED, CORRECTED, LATE, HONEST = ("C00691", "C00694", "C00700", "C00706", "C00715", "C00721")
EXPLAINED, WILD, ONE_SUM, CARRIED = ("C00733", "C00745", "C00763", "C00769")
REASON = "Sáp nhập với xã bên cạnh (mô phỏng)"
SENT = {  # August, and the three months under test
    REPEATED: (11, 110, 110, 110),
    RETURNED: (11, 110, 12, 13),
    ACCEPTED: (11, 110, 110, 112),  # October's 110 is accepted after October
    CORRECTED: (11, 110, 13, 130),  # 110 is corrected to 12 after September
    LATE: (11, 110, 110, 12),  # all four in November
    HONEST: (11, 22, 33, 11),  # medians 11, 16.5 and 22: twice as much, and half of it, are the edges of the band
    EXPLAINED: (11, 40, 41, 12),  # explained in September, within 4 times
    WILD: (11, 110, 110, 12),  # explained in September, beyond 4 times
}
TRAINING = {  # the sums to date of 10 persons a month
    ONE_SUM: (10, 45, 30, 40),  # 25 too many in September alone
    CARRIED: (10, 45, 55, 65),  # carried on
}


class Desk:
    """The province's data and inbox: a build a month."""

    def __init__(self, root: Path) -> None:
        self.places: Places = places("08", root / "data")
        self.inbox = root / "inbox"
        self.codebook = load(seeds_root())

    def write(self, reporter: str, period: str, arrives: str) -> None:
        month_no = (START, *MONTHS).index(period)
        folder = self.inbox / arrives
        folder.mkdir(parents=True, exist_ok=True)
        key = FormKey("XA-01", reporter, period)
        path = folder / form_file_name(self.codebook, key)
        if reporter in TRAINING:
            content = FormContent(values={("13", "in_period"): 10, ("13", "ytd"): TRAINING[reporter][month_no]})
        else:
            is_explained = reporter in (EXPLAINED, WILD) and period == MONTHS[0]
            explanations = {ROW[0]: REASON} if is_explained else {}
            content = FormContent(values={ROW: SENT[reporter][month_no]}, explanations=explanations)
        write_form(self.codebook, key, path, content)

    def decide(self, kind: str, reporter: str, period: str, new_value: float | None = None) -> None:
        """About the 110 of a month."""
        place = {"area_id": f"c25-{reporter[1:]}", "indicator_code": "N_OCOP", "breakdown_code": "_T"}
        decision = Decision(
            decision_kind=kind,
            **place,
            measure_code="in_period",
            source_code="province_admin",
            period_code=period,
            reason="Xã xác nhận (mô phỏng)",
            owner="Phòng thống kê",
            expected_value=110,
            new_value=new_value,
        )
        decide(Ledger(self.places.ledger), self.codebook, decision)

    def release(self, period: str) -> Path:
        month.receive(self.places, seeds_root(), [self.inbox / period])
        done = month.run(self.places, seeds_root(), period)
        assert done.release is not None, done.verdict.reasons[0].en
        return done.release.folder


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The release of each month."""
    desk = Desk(tmp_path_factory.mktemp("jumps"))
    for reporter in (*SENT, *TRAINING):
        for period in (START, *MONTHS):
            desk.write(reporter, period, "2026-11" if reporter == LATE else max(period, MONTHS[0]))
    september = desk.release("2026-09")
    desk.decide("correct", CORRECTED, "2026-09", 12)
    october = desk.release("2026-10")
    desk.decide("accept", ACCEPTED, "2026-10")
    return {"2026-09": september, "2026-10": october, "2026-11": desk.release("2026-11")}


def states(release: Path, reporter: str) -> dict[str, tuple[str, float | None]]:
    """Month -> state and shown value, none where no earlier release had one."""
    rows = query(
        release,
        "select period_code, state, value from indicator_value where area_id = $area and indicator_code = 'N_OCOP'"
        " and period_code > $start",
        {"area": f"c25-{reporter[1:]}", "start": START},
    )
    return {period: (state, value) for period, state, value in rows.iter_rows()}


def test_a_repeated_value_stays_held(releases: dict[str, Path]) -> None:
    held = ("held", 11.0)  # August's, as the first release has it
    assert states(releases["2026-09"], REPEATED) == {"2026-09": ("held", None)}
    assert states(releases["2026-10"], REPEATED) == {"2026-09": held, "2026-10": held}
    assert states(releases["2026-11"], REPEATED) == {"2026-09": held, "2026-10": held, "2026-11": held}


def test_the_accusation_names_the_figure_compared_with(releases: dict[str, Path]) -> None:
    rows = query(
        releases["2026-11"],
        "select v.period_code, v.expected_low, v.expected_high, s.period_code as of from violation as v"
        " inner join violation_cell as c on c.violation_id = v.violation_id"
        " inner join submission_status as s on s.submission_id = c.submission_id"
        " where v.area_id = $area and v.rule_code = 'JUMP_N_OCOP' order by 1, 4",
        {"area": f"c25-{REPEATED[1:]}"},
    )
    assert rows.rows() == [(period, 5.5, 22.0, of) for period in MONTHS for of in (START, period)]


def test_an_honest_return_is_not_accused(releases: dict[str, Path]) -> None:
    assert states(releases["2026-11"], RETURNED) == {
        "2026-09": ("held", 11.0),
        "2026-10": ("current", 12.0),
        "2026-11": ("current", 13.0),
    }


def test_an_acceptance_admits_its_whole_level(releases: dict[str, Path]) -> None:
    assert {state for state, _ in states(releases["2026-10"], ACCEPTED).values()} == {"held"}
    assert states(releases["2026-11"], ACCEPTED) == {
        "2026-09": ("current", 110.0),
        "2026-10": ("current", 110.0),
        "2026-11": ("current", 112.0),
    }


def test_three_months_at_one_level_may_be_a_change_of_level(releases: dict[str, Path]) -> None:
    # two rules accuse it, the wide band and the narrow one; it is listed once
    columns = "area_id, first_period_code, last_period_code, n_periods, base_value, least_value"
    wanted = f"select {columns} from level_change"
    assert query(releases["2026-10"], wanted).is_empty()
    assert query(releases["2026-11"], wanted).rows() == [(f"c25-{REPEATED[1:]}", MONTHS[0], MONTHS[-1], 3, 11.0, 110.0)]


def marks(release: Path, reporter: str) -> dict[str, tuple[bool, bool]]:
    """Month -> whether the figure is asked about, and whether it is explained."""
    rows = query(
        release,
        "select period_code, is_questioned, is_explained from indicator_value where area_id = $area"
        " and indicator_code = 'N_OCOP' and period_code > $start",
        {"area": f"c25-{reporter[1:]}", "start": START},
    )
    return {period: (asked, explained) for period, asked, explained in rows.iter_rows()}


def test_an_explained_jump_is_published_with_its_mark_and_is_no_baseline(releases: dict[str, Path]) -> None:
    assert states(releases["2026-11"], EXPLAINED) == {
        "2026-09": ("current", 40.0),
        "2026-10": ("current", 41.0),
        "2026-11": ("current", 12.0),
    }
    assert marks(releases["2026-11"], EXPLAINED) == {
        "2026-09": (False, True),
        "2026-10": (False, True),  # at the level that September explained
        "2026-11": (False, False),
    }


def test_an_explained_jump_beyond_the_wide_band_is_asked_about(releases: dict[str, Path]) -> None:
    assert {state for state, _ in states(releases["2026-11"], WILD).values()} == {"current"}
    assert marks(releases["2026-11"], WILD) == {
        "2026-09": (True, True),
        "2026-10": (True, True),
        "2026-11": (False, False),
    }


@pytest.mark.parametrize(
    ("reporter", "severities"),
    [
        (ONE_SUM, {"2026-09": "hold"}),
        (CARRIED, {"2026-09": "hold", "2026-10": "question", "2026-11": "question"}),
    ],
)
def test_a_wrong_sum_accuses_no_later_one_and_does_not_clear_itself(
    releases: dict[str, Path], reporter: str, severities: dict[str, str]
) -> None:
    rows = query(
        releases["2026-11"],
        "select period_code, severity from violation where area_id = $area and outcome = 'fail' order by 1",
        {"area": f"c25-{reporter[1:]}"},
    )
    assert dict(rows.iter_rows()) == severities


def test_a_corrected_figure_counts_as_corrected(releases: dict[str, Path]) -> None:
    assert states(releases["2026-11"], CORRECTED) == {
        "2026-09": ("current", 12.0),
        "2026-10": ("current", 13.0),
        "2026-11": ("held", 13.0),
    }


def test_months_that_arrive_together_are_judged_alike(releases: dict[str, Path]) -> None:
    assert states(releases["2026-11"], LATE) == {
        "2026-09": ("held", None),
        "2026-10": ("held", None),
        "2026-11": ("current", 12.0),
    }


def test_a_change_on_the_edge_of_the_band_is_no_jump(releases: dict[str, Path]) -> None:
    assert states(releases["2026-11"], HONEST) == {
        "2026-09": ("current", 22.0),
        "2026-10": ("current", 33.0),
        "2026-11": ("current", 11.0),
    }
