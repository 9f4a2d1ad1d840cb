"""What a cell's formatting does to its content: number formats that show another number, superscript letters.

Excel's number format codes are interpreted here; the counters find them in each file format.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from pipelines.submissions.book.book import FormatEffect

QUOTED = r'"[^"]*"|\\.'
UNSHOWN = re.compile(rf"{QUOTED}|\[[^\]]*\]|_.|\*.")  # literal text, colours and conditions, widths, fillers
LITERAL = re.compile(r'"([^"]*)"|\\(.)')
SECTION = re.compile(rf"((?:{QUOTED}|[^;])*)")
DATE = re.compile(r"[dmyhs]|general|@", re.IGNORECASE)  # dates arrive as dates; general and text show what is stored
DIGIT = re.compile(r"[0#?]")
SCALED = re.compile(r"[0#?](,+)(?=\.|[^0#?,.]|$)")  # a comma behind the last digit divides by a thousand
MULTIPLE = re.compile(r"\d|(?<!\w)(?:nghìn|ngàn|k)(?!\w)", re.IGNORECASE)  # literal text that shows 12 as 1200
SUPERSCRIPTS = str.maketrans("0123456789()+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
PERCENT = FormatEffect(is_percent=True)


@lru_cache(maxsize=4096)
def format_effect(code: str) -> FormatEffect | None:
    """What the format `code` shows of a positive number; None where that is the number itself."""
    match = SECTION.match(code)
    section = match.group(1) if match else ""
    placeholders = UNSHOWN.sub("", section)
    if not code or DATE.search(placeholders):
        return None
    if "%" in placeholders:
        return PERCENT
    if not DIGIT.search(placeholders):
        return FormatEffect(text="".join(_literals(section)).strip())
    if scaled := SCALED.search(placeholders):
        return FormatEffect(divisor=1000 ** len(scaled.group(1)))
    literal = " ".join(_literals(section)).strip()
    return FormatEffect(text=f"… {literal}") if MULTIPLE.search(literal) else None


def _literals(section: str) -> list[str]:
    """The quoted and escaped texts of a format's section."""
    return [quoted or escaped for quoted, escaped in LITERAL.findall(section)]


def superscript(text: str) -> str:
    """`text` in Unicode's superscript letters, so that a footnote number does not join the figure before it."""
    return text.translate(SUPERSCRIPTS)


def superscript_runs(text: str, runs: Sequence[tuple[int, int]], fonts: Collection[int]) -> str:
    """`text` with its superscript runs in superscript letters.

    Args:
        text: the text of the cell.
        runs: first character and font number of each run; what stands before the first has the cell's font.
        fonts: numbers of the superscript fonts.
    """
    starts = [0, *(start for start, _ in runs)]
    run_fonts = [None, *(font for _, font in runs)]
    pieces = zip(starts, [*starts[1:], len(text)], run_fonts, strict=True)
    return "".join((superscript if font in fonts else str)(text[start:end]) for start, end, font in pieces)
