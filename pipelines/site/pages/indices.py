"""Composite indices: the list, the communes' index with its map, and published indices edition by edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.files.content.communes import Node, Ranking, ranking
from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, SHORT, WATCH, Block, Cell, Column, Mark, Page, Picture, Section, Table, Text
from pipelines.site.charts.tiles import AreaTile, tile_map
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.components import TITLE as COMPONENTS_TITLE
from pipelines.site.pages.analyses.unscored import TOO_LOW, unscored
from pipelines.site.pages.analyses.words import analysis_links
from pipelines.site.pages.editions import PROVINCES, edition_page, title

TILES = """
select t.map_area_id, t.area_id, a.name_vi, p.name_vi as parent_vi, t.level, t.tile_column, t.tile_row
from area_tile as t
inner join area as a on a.area_id = t.area_id left join area as p on p.area_id = a.parent_id
order by t.tile_row, t.tile_column
"""


def pages(site: Site) -> Iterator[Page]:
    """The list of indices and the page of each."""
    tiles = grouped(site.source.rows(TILES), "map_area_id")
    communes = ranking(site.source)
    provinces = grouped(site.source.rows(PROVINCES), "index_code")
    yield _list(site, communes, provinces)
    if communes:
        yield _communes(site, communes, tiles[site.source.area_id])
    for code, rows in provinces.items():
        page = edition_page(site, code, rows, tiles["vn"])
        yield replace(page, sections=[*page.sections, *unscored(site, code, TOO_LOW), *analysis_links(site, code)])


def _list(site: Site, communes: Ranking | None, provinces: dict[str, list[Row]]) -> Page:
    columns = [
        Column(site.t("Chỉ số", "Index")),
        Column(site.t("Loại", "Kind")),
        Column(site.t("Lần gần nhất", "Latest edition")),
        Column(site.t("Hạng của tỉnh", "Place of the province"), NUMBER),
    ]
    rows: list[list[Cell]] = []
    if communes:
        rows.append(
            [
                Cell(site.node_name(communes.code, communes.name), links.index_page(communes.code)),
                Cell(site.t("chỉ số nội bộ, tính hằng tháng", "internal, computed every month")),
                Cell(communes.period_name if site.lang == "vi" else communes.period, sort=communes.period),
                Cell(site.t(f"{communes.n_scored} xã có điểm", f"{communes.n_scored} communes scored"), sort=""),
            ]
        )
    rows += [_published_row(site, code, found) for code, found in provinces.items()]
    return Page(
        links.INDICES,
        site.t("Chỉ số tổng hợp", "Composite indices"),
        [Section("", [Table(site.t("Các chỉ số", "Indices"), columns, rows)]), _further(site)],
        nav=links.INDICES,
        lead=site.t(
            "Điểm do bên công bố nêu và điểm chiso tính đứng riêng; các lần công bố không nối thành một chuỗi.",
            "Scores that publishers print and scores that chiso computes stand apart; editions are not joined.",
        ),
    )


def _further(site: Site) -> Section:
    """The pages about working on the rank."""
    texts = [
        Text(site.t("Khoảng cách đến hạng mong muốn", "Gaps to the wanted rank"), href=links.GAPS),
        Text(site.t(*COMPONENTS_TITLE), href=links.COMPONENTS),
    ]
    return Section(site.t("Cải thiện thứ hạng", "Working on the rank"), texts, "further")


def _published_row(site: Site, code: str, found: list[Row]) -> list[Cell]:
    """The latest edition of an index of provinces, and the province's latest place in one that is published."""
    series = "published" if any(row["series"] == "published" for row in found) else "computed"
    last = [row for row in found if row["series"] == series]
    mine = next((row for row in last if row["area_id"] == site.source.area_id and row["rank"]), None)
    place = Cell("–", sort="")
    if mine:
        year = mine["period_code"].removeprefix("S")
        mark = Mark(site.t("mô phỏng", "simulated"), WATCH) if mine["is_simulated"] else None
        place = Cell(f"{mine['rank']}/{mine['n_field']} ({year})", sort=mine["rank"], mark=mark)
    return [
        Cell(title(site, code, last[0]["node_name_vi"]), links.index_page(code)),
        Cell(site.word("index_series", series)),
        Cell(site.name(last[0], "period_name"), sort=last[0]["period_code"]),
        place,
    ]


def _communes(site: Site, found: Ranking, tiles: list[Row]) -> Page:
    path = links.index_page(found.code)
    by_area = {row["area_id"]: row for row in found.rows}
    period = found.period_name if site.lang == "vi" else found.period
    drawn = [
        AreaTile(
            tile["tile_column"],
            tile["tile_row"],
            tile["name_vi"],
            by_area.get(tile["area_id"], {}).get("rank"),
            found.n_scored,
            links.commune_page(tile["area_id"]),
        )
        for tile in tiles
    ]
    title = site.t(f"Hạng của các xã, {period}", f"Places of the communes, {period}")
    blocks: list[Block] = []
    if drawn:
        caption = site.t(
            "Mỗi xã một ô bằng nhau, đặt gần vị trí thật; không phải địa giới.",
            "One tile of equal size a commune, near its position; no borders.",
        )
        blocks.append(Picture(tile_map(site, "map", title, drawn, path), caption, is_wide=True))
    return Page(
        path,
        site.node_name(found.code, found.name),
        [
            Section(title, [*blocks, _ranking(site, found)], "places"),
            Section(site.t("Cấu trúc và trọng số", "Structure and weights"), [_structure(site, found)], "structure"),
            *unscored(site, found.code),
            *analysis_links(site, found.code),
        ],
        nav=links.INDICES,
        parents=[(site.t("Chỉ số", "Indices"), links.INDICES)],
        lead=site.t(
            "Chỉ số nội bộ, không chính thức. Hạng là thứ tự trong tháng, không phải xu hướng.",
            "An internal index, not official. A place is the order of one month, not a trend.",
        ),
    )


def _ranking(site: Site, found: Ranking) -> Table:
    columns = [
        Column(site.t("Xã, phường", "Commune")),
        Column(site.t("Hạng", "Place"), NUMBER),
        Column(site.t("Điểm", "Score"), NUMBER),
        Column(site.t("So tháng trước", "Against last month"), NUMBER),
        *[Column(site.node_name(found.code, node.name), NUMBER) for node in found.pillars],
    ]
    rows = [
        [
            Cell(
                f"{row['kind_vi']} {row['name_vi']}",
                links.commune_page(row["area_id"]),
                sort=row["sort_key"],
            ),
            Cell(str(row["rank"] or "–"), sort=row["rank"] or ""),
            number_cell(site, row["score"], 2),
            Cell(_move(site, row["move"]), sort="" if row["move"] is None else row["move"]),
            *[number_cell(site, row["scores"].get(node.code), 1) for node in found.pillars],
        ]
        for row in found.rows
    ]
    caption = site.t(
        f"{found.n_scored} trong {len(rows)} xã, phường có điểm", f"{found.n_scored} of {len(rows)} communes scored"
    )
    return Table(caption, columns, rows, has_filter=True)


def _move(site: Site, move: int | None) -> str:
    """Places gained or lost, in words and sign."""
    if move is None:
        return "–"
    if move == 0:
        return site.t("giữ nguyên", "unchanged")
    return site.t(f"tăng {move}", f"up {move}") if move > 0 else site.t(f"giảm {-move}", f"down {-move}")


def _structure(site: Site, found: Ranking) -> Table:
    columns = [
        Column(site.t("Thành phần", "Component")),
        Column(site.t("Thuộc", "Part of")),
        Column(site.t("Trọng số trong nhóm", "Weight within it"), NUMBER),
        Column(site.t("Đơn vị", "Unit"), SHORT),
    ]

    def lines(nodes: tuple[Node, ...], parent: str) -> list[list[Cell]]:
        total = sum(node.weight for node in nodes) or 1
        rows: list[list[Cell]] = []
        for node in nodes:
            share = site.with_unit(100 * node.weight / total, "%", 1)
            name = site.node_name(found.code, node.name)
            rows.append([Cell(name), Cell(parent), Cell(share, sort=node.weight), Cell(node.unit or "–")])
            rows += lines(node.leaves, name)
        return rows

    return Table(
        site.t("Trụ cột, sau đó các thành phần", "Pillars, then components"), columns, lines(found.pillars, found.code)
    )
