"""The sheets of the index of communes: one of each pillar, and the ranking with its scores and ranks as formulas."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from pipelines.files.content.communes import Node, Ranking
from pipelines.files.content.release import Row
from pipelines.files.workbook.sheet import Book, Column, Placed, letter

RANKING = "Xếp hạng xã"
HEAD_ROW = 5  # from 0: title, release, notice, a note and the weights stand above
# a bar in the cell, on the whole scale of scores
BAR = {
    **{"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True},
    **{"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100},
}
FIXED = 2  # columns that stay in sight: code and name


def write_ranking(book: Book, ranking: Ranking) -> Placed:
    """Write the ranking, then the pillars; returns where the communes stand."""
    sheet = book.sheet(RANKING, f"{ranking.name} · {ranking.period_name}", is_wide=True)
    note = "Điểm và hạng là công thức, từ trang của từng trục theo trọng số ở dòng dưới. " + ranking.pooled_note
    sheet.write(3, 0, note, book.formats["subtitle"])
    placed = Placed(HEAD_ROW + 2, HEAD_ROW + 1 + len(ranking.rows))
    n = len(ranking.pillars)
    first, last, before = letter(FIXED + 2), letter(FIXED + 1 + n), letter(FIXED + 2 + n)
    columns = [
        Column("Mã xã", 8, "code", "code"),
        Column("Xã, phường", 17, "text", "name_vi"),
        Column("Hạng", 7, "int", "rank", f"=RANK(D{{row}},{placed.column('D')})"),
        Column("Điểm", 8, "dec1", "score", f"=ROUND({_mean(first, last)},10)"),
        *(_pillar_column(pillar, placed) for pillar in ranking.pillars),
        Column("Hạng kỳ trước", 8, "int", "previous_rank"),
        Column("Tăng giảm hạng", 8, "move", "move", f"={before}{{row}}-C{{row}}"),
    ]
    leaves = [leaf for pillar in ranking.pillars for leaf in pillar.leaves]
    columns += [Column(leaf.heading, 11, "dec1", f"value {leaf.code}") for leaf in leaves]
    book.list_sheet(sheet, HEAD_ROW, columns, [_flat(row, ranking) for row in ranking.rows])
    sheet.write(HEAD_ROW - 1, 1, "Trọng số của trục", book.formats["note"])
    for place, pillar in enumerate(ranking.pillars, start=FIXED + 2):
        sheet.write_number(HEAD_ROW - 1, place, pillar.weight, book.formats["dec2"])
    sheet.freeze_panes(HEAD_ROW + 1, FIXED)
    sheet.conditional_format(HEAD_ROW + 1, 3, placed.last - 1, 3, BAR)
    for pillar in ranking.pillars:
        _write_pillar(book, ranking, pillar)
    return placed


def _mean(first: str, last: str) -> str:
    """The weighted mean of the scores that are there; the weights stand in the row above the heading."""
    scores, weights = f"{first}{{row}}:{last}{{row}}", f"${first}${HEAD_ROW}:${last}${HEAD_ROW}"
    return f'SUMPRODUCT({weights},{scores})/SUMIF({scores},">=0",{weights})'


def _pillar_column(pillar: Node, placed: Placed) -> Column:
    """A pillar's score, looked up in its sheet by the commune's code: sorting a sheet changes nothing."""
    sheet = _quoted(pillar.name)
    found = f"=INDEX({sheet}!{placed.column('C')},MATCH($A{{row}},{sheet}!{placed.column('A')},0))"
    return Column(pillar.name, 10, "dec1", f"score {pillar.code}", found)


def _quoted(name: str) -> str:
    """The name of a sheet in a formula."""
    return "'" + sheet_name(name).replace("'", "''") + "'"


def sheet_name(name: str) -> str:
    """A pillar's name as a sheet may be named: at most 31 characters, none that Excel refuses."""
    return "".join(" " if letter_ in "[]:*?/\\" else letter_ for letter_ in name)[:31].strip()


def _flat(row: Row, ranking: Ranking) -> Row:
    """A commune's row with a field for each node."""
    flat = dict(row)
    flat["name_vi"] = f"{row['kind_vi'].capitalize()} {row['name_vi']}"
    for pillar in ranking.pillars:
        flat[f"score {pillar.code}"] = row["scores"].get(pillar.code)
        for leaf in pillar.leaves:
            flat[f"score {leaf.code}"] = row["scores"].get(leaf.code)
            flat[f"place {leaf.code}"] = row["places"].get(leaf.code)
            flat[f"value {leaf.code}"] = row["values"].get(leaf.code)
    return flat


def _write_pillar(book: Book, ranking: Ranking, pillar: Node) -> None:
    """One pillar: its score from the scores of its leaves, and each leaf's figure, score and rank."""
    sheet = book.sheet(sheet_name(pillar.name), f"{pillar.name} · {ranking.period_name}", is_wide=True)
    note = (
        "Điểm trục là công thức: trung bình điểm các chỉ tiêu có số, theo trọng số ở dòng dưới. " + ranking.pooled_note
    )
    sheet.write(3, 0, note, book.formats["subtitle"])
    n = len(pillar.leaves)
    first, last = letter(FIXED + 1), letter(FIXED + n)
    columns = [
        Column("Mã xã", 8, "code", "code"),
        Column("Xã, phường", 19, "text", "name_vi"),
        Column("Điểm trục", 9, "dec1", f"score {pillar.code}", f"=ROUND({_mean(first, last)},10)"),
        *(Column(f"Điểm: {leaf.name}", 12, "dec1", f"score {leaf.code}") for leaf in pillar.leaves),
        *(Column(f"Số liệu: {leaf.heading}", 12, "dec1", f"value {leaf.code}") for leaf in pillar.leaves),
        *(Column(f"Hạng: {leaf.name}", 10, "int", f"place {leaf.code}") for leaf in pillar.leaves),
    ]
    book.list_sheet(sheet, HEAD_ROW, columns, [_flat(row, ranking) for row in ranking.rows])
    sheet.write(HEAD_ROW - 1, 1, "Trọng số", book.formats["note"])
    for place, leaf in enumerate(pillar.leaves, start=FIXED + 1):
        sheet.write_number(HEAD_ROW - 1, place, leaf.weight, book.formats["dec2"])
    sheet.freeze_panes(HEAD_ROW + 1, FIXED)
