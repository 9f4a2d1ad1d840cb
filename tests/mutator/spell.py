"""The ways in which people write a number into a cell, and the symbols they write instead, each with its truth.

Whether an ambiguous spelling is proved by its surroundings is decided by ambiguous.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from mutator.model import Book, Cell, Figure, Slot

POINT = {"vi": ",", "en": "."}
WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.,-%+"}
ESTIMATES = {
    **dict.fromkeys(("{} (ước)", "ước {}", "Ước đạt {}", "{} (ước tính)", "~{}", "≈ {}", "khoảng {}"), "uoc"),
    **dict.fromkeys(("{} (sơ bộ)", "Sơ bộ: {}"), "so_bo"),
}
FOOTNOTES = ("{}¹", "{} ²", "{}*", "{} **", "{} (*)", "{}(1)", "{} [2]", "{} (a)", "{}†")
NUMBER_FORMATS = (
    "#,##0",
    "0",
    "0.00",
    "#,##0.0##",
    '#,##0 "đơn vị"',
    "[Red]#,##0.0",
    "_(* #,##0_);_(* (#,##0)",
    "@",
    '"≈"0',
)
NO_NUMBERS = (
    *(
        "12-15",
        "12 - 15",
        "trên 100",
        ">100",
        "≥ 50",
        "mười hai",
        "12 hoặc 13",
        "1O5",
        "l2",
        "12/15",
        "1.23.4",
        "1,2,3",
    ),
    *("12;13", "12 00", "khoảng chục", "nhiều", "đang rà soát", "xem phụ lục", "12+3", "(12)", "12e3x", "12..5", "?"),
    *("05/12", "tăng 5", "5 tháng", "#", "N/A", "=12", "1.2345,6,7", "hơn 1.000", "12.", ",5 %%", "45 ‰"),
)
SYMBOLS = {
    **dict.fromkeys(
        ("-", " - ", "–", "—", "−", "Không", "không", "KHÔNG", "Không có", "không phát sinh", "Ko"), "none_occurred"
    ),
    **dict.fromkeys(("...", "…", " ... ", "....", "……"), "not_collected"),
    **dict.fromkeys(("x", "X", " x "), "not_applicable"),
}
Spelling = Callable[[Decimal, Slot, Random, str], Cell]


def draw(slot: Slot, rng: Random) -> Decimal:
    """A number that such a line may hold: of any magnitude, with decimals where its unit has them."""
    if slot.measure == "level":
        return Decimal(rng.randint(0, 3))
    if slot.is_percent:
        return Decimal(rng.randint(0, 100_000)).scaleb(-3).quantize(Decimal(1).scaleb(-rng.choice((0, 1, 1, 2, 3))))
    size = rng.choice((1, 2, 2, 3, 3, 4, 4, 5, 6, 7))
    whole = Decimal(rng.randint(10 ** (size - 1) if size > 1 else 0, 10**size - 1))
    return (
        whole + Decimal(rng.randint(1, 999)).scaleb(-3).normalize() if slot.is_money and rng.random() < 0.6 else whole
    )


def digits(number: Decimal, group: str, point: str) -> str:
    """1234.5 -> 1.234,5 and the like."""
    whole, _, rest = f"{abs(number):f}".partition(".")
    parts: list[str] = []
    while whole:
        whole, part = whole[:-3], whole[-3:]
        parts.insert(0, part)
    return ("-" if number < 0 else "") + group.join(parts) + (point + rest if rest else "")


def stored(number: Decimal) -> int | float:
    """The number as a spreadsheet stores it."""
    return int(number) if number == number.to_integral_value() else float(number)


def typed(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """A number cell, sometimes with a plain number format."""
    return Cell(stored(number), rng.choice(("General", "#,##0.###", "0")) if rng.random() < 0.3 else "General")


def _text(number: Decimal, group: str, writes: str, shown: str = "{}", mark: str | None = None) -> Cell:
    body = digits(number, group, POINT[writes])
    return Cell(shown.format(body), figure=Figure(None, "value", body=body, style=writes, mark=mark))


def grouped(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """Text with thousands separators: 1.234,5 in Vietnamese, 1,234.5 in English."""
    return _text(number, POINT["en" if writes == "vi" else "vi"], writes)


def _by(group: str) -> Spelling:
    return lambda number, slot, rng, writes: _text(number, group, writes)


def wide(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """Full-width digits and signs."""
    cell = grouped(number, slot, rng, writes)
    return replace(cell, value=str(cell.value).translate(WIDE))


def percent(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """Where the unit is %: a sign behind the text, or the number format of the cell."""
    if not slot.is_percent:
        return typed(number, slot, rng, writes)
    if rng.random() < 0.5:
        return _text(number, "", writes, rng.choice(("{}%", "{} %", "{}\u00a0%")))
    return Cell(float(number / 100), rng.choice(("0%", "0.0%", "0.00%", "#,##0.000%")))


def estimate(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """Marked as an estimate or as preliminary."""
    shown = rng.choice(list(ESTIMATES))
    return _text(number, rng.choice(("", POINT["en" if writes == "vi" else "vi"])), writes, shown, ESTIMATES[shown])


def with_unit(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """With the unit of the line behind the number."""
    unit = rng.choice((slot.unit, slot.unit, slot.unit.capitalize(), f"({slot.unit})", f"{slot.unit}."))
    return _text(number, rng.choice(("", POINT["en" if writes == "vi" else "vi"])), writes, f"{{}} {unit}")


def footnote(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """With a footnote mark behind the number."""
    return _text(number, "", writes, rng.choice(FOOTNOTES))


def raised(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """With a superscript footnote mark behind the number."""
    return replace(_text(number, "", writes), raised=rng.choice(("1", "2", "(1)", "*", "a")))


def padded(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """With blanks, a plus sign or an apostrophe around the number."""
    ways = (" {}", "{}\n", "\u00a0{} ", "\u200b{}", "{}\t", "\n{}", "\n\n{}\n", "+{}", "'{}", "\ufeff{}")
    return _text(number, "", writes, rng.choice(ways))


def negative(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """A negative number, a slip or a correction: read as written, for rules to check."""
    body = digits(number, "", POINT[writes])
    cell = Cell(
        rng.choice((f"-{body}", f"−{body}", f"- {body}", f"–{body}")) if rng.random() < 0.7 else stored(-number)
    )
    cell.figure = Figure(None, "value", body=body, style=writes, number=-number)
    return cell


def formatted(number: Decimal, slot: Slot, rng: Random, writes: str) -> Cell:
    """A number cell with a number format."""
    return Cell(stored(number), rng.choice(NUMBER_FORMATS))


SPELLINGS: dict[str, Spelling] = {
    "typed": typed,
    "typed with a number format": formatted,
    "grouped text": grouped,
    "plain text": _by(""),
    "groups by space": _by(" "),
    "groups by no-break space": _by("\u00a0"),
    "groups by thin space": _by("\u2009"),
    "groups by narrow no-break space": _by("\u202f"),
    "full-width digits": wide,
    "per cent": percent,
    "estimates": estimate,
    "unit behind": with_unit,
    "footnote marks": footnote,
    "raised marks": raised,
    "blanks and signs around": padded,
    "negative": negative,
}


def put(cell: Cell, made: Cell, number: Decimal) -> None:
    """Write a spelling into a value cell, keeping what the cell stands for."""
    assert cell.figure
    truth = made.figure or Figure(cell.figure.slot, "value")
    cell.value, cell.number_format, cell.raised = made.value, made.number_format, made.raised
    cell.figure = replace(truth, slot=cell.figure.slot, number=number if truth.number is None else truth.number)


def fill(book: Book, rng: Random, spelling: Spelling, share: float = 0.9) -> None:
    """Fill every value cell of every form, but for some that stay blank."""
    for sheet in book.forms:
        for cell in sheet.figures():
            if cell.figure and cell.figure.slot and rng.random() < share:
                number = draw(cell.figure.slot, rng)
                put(cell, spelling(number, cell.figure.slot, rng, book.writes), number)


def mixed(book: Book, rng: Random) -> None:
    """Spell each cell in Vietnamese or English, and two cells so that both styles are certain.

    Where a sender mixes both and every unambiguous number happens to be of one style, no reader can know better.
    """
    ways = (typed, grouped, grouped, SPELLINGS["plain text"], estimate)
    for sheet in book.forms:
        cells = [(cell, cell.figure.slot) for cell in sheet.figures() if cell.figure and cell.figure.slot]
        for cell, slot in cells:
            number, writes = draw(slot, rng), rng.choice(("vi", "en"))
            put(cell, rng.choice(ways)(number, slot, rng, writes), number)
        broken = [(cell, slot) for cell, slot in cells if slot.is_percent or slot.is_money]
        for (cell, slot), writes in zip(broken, ("vi", "en"), strict=False):
            put(cell, grouped(Decimal("12.5"), slot, rng, writes), Decimal("12.5"))


def symbols(book: Book, rng: Random) -> None:
    """Put symbols into a third of the value cells, zeros as number or text into some."""
    for sheet in book.forms:
        for cell in sheet.figures():
            figure = cell.figure
            if not figure or rng.random() > 0.4:
                continue
            shown = rng.choice((*SYMBOLS, 0, "0", "0,0" if book.writes == "vi" else "0.0"))
            cell.number_format, cell.raised = "General", ""
            cell.value = shown
            if shown in SYMBOLS:
                cell.figure = Figure(figure.slot, "absence", status=SYMBOLS[str(shown)])
            else:
                cell.figure = Figure(figure.slot, "value", Decimal(0), style=book.writes, body=str(shown))


def no_numbers(book: Book, rng: Random) -> None:
    """Put texts that no reader may take for a number into half of the value cells."""
    for sheet in book.forms:
        for cell in sheet.figures():
            if cell.figure and rng.random() < 0.5:
                cell.value, cell.number_format, cell.raised = rng.choice(NO_NUMBERS), "General", ""
                cell.figure = Figure(cell.figure.slot, "refuse")
