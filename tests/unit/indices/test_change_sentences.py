"""The paragraph about a change: every number in it is one of the table's rows."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from support.random_fields import indicator

from pipelines.indices.changes.pair import CAUSES, Pair
from pipelines.indices.changes.sentences import CAUSE_WORDS, Names, number, paragraph
from pipelines.indices.changes.tables import change_frame
from pipelines.indices.reference.terms import Method, Node
from pipelines.indices.scoring.field import Field, IndexKey

NAMES = {
    "vi": Names("Chỉ số thử", "Tháng mười hai", "Tháng một"),
    "en": Names("Trial index", "December", "January"),
}


def row(cause: str | None, change: float | None, **others: Any) -> dict[str, Any]:
    scores = {"from_score": 40.0, "to_score": 41.5, "from_rank": 12, "to_rank": 9, "n_ranked": 123}
    return {"area_name_vi": "Lũng Cú", "cause": cause, "score_change": change, **scores, **others}


def test_causes_are_listed_by_size_and_numbers_are_those_of_the_rows() -> None:
    rows = [row("own_data", 2.625), row("peers", -1.1), row("coverage", -0.025)]
    assert paragraph(rows, NAMES["vi"], "vi") == (
        "Chỉ số thử: từ tháng mười hai đến tháng một, điểm của Lũng Cú tăng 1,50 điểm (40,00 → 41,50), hạng 12 → 9"
        " trong 123 địa bàn có hạng. Phần của mỗi nguyên nhân: số liệu của chính địa bàn +2,63 điểm; số liệu địa bàn"
        " khác và hai đầu thang đo −1,10 điểm; số mới có hoặc nay thiếu −0,03 điểm. Các phần cộng lại bằng cả thay"
        " đổi; số trong câu đã làm tròn."
    )
    assert paragraph(rows, NAMES["en"], "en").startswith(
        "Trial index: from December to January the score of Lũng Cú rose by 1.50 points (40.00 → 41.50), its rank"
        " 12 → 9 of 123 areas with a rank. Parts by cause: the area's own figures +2.63 points;"
    )


def test_a_fall_no_change_and_an_undefined_score_have_words_of_their_own() -> None:
    assert "giảm 2,00 điểm (40,00 → 38,00)" in paragraph([row("peers", -2.0, to_score=38.0)], NAMES["vi"], "vi")
    # 0.004 rounds to nothing, 0.006 to 0.01
    assert "Lũng Cú không đổi (" in paragraph([row("peers", 0.004, to_score=40.004)], NAMES["vi"], "vi")
    assert "tăng 0,01 điểm" in paragraph([row("peers", 0.006, to_score=40.006)], NAMES["vi"], "vi")
    lost = paragraph([row(None, None, to_score=None)], NAMES["en"], "en")
    assert "40.00 → –; not decomposed" in lost


@pytest.mark.parametrize(
    ("value", "vi", "signed"),
    [(0.0, "0,00", "0,00"), (-0.001, "0,00", "0,00"), (2.675, "2,68", "+2,68"), (-1.5, "−1,50", "−1,50")],
)
def test_numbers_have_two_decimals_and_nothing_has_no_sign(value: float, vi: str, signed: str) -> None:
    assert (number(value, "vi"), number(value, "vi", signed=True)) == (vi, signed)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_number_of_a_paragraph_stands_in_the_table(lang: str) -> None:
    rng = np.random.default_rng(18)
    old, new = (_edition(rng.uniform(0, 100, (9, 2)), weights, "2026-1") for weights in ((1.0, 1.0), (1.0, 2.0)))
    rows = change_frame(Pair(old, new)).to_dicts()
    for unit in old.units:
        found = [line for line in rows if line["area_id"] == unit]
        assert {line["cause"] for line in found} == {"own_data", "peers", "weights"}
        first = found[0]
        exact = [first["to_score"] - first["from_score"], first["from_score"], first["to_score"]]
        places = [first["from_rank"], first["to_rank"], first["n_ranked"]]
        exact += sorted((line["score_change"] for line in found), key=abs, reverse=True)
        said = paragraph(found, NAMES[lang], lang).replace(unit, "")
        decimals = [float(text.replace(",", ".").replace("−", "-")) for text in re.findall(r"[+−]?\d+[.,]\d+", said)]
        assert [abs(decimals[0]), *decimals[1:]] == pytest.approx([abs(exact[0]), *exact[1:]], abs=0.005 + 1e-9)
        assert [int(text) for text in re.findall(r"(?<![\d.,])\d+(?![\d.,]\d|\d)", said)] == places


def test_every_cause_has_words() -> None:
    assert tuple(CAUSE_WORDS) == CAUSES


def _edition(figures: np.ndarray, weights: tuple[float, float], period: str) -> Field:
    leaves = [Node(code, "ROOT", 1, weight, 1, indicator(code)) for code, weight in zip("XY", weights, strict=True)]
    root = Node("ROOT", None, 2, 1.0, 1, aggregation="arithmetic", min_coverage=0.0)
    units = tuple(f"u{chr(ord('a') + place)}" for place in range(len(figures)))
    is_imputed = np.zeros(figures.shape, dtype=bool)
    return Field(
        IndexKey("X", 1, 1, "all", period), units, (*leaves, root), Method("min_max", 0.0, 100.0), figures, is_imputed
    )
