"""The score from which a table is read keeps our forms apart: no two share rows enough to be taken for one another.

The shares are computed here from the seeds' CSV, without chiso's folding or matching.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from support.seed_rows import seed_rows

from pipelines.submissions.match.score import COLUMNS, ROWS
from pipelines.submissions.recognise.locate import READ

MOST = 0.19  # STC-01 and SKHCN-01 share 3 lines of 11 and 22: 2 × 3 / 33


@pytest.fixture(scope="module")
def shares(repo: Path) -> dict[tuple[str, str], float]:
    """Pair of different numbered forms -> lines of equal name among all their lines that ask for a figure."""
    seeds = repo / "data" / "seeds"
    numbered = {row["form_code"] for row in seed_rows(seeds, "form_anchors") if row["text"].startswith("Biểu số")}
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in seed_rows(seeds, "form_rows"):
        if row["form_code"] in numbered and row["due_measures"]:
            names[row["form_code"], row["form_version"]].add(" ".join(row["label_vi"].lower().split()))
    found: dict[tuple[str, str], float] = {}
    for first, other in combinations(names, 2):
        if first[0] != other[0]:
            pair = (f"{first[0]}/{first[1]}", f"{other[0]}/{other[1]}")
            found[pair] = 2 * len(names[first] & names[other]) / (len(names[first]) + len(names[other]))
    return found


def test_two_of_our_forms_share_few_rows(shares: dict[tuple[str, str], float]) -> None:
    assert len({code for pair in shares for code in pair}) > 20
    most = max(shares, key=lambda pair: shares[pair])
    assert 0 < shares[most] <= MOST, most


def test_a_form_on_the_table_of_another_is_never_read(shares: dict[tuple[str, str], float]) -> None:
    """Even where all columns are alike, as they are on most of our forms."""
    assert ROWS + COLUMNS == 1
    close = {pair: share for pair, share in shares.items() if ROWS * share + COLUMNS >= READ}
    assert not close
