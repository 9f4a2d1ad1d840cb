"""Finds texts that resemble a declared one and mean another thing: `chưa giải quyết` for `đã giải quyết`.

Also headers of another period, of a plan or of a multiple of the unit. How similar two texts are as strings is measured
in similarity.py. A doubt costs a question to a person; a figure read in place of another one is never found again, so
these checks err towards a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.match.similarity import fits, similarity, without_numbering
from pipelines.submissions.value.periods import period_code

SAME = 0.75  # similarity of the words that differ: `doah` is `doanh` (0.9), `tiếp` is not `tuyến` (0.4)
EMPTY = frozenset(
    {
        *("tong", "cac", "cua", "va", "tren", "tai", "duoc", "la", "o", "co", "trong", "do", "voi", "ve", "theo"),
        *("hoac", "tu", "cho", "gom", "of", "in", "the", "and"),
    }
)
NO_WORDS = frozenset[str]()
NEGATIONS = frozenset(["khong", "ko", "chua", "het", "ngung", "moi", "ngoai", "truoc", "not", "without"])
FORMULA = re.compile(r"\([^()]*[=+×*/<>][^()]*\)|\([\d\s:,.-]+\)")  # (14 = 15 + 16)


def _pattern(*texts: str) -> str:
    """A pattern of folded texts; a word of them may stand without its diacritics, but not with other ones."""
    words = (" ".join(f"(?:{word}|{name_ascii(word)})" for word in text.split(" ")) for text in texts)
    return rf"\b(?:{'|'.join(words)})\b"


# Names that hold a word of those below: the tăng of giá trị gia tăng; without diacritics also ngân sách, hạ tầng.
NAMES = re.compile(
    _pattern(
        *("ngân sách", "ngân hàng", "ngân quỹ", "hạ tầng", "nền tảng", "tầng lớp", "giám sát", "giám đốc", "giám định"),
        *("giá trị gia tăng", "giảm nghèo", "trước bạ", "mục tiêu quốc gia", "kế hoạch và đầu tư", "kế hoạch đầu tư"),
    )
)
SCALE = re.compile(  # money is in million dong here
    rf"{_pattern('nghìn', 'ngàn', 'tỷ đồng', 'tỉ đồng', '1 000', '1000')}|\b(?:triệu|trieu)\b(?! đồng| dong)"
)
OTHER = re.compile(
    _pattern(
        *("trước", "cùng kỳ", "cùng kì", "so sánh", "so với", "tăng", "giảm", "chênh lệch", "dự toán", "dự kiến"),
        *("kế hoạch", "chỉ tiêu giao", "mục tiêu"),
        *("previous", "last", "prior", "plan", "planned", "target", "change", "growth"),
    )
    + "|%"
)
BRACKETS = re.compile(r"\([^()]*\)")
MONTH_ONLY = re.compile(r"(?:thang|thg|t) ?(\d{1,2})")


def is_rewording(text: str, labels: Iterable[str]) -> bool:
    """True if `text` may be one of the declared labels in other words or letters, or if there is no label.

    Of a header below another (`upper > lower`) the lower one counts.
    """
    texts = [label.rpartition(" > ")[2] for label in labels]
    return not texts or any(fits(text, [label]) and not changes_meaning(text, label) for label in texts)


def names_other_column(header: str, column: DeclaredColumn, columns: Iterable[DeclaredColumn]) -> bool:
    """True if an undeclared header over a column of figures is of another time or a plan, or rewords another column."""
    if column.role != "value":
        return False
    text = BRACKETS.sub(" ", header)  # a unit
    others = [other.headers for other in columns if other.role == "value" and other.key != column.key]
    rewords_other = any(is_rewording(text, headers) for headers in others if headers)
    is_theirs = rewords_other and not is_rewording(text, column.headers)
    return is_theirs or bool(OTHER.search(NAMES.sub(" ", name_fold(header))))


@lru_cache(maxsize=16384)
def changes_meaning(text: str, label: str) -> bool:
    """True if words of the label are replaced in the text, or negated.

    Words left out or added change nothing, but for negations and numbers.
    """
    theirs, ours = _words(text), _words(label)
    added, missing = _beyond(theirs, ours), _beyond(ours, theirs)
    if any(word in NEGATIONS or word.isdigit() for word in added):
        return True
    if any(word in NEGATIONS and following in theirs for word, following in pairwise(ours) if word in missing):
        return True
    added, missing = _without_abbreviations(added, ours, missing)
    if not added or not missing:
        return False
    slips = ((added, missing), (_beyond(theirs, ours, NO_WORDS), _beyond(ours, theirs, NO_WORDS)))  # `đượct ập` too
    return all(similarity("".join(written), "".join(declared)) < SAME for written, declared in slips)


def _words(text: str) -> list[str]:
    """The words without numbering, formulas and accents."""
    words = re.findall(r"\w+", name_ascii(without_numbering(FORMULA.sub(" ", text))))
    return words[1:] if words[:1] == ["so"] else words  # `Số hộ`, but `công nghệ số`


def _beyond(words: list[str], others: list[str], ignored: frozenset[str] = EMPTY) -> list[str]:
    """Those that the other text does not have, in order."""
    return [word for word in words if word not in others and word not in ignored]


def _without_abbreviations(added: list[str], ours: list[str], missing: list[str]) -> tuple[list[str], list[str]]:
    """Both lists without abbreviations and what they stand for: `dn` for `doanh nghiệp`, by first letters."""
    rest, gone = list[str](), list(missing)
    for word in added:
        at = next((n for n in range(len(ours)) if "".join(full[0] for full in ours[n : n + len(word)]) == word), -1)
        if at < 0 or len(word) < 2:
            rest.append(word)
        else:
            gone = _beyond(gone, ours[at : at + len(word)])
    return rest, gone


def is_of_other_time(text: str, folded: str, period: str, calendar: str) -> bool:
    """True if a header speaks of another time than `period`, a plan, a comparison or a multiple of the unit.

    Args:
        text: the header as printed.
        folded: the same, folded.
        period: the code of the reported period.
        calendar: admin or stat.
    """
    rest = NAMES.sub(" ", name_fold(text))
    if OTHER.search(rest) or SCALE.search(rest):
        return True
    code = period_code(folded, calendar)
    if code is None:
        month = MONTH_ONLY.fullmatch(name_ascii(folded))
        return bool(month) and len(period) >= 7 and period[-2:].isdigit() and int(month.group(1)) != int(period[-2:])
    return code != period and not (len(code.lstrip("S")) == 4 and period.startswith(code))
