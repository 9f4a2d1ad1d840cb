"""Published indices: one section an edition, never joined to a series; the map of the latest one."""

from __future__ import annotations

from collections import defaultdict

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, WATCH, Block, Cell, Column, Mark, Page, Picture, Section, Table, Text
from pipelines.site.charts.tiles import AreaTile, tile_map
from pipelines.site.content.figures import number_cell
from pipelines.site.context import Site

# Top scores of provinces: what publishers printed and what was computed, never in one series.
PROVINCES = """
select s.index_code, s.series, s.period_code, p.name_vi as period_name_vi, p.name_en as period_name_en, p.end_date,
    s.area_id, s.area_name_vi, a.name_en as area_name_en, s.node_name_vi, s.score, s.rank, s.n_field, s.is_official,
    s.confidence, s.source_url, s.is_series_break, s.is_simulated, a.area_set
from index_score as s
inner join period as p on p.period_code = s.period_code
inner join area as a on a.area_id = s.area_id and a.level = 'province'
where s.parent_code is null and (s.score is not null or s.rank is not null)
qualify row_number() over (
    partition by s.index_code, s.series, s.period_code, s.area_id
    order by s.structure_version desc, s.method_version desc, s.field_code) = 1
order by s.index_code, s.series, p.end_date desc, s.rank, s.area_name_vi
"""
NEAR = """
select index_code, period_code, place, area_name_vi, distance_km, score, rank, n_field, is_official, source_url
from neighbour_score order by index_code, period_code desc, place
"""
SIMULATED, DEMONSTRATION = "_SIM", "_DEMO"
NOT_DECOMPOSED = (
    "Thay đổi giữa các lần công bố không được phân rã theo nguyên nhân: không có số liệu thành phần của các tỉnh.",
    "Changes between editions are not decomposed by cause: the provinces' figures are not known.",
)
LONG = 15  # lines of a table from which on it can be filtered


def title(site: Site, code: str, name_vi: str) -> str:
    """The index's name; one that is made of simulated or partial data is called so."""
    name = site.node_name(code, name_vi)
    if code.endswith(DEMONSTRATION):  # its name says so; a release of an earlier version has the Vietnamese one alone
        return name + (site.t("", " (simulated figures)") if name == name_vi else "")
    word = site.t(" (mô phỏng)", " (simulated)") if code.endswith(SIMULATED) else ""
    return f"{code.removesuffix(SIMULATED)}{word} – {name}"


def edition_page(site: Site, code: str, rows: list[Row], tiles: list[Row]) -> Page:
    """One section an edition: the places around the province, its source; the map of the latest one."""
    path = links.index_page(code)
    editions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        editions[row["series"], row["period_code"]].append(row)
    order = sorted(editions, key=lambda key: (key[0] != "published", -editions[key][0]["end_date"].toordinal()))
    sections: list[Section] = []
    for number, key in enumerate(order):
        found = editions[key]
        origin = site.t("mô phỏng", "simulated") if found[0]["is_simulated"] else site.word("index_series", key[0])
        heading = f"{site.name(found[0], 'period_name')} · {origin}"
        blocks: list[Block] = []
        if number == 0 and (drawn := _country(site, found, tiles)):
            caption = site.t("Hạng mô phỏng.", "Simulated places.") if found[0]["is_simulated"] else ""
            blocks.append(Picture(tile_map(site, "map", heading, drawn, path), caption, is_wide=True))
        blocks.append(_edition(site, found))
        sections.append(Section(heading, blocks, f"e-{number}", is_folded=number > 1))
    if near := [row for row in site.source.rows(NEAR) if row["index_code"] == code]:
        heading = site.t("Các tỉnh gần, lần gần nhất có số", "Near provinces, latest edition with a figure")
        sections.insert(min(1, len(sections)), Section(heading, [_near(site, near)], "near"))
    if note := _note(site, code, rows[0]):
        sections.insert(0, Section("", [Text(note)]))
    if all(row["series"] == "published" for row in rows):
        sections.append(Section("", [Text(site.t(*NOT_DECOMPOSED))]))
    return Page(
        path,
        title(site, code, rows[0]["node_name_vi"]),
        sections,
        nav=links.INDICES,
        parents=[(site.t("Chỉ số", "Indices"), links.INDICES)],
        lead=site.t(
            "Mỗi lần công bố một bảng: số tỉnh, cách tính và địa giới khác nhau nên không nối thành chuỗi.",
            "One table an edition: fields, methods and borders differ, so editions are not joined.",
        ),
    )


def _note(site: Site, code: str, row: Row) -> str:
    """What the scores of an index are not; empty for one that is computed from figures of its areas, or published."""
    if row["is_simulated"]:
        return site.t(
            "Tên tỉnh là tên thật, số liệu là mô phỏng: điểm và hạng ở đây không nói gì về tỉnh nào và không phải PII"
            " chính thức.",
            "Names of provinces are real, figures are simulated: scores and places here say nothing about any province"
            " and are not the official PII.",
        )
    if not code.endswith(SIMULATED):
        return ""
    return site.t(
        "Tính từ số liệu mô phỏng hoặc chưa đủ thành phần; không phải PII chính thức.",
        "Computed from simulated or partial data; not the official PII.",
    )


def _country(site: Site, rows: list[Row], tiles: list[Row]) -> list[AreaTile]:
    """The map of an edition of the 34 provinces; none for older borders."""
    ranks = {row["area_id"]: row for row in rows if row["area_set"] == "p34"}
    if not ranks:
        return []
    return [
        AreaTile(
            tile["tile_column"],
            tile["tile_row"],
            tile["name_vi"] if tile["level"] == "province" else f"{tile['name_vi']} ({tile['parent_vi']})",
            ranks.get(tile["area_id"], {}).get("rank"),
            ranks.get(tile["area_id"], {}).get("n_field") or 34,
            is_apart=tile["level"] != "province",
            is_marked=tile["area_id"] == site.source.area_id,
        )
        for tile in tiles
    ]


def _edition(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Tỉnh, thành phố", "Province")),
        Column(site.t("Hạng", "Place"), NUMBER),
        Column(site.t("Điểm", "Score"), NUMBER),
        Column(site.t("Nguồn", "Source")),
    ]
    mine = Mark(site.t("tỉnh này", "this province"), WATCH)
    lines = [
        [
            Cell(
                site.name(row, "area_name"),
                mark=mine if row["area_id"] == site.source.area_id else None,
            ),
            Cell(f"{row['rank']}/{row['n_field']}" if row["rank"] else "–", sort=row["rank"] or ""),
            number_cell(site, row["score"], 2),
            Cell(_standing(site, row), note=_origin(row)),
        ]
        for row in rows
    ]
    kind = site.t(" mô phỏng", " (simulated)") if rows[0]["is_simulated"] else ""
    return Table(
        site.t(f"{len(rows)} tỉnh có số", f"{len(rows)} provinces with a figure") + kind,
        columns,
        lines,
        has_filter=len(rows) > 15,
    )


def _standing(site: Site, row: Row) -> str:
    """Whether a score is official, or of a demonstration."""
    if row["is_simulated"]:
        return site.t("mô phỏng", "simulated")
    return site.t("chính thức", "official") if row["is_official"] else site.t("không chính thức", "not official")


def _near(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Tỉnh", "Province")),
        Column(site.t("Cách, km", "Distance, km"), NUMBER),
        Column(site.t("Năm", "Year"), NUMBER),
        Column(site.t("Hạng", "Place"), NUMBER),
        Column(site.t("Điểm", "Score"), NUMBER),
    ]
    lines = [
        [
            Cell(row["area_name_vi"], note=_origin(row)),
            Cell(site.number(row["distance_km"], 0), sort=row["distance_km"]),
            Cell(row["period_code"].removeprefix("S")),
            Cell(f"{row['rank']}/{row['n_field']}" if row["rank"] else "–", sort=row["rank"] or ""),
            number_cell(site, row["score"], 2),
        ]
        for row in rows
    ]
    caption = site.t(
        "Gần theo khoảng cách giữa hai điểm, không phải giáp ranh", "Near by distance between points, not adjoining"
    )
    return Table(caption, columns, lines)


def _origin(row: Row) -> str:
    """The host of the page that a published score was read from."""
    return (row["source_url"] or "").removeprefix("https://").partition("/")[0]
