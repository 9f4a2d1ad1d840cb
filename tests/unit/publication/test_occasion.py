"""The period of a new release: the one asked for, unless a release of a later period was published."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from pipelines.codebook.errors import CodebookError
from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Entry
from pipelines.publication.occasion import occasion
from pipelines.settings import seeds_root


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def published(*periods: str) -> list[Entry]:
    entries: list[Any] = [SimpleNamespace(kind="receipt", payload={"receipt_id": "R1"})]
    entries += [SimpleNamespace(kind="release", payload={"occasion_period": period}) for period in periods]
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


def test_a_period_that_does_not_exist_is_an_error(codebook: Codebook) -> None:
    with pytest.raises(CodebookError):
        occasion(codebook, published("2026-10"), "2026-13")
