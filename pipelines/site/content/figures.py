"""Headline figures of the province and its communes, as the tables of several pages show them."""

from __future__ import annotations

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import BAD, NUMBER, WATCH, Cell, Column, Mark
from pipelines.site.context import Site

# The latest figure of each area and indicator up to the release's period, and where it was read. The province's lines
# have no cells: they are sums, or those of a department, whose page shows them.
LATEST = """
with latest as (
    select v.*, s.uom_code, i.decimals, p.name_en as period_name_en, i.stock_flow
    from planner_value as v
    inner join area as a on a.area_id = v.area_id and (a.area_id = $area or a.parent_id = $area)
    inner join period as p on p.period_code = v.period_code
    inner join period as o on o.period_code = $period and p.end_date <= o.end_date
    inner join indicator_value as s on s.slice_id = v.slice_id
    left join (select indicator_code, max_by(decimals, version) as decimals, max_by(stock_flow, version) as stock_flow
        from indicator group by indicator_code) as i on i.indicator_code = v.indicator_code
    qualify row_number() over (partition by v.area_id, v.indicator_code order by p.end_date desc, v.period_code) = 1
)
select l.*, c.cells from latest as l
left join (
    select n.slice_id,
        string_agg(distinct n.sheet || '!' || n.address, ', ' order by n.sheet || '!' || n.address) as cells
    from lineage as n inner join latest as k on k.slice_id = n.slice_id group by n.slice_id
        having count(*) <= 6
) as c
    on c.slice_id = l.slice_id
order by l.area_id, l.indicator_code
"""


def latest(site: Site) -> list[Row]:
    """The latest headline figure of each area and indicator."""
    return site.source.rows(LATEST)


def value_cell(site: Site, row: Row) -> Cell:
    """The figure with its unit, its period where that is not the release's, and a mark where it is held or asked."""
    if row["value"] is None:
        return Cell("–", sort="", mark=state_mark(site, row))
    unit = site.word("uom", row["uom_code"])
    note = "" if row["period_code"] == site.source.period else site.name(row, "period_name")
    text = site.with_unit(row["shown_value"], unit, row["decimals"])
    return Cell(text, sort=row["value"], note=note, mark=state_mark(site, row))


def state_mark(site: Site, row: Row) -> Mark | None:
    """Held or asked about; None where the figure stands."""
    if row["state"] == "held":
        return Mark(site.word("slice_state", "held"), BAD)
    if row["is_questioned"]:
        return Mark(site.t("đang hỏi lại", "asked about"), WATCH)
    return None


def number_cell(site: Site, value: float | None, decimals: int | None = None, unit: str = "") -> Cell:
    """A number that its column is sorted by; a dash, sorted last, for none."""
    return Cell(site.with_unit(value, unit, decimals), sort="" if value is None else value)


def place_cell(row: Row) -> Cell:
    """The place among the areas of the kind."""
    if row["peer_rank"] is None:
        return Cell("–", sort="")
    return Cell(f"{row['peer_rank']}/{row['n_ranked']}", sort=row["peer_rank"])


def figure_columns(site: Site, first: str) -> list[Column]:
    """Columns of a table of figures, the first named by `first`."""
    return [
        Column(first),
        Column(site.t("Giá trị", "Value"), NUMBER),
        Column(site.t("Kỳ trước", "Period before"), NUMBER),
        Column(site.t("Cùng kỳ năm trước", "A year ago"), NUMBER),
        Column(site.t("Hạng", "Place"), NUMBER),
        Column(site.t("Tình trạng", "Standing")),
        Column(site.t("Ô trong biểu", "Cells of the form")),
    ]


def figure_row(site: Site, row: Row, first: Cell) -> list[Cell]:
    """A line of such a table."""
    return [
        first,
        value_cell(site, row),
        number_cell(site, row["previous_value"], row["decimals"]),
        number_cell(site, row["year_ago_value"], row["decimals"]),
        place_cell(row),
        Cell(site.name(row, "standing")),
        Cell(row["cells"] or "–"),
    ]


def by_indicator_link(site: Site, row: Row) -> Cell:
    """The indicator's name with the link to its page."""
    return Cell(site.name(row, "indicator_name"), links.indicator_page(row["indicator_code"]))
