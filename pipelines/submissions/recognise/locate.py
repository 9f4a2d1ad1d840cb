"""Where the tables of a recognised row form lie: as declared, else by what their rows and columns are called.

Here: the order of the two ways, which block is on which sheet, the scores from which a table is read or waits.
Not here: the ways themselves (by_codes.py, by_labels.py), values.
"""

from __future__ import annotations

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet, address
from pipelines.submissions.layout.layouts import Block, Form
from pipelines.submissions.match.by_codes import HEADER, LocatedTable, find_tables
from pipelines.submissions.match.by_labels import Match, match_block
from pipelines.submissions.match.findings import EXTRA, MISSING, Finding, summary
from pipelines.submissions.match.opposites import other_time
from pipelines.submissions.match.register_header import match_register
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.recognise.recognise import RecognisedForm

# Every row and column of a match is certain by itself, or rejected, or a doubt; the score only guards against laying a
# form over a table that is another one. Two of our own forms share at most 0.19 of their rows (test_locate.py), so that
# even with all columns alike one of them over the other scores 0.6 × 0.19 + 0.4 = 0.51.
READ, WAIT = 0.6, 0.35
LONGEST_HEADER = 60  # characters; what is longer over a column is no header but a line of the head


def locate(found: RecognisedForm) -> None:
    """Fill `found.tables`; Refused where a table is not there, doubts where a person must look."""
    if found.who.form.is_anchored:
        _by_sheet(found)
        return
    for sheet in found.sheets:
        found.tables.append(_on_sheet(found, sheet))
        _of_this_time(found, sheet)


def _of_this_time(found: RecognisedForm, sheet: Sheet) -> None:
    """Headers over figures, those of groups too, that speak of another time than the report or of a plan: a doubt."""
    period, told = found.who.period, list[str]()
    wide = {(top, left): right for top, left, _, right in sheet.merged}
    for table in (table for table in found.tables[-1] if not table.block.repeat):  # a register knows its units
        declared = {text for spec in table.columns.values() for text in spec.headers}
        for row in range(max(1, table.code_row - HEADER), table.code_row + 1):
            for at, value in sheet.rows.get(row, {}).items():
                if type(value) is not str or at <= table.places.get("label", 0) or len(value) > LONGEST_HEADER:
                    continue
                folded, right = name_fold(value), wide.get((row, at), at)
                is_over = any(at <= place <= right for place in table.values)
                if is_over and folded not in declared and other_time(value, folded, period.code, period.calendar):
                    told.append(f"tiêu đề “{value}” ở ô {address(row, at)} không phải của kỳ {period.code}")
    if told:
        found.doubts.append(problem("columns_doubtful", expected=found.who.form.code, found="; ".join(told)))


def _on_sheet(found: RecognisedForm, sheet: Sheet) -> list[LocatedTable]:
    """All blocks of the form on one sheet, from the top."""
    form = found.who.form
    try:
        return find_tables(sheet, form)
    except Refused as fault:
        matches = match_all(sheet, form)
        if (
            not matches
            or min(match.score for match in matches) < WAIT
            or not all(m.table.values or m.table.block.repeat for m in matches)
        ):
            raise Refused(fault.problems, form.code) from fault
        for match in matches:
            _take(found, match, told=True)
        return [match.table for match in matches]


def match_all(sheet: Sheet, form: Form) -> list[Match]:
    """The form's blocks by likeness, one below the other; empty where one is not there."""
    folded = name_fold(sheet.name)
    named = [block for block in form.blocks if block.sheet in ("", folded)] or list(form.blocks)
    matches: list[Match] = []
    for block in named:
        start = matches[-1].table.last if matches else 0
        found = match_register(sheet, block, start) if block.repeat else match_block(sheet, block, start)
        if found is None:
            return []
        matches.append(found)
    return matches


def _take(found: RecognisedForm, match: Match, told: bool) -> None:
    """Take over a match: its explanation, and its doubts if it has any."""
    found.findings += match.findings
    title = found.who.form.code
    if match.doubts:
        found.doubts.append(problem("columns_doubtful", expected=title, found="; ".join(match.doubts)))
    elif match.score < READ:
        told_text = summary(match.findings)
        found.doubts.append(problem("layout_differs", expected=title, score=f"{match.score:.0%}", found=told_text))
    elif told:
        text = summary([one for one in match.findings if one.part == "column" or one.kind == EXTRA])
        if text:
            vi = f"bố cục khác biểu mẫu {title}, đã nhận theo tên dòng và tên cột ({text})"
            found.notes.append(
                ("layout_matched", vi, f"laid out otherwise than form {title}, read by labels and headers")
            )


def _by_sheet(found: RecognisedForm) -> None:
    """Each block of a publisher's form on the sheet of its name, else on the one that is laid out so."""
    form, sheets = found.who.form, found.sheets
    by_name = {name_fold(sheet.name): sheet for sheet in sheets}
    named = {block.sheet for block in form.blocks}
    placed: dict[int, list[Match]] = {}
    for block in form.blocks:
        sheet, match = _place(block, by_name, [sheet for sheet in sheets if name_fold(sheet.name) not in named], placed)
        if match is None or sheet is None or match.score < WAIT or not match.table.values:
            found.findings.append(Finding(MISSING, "sheet", None, block.sheet_name, None, block.sheet_name, None))
            vi = f"thiếu bảng “{block.sheet_name}” của biểu {form.code}; hãy gửi đủ các bảng"
            found.notes.append(("sheet_missing", vi, f"table “{block.sheet_name}” of form {form.code} is missing"))
            continue
        if name_fold(sheet.name) != block.sheet:
            found.findings.append(Finding("moved", "sheet", None, sheet.name, None, block.sheet_name, sheet.name))
        placed.setdefault(sheet.no, []).append(match)
        _take(found, match, told=False)
    if not placed:
        raise Refused([problem("sheet_missing", sheet=form.blocks[0].sheet_name, found=", ".join(by_name))], form.code)
    found.sheets = [sheet for sheet in sheets if sheet.no in placed]
    for sheet in found.sheets:
        found.tables.append(sorted((match.table for match in placed[sheet.no]), key=lambda table: table.first))


def _place(
    block: Block, by_name: dict[str, Sheet], others: list[Sheet], placed: dict[int, list[Match]]
) -> tuple[Sheet | None, Match | None]:
    """The sheet of the block and its match there; below what the same sheet holds already."""
    sheet = by_name.get(block.sheet)
    if sheet is not None:
        start = max((match.table.last for match in placed.get(sheet.no, [])), default=0)
        return sheet, match_block(sheet, block, start)
    matches = [(match, other) for other in others if other.no not in placed and (match := match_block(other, block))]
    best = max(matches, key=lambda pair: pair[0].score, default=None)
    if best is None or best[0].score < READ:
        return None, None
    return best[1], best[0]
