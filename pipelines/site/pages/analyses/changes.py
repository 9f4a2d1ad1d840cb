"""What moved scores and ranks between the last two editions of an index: waterfalls of some areas, a table of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.files.content.release import Row
from pipelines.indices.changes.pair import CAUSES
from pipelines.indices.changes.sentences import Names, cause_words, number, paragraph, within_sentence
from pipelines.site import links
from pipelines.site.blocks import NUMBER, Block, Cell, Column, Page, Picture, Section, Table, Text
from pipelines.site.charts.waterfall import Step, waterfall
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import node_names, place_cell

PERIODS = "select period_code, name_vi, name_en from period"
N_MOVERS = 3  # areas that gained most, and as many that lost most


def pages(site: Site) -> Iterator[Page]:
    """A page for each index with an earlier edition."""
    for code, rows in grouped(site.analysis("index_change_cause"), "index_code").items():
        yield _page(site, code, rows)


def _page(site: Site, code: str, rows: list[Row]) -> Page:
    periods = {row["period_code"]: site.name(row, "name") for row in site.source.rows(PERIODS)}
    index = node_names(site, code).title
    names = Names(index, periods[rows[0]["from_period_code"]], periods[rows[0]["period_code"]])
    areas = grouped(rows, "area_id")
    known = [found for found in areas.values() if found[0]["cause"] is not None]
    return Page(
        links.changes_page(code),
        site.t(f"{index}: vì sao điểm và hạng thay đổi", f"{index}: what moved scores and ranks"),
        [
            Section(site.t("Thay đổi nhiều nhất", "Greatest changes"), _movers(site, known, names), "movers"),
            Section(
                site.t("Điểm theo nguyên nhân", "Scores by cause"), [_scores(site, list(areas.values()))], "scores"
            ),
            Section(site.t("Hạng theo nguyên nhân", "Ranks by cause"), [_ranks(site, known)], "ranks", is_folded=True),
            Section(site.t("Cách tính", "Method"), [Text(text) for text in _method(site)], "method"),
        ],
        nav=links.INDICES,
        parents=[(site.t("Chỉ số", "Indices"), links.INDICES), (index, links.index_page(code))],
        lead=site.t(
            f"{names.now} so với {within_sentence(names.before, site.lang)}: phần thay đổi do chính địa"
            " bàn, do địa bàn khác, do cách tính.",
            f"{names.now} against {names.before}: what came from the area itself, from others, from the method.",
        ),
    )


def _method(site: Site) -> list[str]:
    return [
        site.t(
            "Mỗi nguyên nhân là một công tắc giữa trạng thái trước và nay của một đầu vào; chỉ số được tính lại với mọi"
            " tổ hợp công tắc. Phần của một nguyên nhân là giá trị Shapley: bình quân, trên mọi thứ tự, của điều mà"
            " công tắc ấy làm thay đổi. Các phần cộng lại đúng bằng cả thay đổi. Nguyên nhân không khác nhau"
            " giữa hai lần thì không có cột.",
            "Each cause is a switch between the earlier and the present state of an input; the index is scored with"
            " every combination. The part of a cause is its Shapley value: the mean, over all orders, of what its"
            " switch changes. The parts add up to the whole change. A cause that does not differ has no column.",
        ),
        site.t(
            "Số kỳ trước là số của bản công bố này; phần do sửa số kỳ trước: chiso index changes --before BẢN_TRƯỚC."
            " Thay đổi của một tháng không phải là xu hướng.",
            "Figures of the earlier period are those of this release; the part of revisions: chiso index changes"
            " --before RELEASE. The change of one month is no trend.",
        ),
        site.t(
            "Điểm do bên khác công bố không được phân rã giữa các lần công bố, vì không có số liệu thành phần.",
            "Scores that somebody else publishes are not decomposed between editions: their figures are not known.",
        ),
    ]


def _change(row: Row) -> float:
    return row["to_score"] - row["from_score"]


def _movers(site: Site, known: list[list[Row]], names: Names) -> list[Block]:
    """The paragraph and the waterfall of the province where it is in the field, and of those that moved most."""
    order = sorted(known, key=lambda rows: (-_change(rows[0]), rows[0]["area_id"]))
    n = min(N_MOVERS, len(order) // 2)
    chosen = [rows for rows in order if rows[0]["area_id"] == site.source.area_id]
    chosen += [rows for rows in [*order[:n], *order[len(order) - n :]] if rows not in chosen]
    blocks: list[Block] = []
    for rows in chosen:
        row = rows[0]
        steps = [Step(_words(site, part["cause"]), part["score_change"]) for part in rows]
        ends = (names.before, row["from_score"], names.now, row["to_score"])
        title = f"{row['area_name_vi']}: {number(_change(row), site.lang, signed=True)}"
        blocks.append(Text(paragraph(rows, names, site.lang), lead=f"{row['area_name_vi']}."))
        blocks.append(Picture(waterfall(site, f"w-{row['area_id']}", title, ends, steps), title, is_wide=True))
    return blocks


def _words(site: Site, cause: str) -> str:
    words = cause_words(cause, site.lang)
    return words[0].upper() + words[1:]


def _causes(areas: Sequence[list[Row]]) -> list[str]:
    found = {row["cause"] for rows in areas for row in rows}
    return [cause for cause in CAUSES if cause in found]


def _scores(site: Site, areas: list[list[Row]]) -> Table:
    causes = _causes(areas)
    columns = [
        Column(site.t("Địa bàn", "Area")),
        Column(site.t("Điểm trước", "Score before"), NUMBER),
        Column(site.t("Điểm nay", "Score now"), NUMBER),
        Column(site.t("Thay đổi", "Change"), NUMBER),
        *[Column(_words(site, cause), NUMBER) for cause in causes],
    ]
    lines: list[list[Cell]] = []
    for rows in areas:
        row = rows[0]
        of = {part["cause"]: part["score_change"] for part in rows}
        change = None if row["from_score"] is None or row["to_score"] is None else _change(row)
        lines.append(
            [
                place_cell(row),
                number_cell(site, row["from_score"], 2),
                number_cell(site, row["to_score"], 2),
                *[_signed(site, value) for value in (change, *(of.get(cause) for cause in causes))],
            ]
        )
    lines.sort(key=lambda line: float(line[3].sort) if isinstance(line[3].sort, float) else -1e9, reverse=True)
    n = sum(rows[0]["cause"] is not None for rows in areas)
    caption = site.t(
        f"{n} trong {len(areas)} địa bàn được phân rã; đơn vị: điểm", f"{n} of {len(areas)} areas decomposed; points"
    )
    return Table(caption, columns, lines, has_filter=True)


def _ranks(site: Site, areas: list[list[Row]]) -> Table:
    """Ranks before and now, and places gained by cause: more is better."""
    causes = _causes(areas)
    columns = [
        Column(site.t("Địa bàn", "Area")),
        Column(site.t("Hạng trước", "Rank before"), NUMBER),
        Column(site.t("Hạng nay", "Rank now"), NUMBER),
        Column(site.t("Bậc lên", "Places gained"), NUMBER),
        *[Column(_words(site, cause), NUMBER) for cause in causes],
    ]
    lines: list[list[Cell]] = []
    for rows in sorted(areas, key=lambda rows: (rows[0]["to_rank"], rows[0]["area_name_vi"])):
        row = rows[0]
        of = {part["cause"]: -part["rank_change"] for part in rows}
        lines.append(
            [
                place_cell(row),
                number_cell(site, row["from_rank"], 0),
                number_cell(site, row["to_rank"], 0),
                _signed(site, row["from_rank"] - row["to_rank"]),
                *[_signed(site, of.get(cause)) for cause in causes],
            ]
        )
    return Table(site.t("Bậc lên (+) và xuống (−)", "Places gained (+) and lost (−)"), columns, lines, has_filter=True)


def _signed(site: Site, value: float | None) -> Cell:
    if value is None:
        return Cell("–", sort="")
    shown = f"{value:+d}".replace("-", "−") if isinstance(value, int) and value else None
    return Cell(shown or number(value, site.lang, signed=True), sort=float(value))
