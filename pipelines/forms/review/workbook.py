"""Writes the review list: one line a figure, drop-down lists for the decision, a key by which it is read back."""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.codebook.schema.review_sheet import COLUMNS, LISTS, OWNER_LABEL, SHEET, WORDS
from pipelines.forms.blank.style import LINE_HEIGHT, n_lines
from pipelines.forms.review.content import ReviewLine, ReviewSheet
from pipelines.forms.review.messages import text

FONT = {"font_name": "Times New Roman", "font_size": 10, "valign": "top"}
BOX = {**FONT, "border": 1, "text_wrap": True}
ANSWER = {**BOX, "bg_color": "#FFF9E5"}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {**FONT, "bold": True, "font_size": 14},
    "note": {**FONT, "italic": True, "text_wrap": True},
    "label": {**FONT, "bold": True},
    "owner": {**ANSWER, "bold": True},
    "head": {**BOX, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7EEF5"},
    "head_answer": {**BOX, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#FFE699"},
    "text": BOX,
    "order": {**BOX, "align": "center"},
    "number": {**BOX, "align": "right", "indent": 1},
    "share": {**BOX, "align": "right", "indent": 1, "num_format": "0.0"},
    "answer": ANSWER,
    "answer_text": {**ANSWER, "num_format": "@"},
    "key": {**BOX, "font_size": 7, "font_color": "#7F7F7F", "text_wrap": False},
}
WIDTHS = {
    **{"order": 4.5, "reporter": 17, "area": 13, "indicator": 21, "period": 11, "value": 11, "expected": 11},
    **{
        "messages": 40,
        "proposal": 25,
        "share": 9,
        "decision": 15,
        "new_value": 11,
        "reason": 22,
        "asked": 17,
        "key": 9,
    },
}
ANSWERS = ("decision", "new_value", "reason", "asked")
HEAD_ROW = 5  # from 0: title, notes, owner and a blank row stand above


def write_review(sheet: ReviewSheet, path: Path) -> None:
    """Write the workbook to `path`."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        _Writer(book, sheet).write()


class _Writer:
    """Writes one list."""

    def __init__(self, book: xlsxwriter.Workbook, content: ReviewSheet) -> None:
        self.book, self.content = book, content
        self.formats: dict[str, Format] = {name: book.add_format(style) for name, style in FORMATS.items()}
        self.numbers: dict[tuple[str, int], Format] = {}
        self.at = {name: at for at, name in enumerate(COLUMNS)}

    def write(self) -> None:
        """Write the list, then the hidden sheet of its drop-down lists."""
        sheet = self.book.add_worksheet(SHEET)
        lists = self.book.add_worksheet(LISTS)
        lists.write_column(0, 0, list(WORDS.values()))
        lists.hide()
        self._page(sheet)
        self._head(sheet)
        for order, line in enumerate(self.content.lines, start=1):
            self._line(sheet, HEAD_ROW + order, order, line)
        last = HEAD_ROW + max(1, len(self.content.lines))
        sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)

    def _page(self, sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.freeze_panes(HEAD_ROW + 1, self.at["period"])
        sheet.set_footer(f"&L{self.content.title}&R&P/&N")
        for name, width in WIDTHS.items():
            sheet.set_column(self.at[name], self.at[name], width)
        sheet.print_area(0, 0, HEAD_ROW + max(1, len(self.content.lines)), self.at["key"] - 1)

    def _head(self, sheet: Worksheet) -> None:
        sheet.write_string(0, 0, self.content.title, self.formats["title"])
        for row, note in enumerate(self.content.notes, start=1):
            sheet.merge_range(row, 0, row, self.at["asked"], note, self.formats["note"])
            sheet.set_row(row, LINE_HEIGHT * n_lines(note, sum(WIDTHS.values()) - WIDTHS["key"]))
        sheet.write_string(HEAD_ROW - 2, 0, OWNER_LABEL, self.formats["label"])
        sheet.merge_range(HEAD_ROW - 2, 4, HEAD_ROW - 2, 6, self.content.owner, self.formats["owner"])
        for name, heading in COLUMNS.items():
            style = self.formats["head_answer" if name in ANSWERS else "head"]
            sheet.write_string(HEAD_ROW, self.at[name], heading, style)
        sheet.set_row(HEAD_ROW, 2 * LINE_HEIGHT)

    def _line(self, sheet: Worksheet, row: int, order: int, line: ReviewLine) -> None:
        reasons = "\n".join(filter(None, (line.state, *(f"– {message}" for message in line.messages))))
        texts = {"reporter": line.reporter, "area": line.area, "indicator": line.indicator, "period": line.period}
        texts |= {"messages": reasons, "proposal": line.proposal}
        sheet.write_number(row, self.at["order"], order, self.formats["order"])
        for name, value in texts.items():
            sheet.write_string(row, self.at[name], value, self.formats["text"])
        sheet.write_number(row, self.at["value"], line.key.value, self._number("number", line.decimals))
        if line.expected is None:
            sheet.write_blank(row, self.at["expected"], None, self.formats["text"])
        else:
            sheet.write_number(row, self.at["expected"], line.expected, self._number("number", line.decimals))
        sheet.write_number(row, self.at["share"], line.cumulative_pct, self.formats["share"])
        for name in ("decision", "reason", "asked"):
            sheet.write_blank(row, self.at[name], None, self.formats["answer_text"])
        sheet.write_blank(row, self.at["new_value"], None, self._number("answer", line.decimals))
        sheet.write_string(row, self.at["key"], line.key.text(), self.formats["key"])
        self._validate(sheet, row, line)
        heights = [sum(n_lines(part, WIDTHS[name]) for part in value.split("\n")) for name, value in texts.items()]
        sheet.set_row(row, min(400, 13.5 * max(heights)))

    def _validate(self, sheet: Worksheet, row: int, line: ReviewLine) -> None:
        n_words = len(WORDS) - (not line.key.rule_code)  # the waiver stands last
        sheet.data_validation(
            *(row, self.at["decision"], row, self.at["decision"]),
            {
                "validate": "list",
                "source": f"={LISTS}!$A$1:$A${n_words}",
                "error_title": text("list_title"),
                "error_message": text("list_error"),
            },
        )
        proposed = "" if line.new_value is None else text("proposed", value=f"{line.new_value:.12g}".replace(".", ","))
        sheet.data_validation(
            *(row, self.at["new_value"], row, self.at["new_value"]),
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -1e15,
                "maximum": 1e15,
                "input_title": text("new_title"),
                "input_message": text("new_input") + proposed,
                "error_title": text("new_title"),
                "error_message": text("new_error"),
            },
        )

    def _number(self, style: str, decimals: int) -> Format:
        """A format of numbers with the indicator's decimals."""
        if (style, decimals) not in self.numbers:
            shown = "#,##0" + ("." + "0" * decimals if decimals else "")
            self.numbers[style, decimals] = self.book.add_format({**FORMATS[style], "num_format": shown})
        return self.numbers[style, decimals]
