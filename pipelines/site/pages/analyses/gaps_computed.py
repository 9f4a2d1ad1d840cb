"""Gaps of the indices that chiso computes: the units of the province, and what the province itself would need."""

from __future__ import annotations

from pipelines.files.content.release import Row
from pipelines.site.blocks import NUMBER, Block, Cell, Column, Section, Table, Text
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import place_cell
from pipelines.site.pages.editions import title

COMPUTED = """
select g.*, p.name_vi as period_name_vi, p.name_en as period_name_en, a.parent_id
from index_gap as g
inner join period as p on p.period_code = g.period_code
inner join area as a on a.area_id = g.area_id
where g.is_root and g.unknown_reason is null
    and (a.parent_id = $area or g.area_id = $area)
    and p.end_date >= date '2025-07-01' -- older editions speak of other provinces
order by g.index_code, g.structure_version, g.rank, g.area_id
"""
LEAVES = """
select l.* from index_leaf_gap as l
where l.area_id = $area and l.gap_kind in ('above', 'goal') and l.lever_state <> 'met'
order by l.index_code, l.gap_kind desc, l.points_most desc, l.node_code
"""


def computed_sections(site: Site) -> list[Section]:
    """A section for each index of present areas that has ranks."""
    leaves = grouped(site.source.rows(LEAVES), "index_code")
    computed = grouped(site.source.rows(COMPUTED), "index_code")
    return [_computed(site, code, rows, leaves.get(code, [])) for code, rows in computed.items()]


def _computed(site: Site, code: str, rows: list[Row], leaves: list[Row]) -> Section:
    """The gaps of an index that chiso computes, and the figures that the province itself would need."""
    name = title(site, code, rows[0]["node_name_vi"])
    reason = next((site.name(row, "wanted_reason") for row in rows if row["wanted_reason_vi"]), "")
    blocks: list[Block] = [Text(reason)] if reason else []
    columns = [
        Column(site.t("Đơn vị", "Unit")),
        *[Column(text, NUMBER) for text in (site.t("Hạng", "Place"), site.t("Điểm", "Score"))],
        Column(site.t("Đến hạng trên", "To the next place"), NUMBER),
        Column(site.t("Đến trung vị", "To the median"), NUMBER),
        Column(site.t("Đến hạng mong muốn", "To the wanted rank"), NUMBER),
        Column(site.t("Đến nơi đứng đầu", "To the best"), NUMBER),
    ]
    lines = [
        [
            place_cell(row),
            Cell(f"{row['rank']}/{row['n_field']}", sort=row["rank"]),
            number_cell(site, row["score"], 2),
            *[number_cell(site, row[gap], 2) for gap in ("gap_above", "gap_median", "gap_wanted", "gap_best")],
        ]
        for row in rows
    ]
    period = site.name(rows[0], "period_name")
    caption = site.t(f"{period}; điểm tính trong hệ thống, không chính thức", f"{period}; computed here, not official")
    blocks.append(Table(caption, columns, lines, has_filter=len(lines) > 15))
    if leaves:
        blocks.append(_leaves(site, leaves))
    return Section(name, blocks, code.lower())


def _leaves(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Thành phần", "Component")),
        Column(site.t("Để đạt", "To reach")),
        Column(site.t("Số hiện nay", "Figure now"), NUMBER),
        Column(site.t("Số cần có", "Figure needed"), NUMBER),
        Column(site.t("Thêm nhiều nhất, điểm", "Adds at most, points"), NUMBER),
        Column(site.t("Riêng nó có đủ?", "Enough by itself?")),
    ]
    lines = [
        [
            Cell(site.node_name(row["index_code"], row["node_name_vi"])),
            Cell(site.word("gap_kind", row["gap_kind"])),
            number_cell(site, row["figure"], 2, row["unit_vi"] or ""),
            number_cell(site, row["needed_figure"], 2, row["unit_vi"] or ""),
            number_cell(site, row["points_most"], 2),
            Cell(
                site.word("lever_state", row["lever_state"]),
                note=site.t("cận sẽ đổi theo: gần đúng đầu tiên", "a bound moves with it: a first answer")
                if row["moves_bound"]
                else "",
            ),
        ]
        for row in rows
    ]
    return Table(
        site.t(
            "Từng thành phần, các số khác và các nơi khác giữ nguyên", "Each component, all other figures unchanged"
        ),
        columns,
        lines,
        has_filter=True,
    )
