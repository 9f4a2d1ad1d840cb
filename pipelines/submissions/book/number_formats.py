"""What the look of a cell makes of its content: number formats that show another number, letters that are raised.

Here: the meaning of a format's code, and raised letters as Unicode has them. Not here: where a file keeps either
(scan_*.py, xlsx_formats.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from pipelines.submissions.book.book import Shown

QUOTED = r'"[^"]*"|\\.'
UNSHOWN = re.compile(rf"{QUOTED}|\[[^\]]*\]|_.|\*.")  # literal text, colours and conditions, widths, fillers
LITERAL = re.compile(r'"([^"]*)"|\\(.)')
SECTION = re.compile(rf"((?:{QUOTED}|[^;])*)")
DATE = re.compile(r"[dmyhs]|general|@", re.IGNORECASE)  # dates arrive as dates; general and text show what is stored
DIGIT = re.compile(r"[0#?]")
SCALED = re.compile(r"[0#?](,+)(?=\.|[^0#?,.]|$)")  # a comma behind the last digit divides by a thousand
MORE = re.compile(r"\d|(?<!\w)(?:nghìn|ngàn|k)(?!\w)", re.IGNORECASE)  # literal text that makes 12 be seen as 1200
RAISED = str.maketrans("0123456789()+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
PERCENT = Shown(is_percent=True)


@lru_cache(maxsize=4096)
def shown_by(code: str) -> Shown | None:
    """What the format `code` shows of a positive number, where that is not the number itself."""
    match = SECTION.match(code)
    section = match.group(1) if match else ""
    bare = UNSHOWN.sub("", section)
    if not code or DATE.search(bare):
        return None
    if "%" in bare:
        return PERCENT
    if not DIGIT.search(bare):
        return Shown(text="".join(one or other for one, other in LITERAL.findall(section)).strip())
    if scaled := SCALED.search(bare):
        return Shown(by=1000 ** len(scaled.group(1)))
    literal = " ".join(one or other for one, other in LITERAL.findall(section)).strip()
    return Shown(text=f"… {literal}") if MORE.search(literal) else None


def raised(text: str) -> str:
    """A raised run as letters of its own, so that a footnote's number does not join the figure before it."""
    return text.translate(RAISED)


def raise_runs(text: str, runs: Sequence[tuple[int, int]], raising: Collection[int]) -> str:
    """The text with the runs (start, font) of raising fonts raised; before the first stands the cell's own font."""
    starts = [0, *(start for start, _ in runs)]
    fonts = [None, *(font for _, font in runs)]
    pieces = zip(starts, [*starts[1:], len(text)], fonts, strict=True)
    return "".join((raised if font in raising else str)(text[start:end]) for start, end, font in pieces)
