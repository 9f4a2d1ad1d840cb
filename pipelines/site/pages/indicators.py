"""Indicators: a list, and a page each with definition, series, all communes and the cells they were read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, SHORT, Block, Cell, Column, Facts, Page, Picture, Section, Table, Text
from pipelines.site.charts.series import Point, Series, chart
from pipelines.site.content import figures, indicator_tables
from pipelines.site.content.indicator_tables import More
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.targets import anchor

# The indicators that some page names: those with a headline figure of the province or its communes, with a target, held
# or asked about.
INDICATORS = """
with named as (
    select v.indicator_code from planner_value as v
    inner join area as a on a.area_id = v.area_id and (a.area_id = $area or a.parent_id = $area)
    union select indicator_code from target where indicator_code is not null
    union select indicator_code from slice_state where state = 'held' or is_questioned
    union select indicator_code from violation where indicator_code is not null
    union select indicator_code from indicator where indicator_code in (
        select unnest([numerator_code, denominator_code]) from indicator)
)
select i.*, n.name_vi as numerator_vi, n.name_en as numerator_en, d.name_vi as denominator_vi,
    d.name_en as denominator_en
from indicator as i inner join named on named.indicator_code = i.indicator_code
left join indicator as n on n.indicator_code = i.numerator_code and n.valid_to is null
left join indicator as d on d.indicator_code = i.denominator_code and d.valid_to is null
qualify row_number() over (partition by i.indicator_code order by i.version desc) = 1
order by i.indicator_code
"""
SERIES = """
select v.indicator_code, v.period_code, p.name_vi as period_name_vi, p.name_en as period_name_en, p.end_date,
    v.value, v.shown_value, v.source_code, v.measure_code, v.standing_vi, v.standing_en, s.figure_status, s.uom_code,
    v.numerator, v.denominator, s.is_last_good, v.state, v.is_questioned
from planner_value as v inner join period as p on p.period_code = v.period_code
inner join indicator_value as s on s.slice_id = v.slice_id
inner join period as o on o.period_code = $period and p.end_date <= o.end_date
where v.area_id = $area order by v.indicator_code, p.end_date, p.period_code
"""
BREAKS = "select indicator_code, break_date, reason_vi, reason_en from series_break order by break_date"
OF_TARGET = """
select target_id, indicator_code, number_vi, horizon_to from target
where home_area_id = $area and binding <> 'dropped' order by target_id
"""


@dataclass(frozen=True)
class Known:
    """What is known of all indicators, by code."""

    series: dict[str, list[Row]]
    communes: dict[str, list[Row]]
    breaks: dict[str, list[Row]]
    targets: dict[str, list[Row]]
    more: More


def pages(site: Site) -> Iterator[Page]:
    """The list of indicators, then the page of each."""
    source = site.source
    indicators = source.rows(INDICATORS)
    communes = (row for row in figures.latest(site) if row["area_id"] != source.area_id)
    known = Known(
        grouped(source.rows(SERIES), "indicator_code"),
        grouped(communes, "indicator_code"),
        grouped(source.rows(BREAKS), "indicator_code"),
        grouped(source.rows(OF_TARGET), "indicator_code"),
        indicator_tables.more(site),
    )
    yield _list(site, indicators, known)
    for indicator in indicators:
        yield _page(site, indicator, known)


def _list(site: Site, indicators: list[Row], known: Known) -> Page:
    columns = [
        Column(site.t("Chỉ tiêu", "Indicator")),
        Column(site.t("Toàn tỉnh", "Province"), NUMBER),
        Column(site.t("Kỳ", "Period")),
        Column(site.t("Đơn vị tính", "Unit")),
        Column(site.t("Số xã có số", "Communes with a figure"), NUMBER),
        Column(site.t("Tình trạng", "Standing")),
    ]
    rows: list[list[Cell]] = []
    for one in indicators:
        latest = known.series[one["indicator_code"]][-1:]
        row = latest[0] if latest else None
        n = sum(of_commune["value"] is not None for of_commune in known.communes[one["indicator_code"]])
        rows.append(
            [
                Cell(site.name(one, "name"), links.indicator_page(one["indicator_code"])),
                Cell(site.number(row["shown_value"] if row else None, one["decimals"]), sort=_sort(row)),
                Cell(site.name(row, "period_name") if row else "–", sort=row["period_code"] if row else ""),
                Cell(site.word("uom", one["uom_code"])),
                Cell(site.number(n), sort=n),
                Cell(site.name(row, "standing") if row else site.t("Chưa có số", "No figure yet")),
            ]
        )
    caption = site.t(f"{len(rows)} chỉ tiêu", f"{len(rows)} indicators")
    return Page(
        links.INDICATORS,
        site.t("Chỉ tiêu", "Indicators"),
        [Section("", [Table(caption, columns, rows, has_filter=True)])],
        nav=links.INDICATORS,
        lead=site.t(
            "Số đứng đầu của từng chỉ tiêu; bấm tên để xem định nghĩa, chuỗi thời gian và số của từng xã.",
            "The headline figure of each indicator; its name leads to definition, series and all communes.",
        ),
    )


def _sort(row: Row | None) -> float | str:
    return row["value"] if row and row["value"] is not None else ""


def _page(site: Site, indicator: Row, known: Known) -> Page:
    code = indicator["indicator_code"]
    unit = site.word("uom", indicator["uom_code"])
    series, communes = known.series[code], known.communes[code]
    blocks: list[Block] = []
    if indicator["definition_vi"]:
        blocks.append(Text(indicator["definition_vi"], lang="" if site.lang == "vi" else "vi"))
    blocks.append(Facts(_facts(site, indicator, known)))
    sections = [Section("", blocks)]
    if series:
        shown = [row for row in series if row["value"] is not None]
        inside = _picture(site, indicator, shown, known.breaks[code])
        inside += [Text(site.name(row, "reason"), f"{row['break_date']:%d/%m/%Y}:") for row in known.breaks[code]]
        sections.append(
            Section(
                site.t("Toàn tỉnh theo thời gian", "Province over time"),
                [*inside, _series(site, indicator, series)],
                "series",
            )
        )
    if communes:
        caption = site.t(f"{len(communes)} xã, phường ({unit})", f"{len(communes)} communes ({unit})")
        lines = [figures.figure_row(site, row, _commune(row)) for row in communes]
        table = Table(caption, figures.figure_columns(site, site.t("Xã, phường", "Commune")), lines, has_filter=True)
        sections.append(Section(site.t("Các xã, phường", "Communes"), [table], "communes"))
    sections += indicator_tables.sections(site, code, known.more)
    if not series and not communes:
        sections.append(Section("", [Text(site.t("Chưa có số liệu.", "There is no figure yet."))]))
    return Page(
        links.indicator_page(code),
        site.name(indicator, "name"),
        sections,
        nav=links.INDICATORS,
        parents=[(site.t("Chỉ tiêu", "Indicators"), links.INDICATORS)],
    )


def _commune(row: Row) -> Cell:
    return Cell(row["area_name_vi"], links.commune_page(row["area_id"]))


def _facts(site: Site, indicator: Row, known: Known) -> list[tuple[str, Cell]]:
    pairs = [(site.t("Đơn vị tính", "Unit"), Cell(site.word("uom", indicator["uom_code"])))]
    for vi, en, part in (("Tử số", "Numerator", "numerator"), ("Mẫu số", "Denominator", "denominator")):
        if indicator[f"{part}_code"]:
            target = links.indicator_page(indicator[f"{part}_code"])
            pairs.append((site.t(vi, en), Cell(site.name(indicator, part), target)))
    better = {1: site.t("càng cao càng tốt", "higher is better"), -1: site.t("càng thấp càng tốt", "lower is better")}
    if indicator["direction"] in better:
        pairs.append((site.t("Chiều", "Direction"), Cell(better[indicator["direction"]])))
    for target in known.targets[indicator["indicator_code"]]:
        year = f", {target['horizon_to']}" if target["horizon_to"] else ""
        href = f"{links.TARGETS}#{anchor(target['target_id'])}"
        pairs.append((site.t("Mục tiêu", "Target"), Cell(f"{target['target_id']}: {target['number_vi']}{year}", href)))
    for row in known.more.per_capita[indicator["indicator_code"]]:
        pairs.append(
            (
                site.t("Trên 1.000 dân, toàn tỉnh", "Per 1,000 people, province"),
                indicator_tables.per_capita_cell(site, row),
            )
        )
    if indicator["legal_basis"]:
        pairs.append((site.t("Căn cứ", "Basis"), Cell(indicator["legal_basis"])))
    pairs.append((site.t("Mã", "Code"), Cell(indicator["indicator_code"])))
    return pairs


def _picture(site: Site, indicator: Row, rows: list[Row], breaks: list[Row]) -> list[Block]:
    """The picture of the longest run of one source, measure and kind of period; nothing below two points."""
    runs: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in rows:
        runs[row["source_code"], row["measure_code"], len(row["period_code"])].append(row)
    run: list[Row] = max(runs.values(), key=len, default=list[Row]())
    if len(run) < 2:
        return []
    points = [Point(row["end_date"], row["value"], row["figure_status"] == "uoc") for row in run]
    days: list[date] = [row["break_date"] for row in breaks]
    unit = site.word("uom", indicator["uom_code"])
    title = f"{site.name(indicator, 'name')} ({unit})"
    drawn = chart(site, Series(f"s-{indicator['indicator_code'].lower()}", title, unit, points, breaks=days))
    caption = f"{title}; {site.word('source', run[0]['source_code'])}, {site.word('measure', run[0]['measure_code'])}."
    return [Picture(drawn, caption)]


def _series(site: Site, indicator: Row, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Kỳ", "Period")),
        Column(site.t("Giá trị", "Value"), NUMBER),
        Column(site.t("Tử số", "Numerator"), NUMBER),
        Column(site.t("Mẫu số", "Denominator"), NUMBER),
        Column(site.t("Nguồn", "Source")),
        Column(site.t("Đại lượng", "Measure"), SHORT),
        Column(site.t("Tình trạng", "Standing")),
    ]
    has_parts = any(row["denominator"] is not None for row in rows)
    kept = [column for column in columns if has_parts or column.name not in {columns[2].name, columns[3].name}]
    lines: list[list[Cell]] = []
    for row in reversed(rows):
        parts = [figures.number_cell(site, row[key]) for key in ("numerator", "denominator")]
        lines.append(
            [
                Cell(site.name(row, "period_name"), sort=str(row["end_date"])),
                Cell(
                    site.number(row["shown_value"], indicator["decimals"]),
                    sort=_sort(row),
                    mark=figures.state_mark(site, row),
                ),
                *(parts if has_parts else []),
                Cell(site.word("source", row["source_code"])),
                Cell(site.word("measure", row["measure_code"])),
                Cell(site.name(row, "standing")),
            ]
        )
    caption = f"{site.name(indicator, 'name')} ({site.word('uom', indicator['uom_code'])})"
    return Table(caption, kept, lines)
