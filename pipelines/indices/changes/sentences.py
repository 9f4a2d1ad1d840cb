"""One paragraph about the change of an area, in Vietnamese and English, from the rows of the table alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]
CAUSE_WORDS = {
    "own_data": ("số liệu của chính địa bàn", "the area's own figures"),
    "peers": ("số liệu địa bàn khác và hai đầu thang đo", "figures of other areas and the ends of the scale"),
    "weights": ("trọng số", "weights"),
    "method": ("phương pháp", "method"),
    "coverage": ("số mới có hoặc nay thiếu", "figures that became known or missing"),
    "revision": ("số kỳ trước được sửa", "revised figures of the earlier period"),
    "borders": ("thay đổi địa giới", "changed borders"),
}


@dataclass(frozen=True)
class Names:
    """What a paragraph calls the index, the earlier and the later period, in one language."""

    index: str
    before: str
    now: str


def cause_words(cause: str, lang: str) -> str:
    """Return the words of a cause in `vi` or `en`."""
    return CAUSE_WORDS[cause][0 if lang == "vi" else 1]


def paragraph(rows: Sequence[Row], names: Names, lang: str) -> str:
    """Return the paragraph of one area's rows of index_change_cause; causes by size, greatest first."""
    row = rows[0]
    start, end, unit = row["from_score"], row["to_score"], row["area_name_vi"]
    if start is None or end is None or row["cause"] is None:
        return _not_decomposed(row, names, lang)
    change, before, now = end - start, within_sentence(names.before, lang), within_sentence(names.now, lang)
    parts = sorted(rows, key=lambda part: (-abs(part["score_change"]), part["cause"]))
    unit_word = "điểm" if lang == "vi" else "points"
    listed = "; ".join(
        f"{cause_words(part['cause'], lang)} {number(part['score_change'], lang, signed=True)} {unit_word}"
        for part in parts
    )
    scores = f"{number(start, lang)} → {number(end, lang)}"
    places = f"{row['from_rank']} → {row['to_rank']}"
    size = number(abs(change), lang)
    is_same = number(change, lang) == number(0.0, lang)
    if lang == "vi":
        moved = "không đổi" if is_same else f"{'tăng' if change > 0 else 'giảm'} {size} điểm"
        return (
            f"{names.index}: từ {before} đến {now}, điểm của {unit} {moved} ({scores}), hạng {places} trong"
            f" {row['n_ranked']} địa bàn có hạng. Phần của mỗi nguyên nhân: {listed}. Các phần cộng lại bằng cả thay"
            " đổi; số trong câu đã làm tròn."
        )
    moved = "did not change" if is_same else f"{'rose' if change > 0 else 'fell'} by {size} points"
    return (
        f"{names.index}: from {before} to {now} the score of {unit} {moved} ({scores}), its rank {places}"
        f" of {row['n_ranked']} areas with a rank. Parts by cause: {listed}. The parts add up to the whole change;"
        " numbers here are rounded."
    )


def _not_decomposed(row: Row, names: Names, lang: str) -> str:
    before, now = within_sentence(names.before, lang), within_sentence(names.now, lang)
    scores = " → ".join("–" if row[end] is None else number(row[end], lang) for end in ("from_score", "to_score"))
    if lang == "vi":
        return (
            f"{names.index}: từ {before} đến {now}, điểm của {row['area_name_vi']} {scores}; không phân rã"
            " được vì một lần, hoặc một bước giữa hai lần, không có điểm."
        )
    return (
        f"{names.index}: from {before} to {now} the score of {row['area_name_vi']} {scores}; not"
        " decomposed, since it is undefined in one edition or in a step between them."
    )


def within_sentence(period: str, lang: str) -> str:
    """Return the name of a period within a sentence: Vietnamese months are not written with a capital."""
    return period[:1].lower() + period[1:] if lang == "vi" else period


def number(value: float, lang: str, signed: bool = False) -> str:
    """Return a number of two decimals as the language writes it; what rounds to 0 has no sign."""
    # 12 digits first: 2.675 is stored as 2.67499…
    shown = Decimal(f"{value:.12g}").quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = "−" if shown < 0 else "+" if signed and shown > 0 else ""
    digits = f"{abs(shown)}"
    return sign + (digits.replace(".", ",") if lang == "vi" else digits)
