"""Formatting of an .ods sheet that calamine does not report: number formats, superscripts, struck-out text.

Counting is the task of counters/ods.py; number_formats.py says what a format shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipelines.submissions.book.book import FormatEffect, StruckText, struck_text
from pipelines.submissions.book.number_formats import STRUCK, number_effect, superscript, unit_of_text
from pipelines.submissions.book.readers.xml_names import attribute, local_name

LEADING_ZERO = re.compile(r"0[\d ]+")  # of a code


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by name: the effects of number formats, and which styles of text are superscript or struck out."""

    effects: dict[str, FormatEffect]
    superscript: frozenset[str]
    struck: frozenset[str]


def styles_of(roots: Iterable[Element]) -> Styles:
    """The styles that the parts content.xml and styles.xml declare."""
    styles = [style for element in roots for style in element.iter() if local_name(style).endswith("style")]
    formats = {
        attribute(style, "name"): style
        for style in styles
        if local_name(style).endswith(("number-style", "currency-style"))
    }
    effects = {
        attribute(style, "name"): effect
        for style in styles
        if (form := formats.get(attribute(style, "data-style-name"))) is not None and (effect := _effect(form, formats))
    }
    superscripts = {attribute(style, "name") for style in styles if any(map(_is_superscript, style))}
    struck = {attribute(style, "name") for style in styles if any(map(_is_struck, style))}
    return Styles(effects, frozenset(superscripts), frozenset(struck))


def _effect(form: Element, formats: dict[str, Element]) -> FormatEffect | None:
    """The effect of a number style on a positive number, to which a map may give another style."""
    for part in form:
        if local_name(part) == "map" and re.fullmatch(r"value\(\)>=?0", attribute(part, "condition")):
            form = formats.get(attribute(part, "apply-style-name"), form)
    before, behind, divisor, pattern = "", "", None, ""
    is_behind = False
    for part in form:
        text = "".join(part.itertext())
        if local_name(part) == "number":
            is_behind = True
            factor, n_digits = attribute(part, "display-factor"), attribute(part, "min-integer-digits")
            divisor = int(factor) if factor.isdecimal() and int(factor) > 1 else None
            if n_digits.isdecimal() and attribute(part, "decimal-places") in ("", "0"):
                pattern = "0" * int(n_digits)
        elif local_name(part) in ("text", "currency-symbol"):
            before, behind = (before, behind + text) if is_behind else (before + text, behind)
    return number_effect(before, behind, divisor, pattern)


def _is_struck(properties: Element) -> bool:
    return any(attribute(properties, f"text-line-through-{name}") not in ("", "none") for name in ("style", "type"))


def _is_superscript(properties: Element) -> bool:
    """True for the text position `super`, and for a share of the letter's height above the line."""
    position = attribute(properties, "text-position").split(" ")[0]
    return position == "super" or (position.endswith("%") and not position.startswith(("-", "0%")))


def name_styles(line: Element, defaults: list[tuple[int, str]]) -> None:
    """Give each cell without a style that of its row or column."""
    of_row, column = attribute(line, "default-cell-style-name"), 1
    for cell in line:
        if not attribute(cell, "style-name"):
            cell.set("style-name", of_row or next((style for last, style in defaults if column <= last), ""))
        column += int(attribute(cell, "number-columns-repeated") or 1)


def cell_effect(cell: Element, shown: str, styles: Styles) -> FormatEffect | None:
    """The effect of the cell's number format; what the cell shows counts where its style says nothing."""
    style = attribute(cell, "style-name")
    if style in styles.struck:
        return STRUCK
    has_text = any(local_name(part) == "p" for part in cell)  # other programs than LibreOffice may leave the text out
    if has_text and not any(map(str.isdigit, shown)):
        return FormatEffect(text=shown.strip())
    if (effect := styles.effects.get(style)) and not effect.pattern:
        return effect
    if unit := unit_of_text(shown) or attribute(cell, "currency"):
        return FormatEffect(unit=unit)
    return effect or (FormatEffect(pattern=re.sub(r"\d", "0", shown)) if LEADING_ZERO.fullmatch(shown) else None)


def formatted_text(cell: Element, styles: Styles) -> str | None:
    """The text of a cell with superscript or struck letters; None for any other."""
    is_all_struck = attribute(cell, "style-name") in styles.struck
    pieces: list[tuple[str, bool]] = []
    is_raised = False
    for paragraph in (part for part in cell if local_name(part) == "p"):
        pieces.append((paragraph.text or "", is_all_struck))
        for span in paragraph:
            style, text = attribute(span, "style-name"), "".join(span.itertext())
            is_raised |= style in styles.superscript
            is_struck = style in styles.struck or (is_all_struck and not style)
            pieces.append(((superscript if style in styles.superscript else str)(text), is_struck))
            pieces.append((span.tail or "", is_all_struck))
    text = struck_text(pieces)
    return text if is_raised or isinstance(text, StruckText) else None


def shown_text(cell: Element) -> str:
    """The text of the cell's paragraphs, without its comment."""
    return "\n".join("".join(part.itertext()) for part in cell if local_name(part) == "p")
