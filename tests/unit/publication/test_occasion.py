"""The period of a new release: the one asked for, unless a release of a later period was published."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pipelines.codebook.errors import CodebookError
from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Entry
from pipelines.publication.messages import PublicationError
from pipelines.publication.occasion import check_begun, occasion
from pipelines.settings import seeds_root


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def published(*periods: str) -> list[Entry]:
    entries: list[Any] = [SimpleNamespace(kind="receipt", payload={"receipt_id": "R1"})]
    entries += [
        SimpleNamespace(kind="release", payload={"occasion_period": period, "release_id": str(number)})
        for number, period in enumerate(periods, start=1)
    ]
    return cast("list[Entry]", entries)


@pytest.mark.parametrize(
    ("releases", "asked", "expected"),
    [
        ((), "2026-09", "2026-09"),
        (("2026-08",), "2026-09", "2026-09"),
        (("2026-09",), "2026-09", "2026-09"),
        (("2026-10",), "2026-09", "2026-10"),  # a correction of September after October
        (("2026-10", "2026-08"), "2026-09", "2026-10"),  # an earlier version let the last release go back
        (("2027-01",), "2026", "2027-01"),  # the year ends on 14 December, January on 14 January
        (("2026-12",), "2026", "2026"),  # both end on 14 December
        (("2026",), "2026-12", "2026-12"),
        (("2026-12",), "S2026", "S2026"),  # the statistical year ends on 31 December
        (("S2026",), "2026-12", "S2026"),
        (("S2026",), "2027-01", "2027-01"),
        (("1999-X",), "2026-09", "2026-09"),  # a period that the codebook no longer has
    ],
)
def test_the_latest_published_period_is_never_left(
    codebook: Codebook, releases: tuple[str, ...], asked: str, expected: str
) -> None:
    assert occasion(codebook, published(*releases), asked) == expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (("2026-10", "2027-06", "back to 1"), "2026-10"),  # June 2027 was published by mistake
        (("2026-10", "2027-06", "back to 1", "2026-11"), "2026-11"),
        (("2026-10", "2027-06", "back to 1", "2026-11", "back to 2"), "2027-06"),  # the rollback is taken back
        (("2026-10", "2027-06", "back to 1", "2026-11", "2026-12", "back to 3"), "2026-11"),
    ],
)
def test_a_release_that_was_rolled_back_holds_no_later_run(
    codebook: Codebook, acts: tuple[str, ...], expected: str
) -> None:
    entries: list[Any] = []
    for act in acts:
        if act.startswith("back to "):
            entries.append(SimpleNamespace(kind="rollback", payload={"release_id": act.removeprefix("back to ")}))
        else:
            number = sum(entry.kind == "release" for entry in entries) + 1
            payload = {"occasion_period": act, "release_id": str(number)}
            entries.append(SimpleNamespace(kind="release", payload=payload))
    assert occasion(codebook, cast("list[Entry]", entries), "2026-09") == expected


@pytest.mark.parametrize(
    ("period", "is_refused"),
    [
        ("2026-11", False),  # begins on 15 October 2026
        ("2026-12", False),  # begins on 15 November 2026, the day of the last entry
        ("2027-01", True),  # begins on 15 December 2026
        ("2030-10", True),
        ("S2026-12", True),  # begins on 1 December 2026
        ("2027", True),
    ],
)
@pytest.mark.parametrize("is_simulated", [False, True])
def test_a_period_that_has_not_begun_is_refused_unless_files_are_simulated(
    codebook: Codebook, period: str, is_refused: bool, is_simulated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.publication.occasion.today", lambda: date(2026, 11, 1))
    entry = SimpleNamespace(kind="receipt", at="2026-11-14T17:00:00+00:00", payload={"is_simulated": is_simulated})
    entries = cast("list[Entry]", [entry])
    if is_refused and not is_simulated:
        with pytest.raises(PublicationError, match=period) as caught:
            check_begun(codebook, entries, period)
        assert caught.value.code == "period_ahead"
    else:
        check_begun(codebook, entries, period)


def test_a_period_that_does_not_exist_is_an_error(codebook: Codebook) -> None:
    with pytest.raises(CodebookError):
        occasion(codebook, published("2026-10"), "2026-13")
