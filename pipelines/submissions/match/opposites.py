"""Words by which a text says another thing than the declared one it is like: `chưa giải quyết` for `đã giải quyết`.

Here: two labels word by word, a header that speaks of another time or of a plan. Not here: how alike two texts are as
strings (similarity.py). A doubt costs a question; a figure taken for another one is never found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from pipelines.codebook.text import name_ascii
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.match.similarity import fits, likeness, without_numbering
from pipelines.submissions.value.periods import period_code

SAME = 0.75  # of the letters of the words that differ: `doah` is `doanh` (0.9), `tiếp` is not `tuyến` (0.4)
EMPTY = frozenset(
    {
        *("tong", "cac", "cua", "va", "tren", "tai", "duoc", "la", "o", "co", "trong", "do", "voi", "ve", "theo"),
        *("hoac", "tu", "cho", "gom", "of", "in", "the", "and"),
    }
)
EVERY = frozenset[str]()
NEGATIONS = frozenset(["khong", "ko", "chua", "het", "ngung", "moi", "ngoai", "truoc", "not", "without"])
FORMULA = re.compile(r"\([^()]*[=+×*/<>][^()]*\)|\([\d\s:,.-]+\)")  # (14 = 15 + 16)
SCALE = re.compile(r"\b(?:nghin|ngan|ty dong|trieu(?! dong)|1 000|1000)\b")  # money is in million dong here
OTHER = re.compile(
    r"\b(?:truoc|cung ky|so sanh|so voi|tang|giam|chenh lech|du toan|du kien|"
    r"ke hoach|chi tieu giao|muc tieu|"  # mục tiêu
    r"previous|last|prior|plan|planned|target|change|growth)\b|%"
)
BRACKETS = re.compile(r"\([^()]*\)")
MONTH_ALONE = re.compile(r"(?:thang|thg|t) ?(\d{1,2})")


def is_wording(text: str, own: Iterable[str]) -> bool:
    """May the text be one of these declared ones in other words or letters? Of `upper > lower` the lower counts."""
    texts = [label.rpartition(" > ")[2] for label in own]
    return not texts or any(fits(text, [label]) and not changes_meaning(text, label) for label in texts)


def is_of_another(header: str, column: DeclaredColumn, columns: Iterable[DeclaredColumn]) -> bool:
    """Is this header, that nobody declared, of another time or a plan, or a wording of another column of figures?"""
    if column.role != "value":
        return False
    text = BRACKETS.sub(" ", header)  # a unit
    others = [other.headers for other in columns if other.role == "value" and other.key != column.key]
    is_theirs = not is_wording(text, column.headers) and any(is_wording(text, also) for also in others if also)
    return is_theirs or bool(OTHER.search(name_ascii(header)))


@lru_cache(maxsize=16384)
def changes_meaning(text: str, label: str) -> bool:
    """Are words of the label replaced in the text, or denied? Words left out or added say nothing, but for these."""
    theirs, ours = _words(text), _words(label)
    foreign, missing = _beyond(theirs, ours), _beyond(ours, theirs)
    if any(word in NEGATIONS for word in foreign):
        return True
    if any(word in NEGATIONS and following in theirs for word, following in pairwise(ours) if word in missing):
        return True
    if {word for word in foreign if word.isdigit()}:
        return True
    foreign, missing = _unabridged(foreign, ours, missing)
    if not foreign or not missing:
        return False
    slips = ((foreign, missing), (_beyond(theirs, ours, EVERY), _beyond(ours, theirs, EVERY)))  # `đượct ập` too
    return all(likeness("".join(one), "".join(other)) < SAME for one, other in slips)


def _words(text: str) -> list[str]:
    """The words without numbering, formulas and the marks on their letters."""
    words = re.findall(r"\w+", name_ascii(without_numbering(FORMULA.sub(" ", text))))
    return words[1:] if words[:1] == ["so"] else words  # `Số hộ`, but `công nghệ số`


def _beyond(words: list[str], others: list[str], but: frozenset[str] = EMPTY) -> list[str]:
    """Those that the other text does not have, in order."""
    return [word for word in words if word not in others and word not in but]


def _unabridged(foreign: list[str], ours: list[str], missing: list[str]) -> tuple[list[str], list[str]]:
    """What is left when `dn` is known for `doanh nghiệp`: the first letters of words that follow each other."""
    rest, gone = list[str](), list(missing)
    for word in foreign:
        at = next((n for n in range(len(ours)) if "".join(one[0] for one in ours[n : n + len(word)]) == word), -1)
        if at < 0 or len(word) < 2:
            rest.append(word)
        else:
            gone = _beyond(gone, ours[at : at + len(word)])
    return rest, gone


def other_time(text: str, folded: str, period: str, calendar: str) -> bool:
    """Does a header speak of another time than `period`, a plan, a comparison, a multiple of the unit (nghìn người)?"""
    plain = name_ascii(text)
    if OTHER.search(plain) or SCALE.search(plain.replace(".", " ")):
        return True
    code = period_code(folded, calendar)
    if code is None:
        month = MONTH_ALONE.fullmatch(name_ascii(folded))
        return bool(month) and len(period) >= 7 and period[-2:].isdigit() and int(month.group(1)) != int(period[-2:])
    return code != period and not (len(code.lstrip("S")) == 4 and period.startswith(code))
