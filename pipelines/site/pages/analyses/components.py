"""Components of PII and DTI: how far each is known, who can move it, what brings it, its figure and scores."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import GOOD, NEUTRAL, NUMBER, WATCH, Cell, Column, Mark, Page, Section, Table, Text
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import host

COMPONENTS = """
select c.*, p.name_vi as period_name_vi, p.name_en as period_name_en, i.decimals
from index_component as c
left join period as p on p.period_code = c.period_code
left join (
    select indicator_code, max_by(decimals, version) as decimals from indicator group by indicator_code
) as i on i.indicator_code = c.indicator_code
order by c.index_code desc, c.pillar_code, c.published_indicator_code is null, c.component_code
"""
NOBODY = "nobody"
TITLE = ("Thành phần của PII và DTI: tự chấm và công bố", "Components of PII and DTI: self-scored and published")
TONES = {"confirmed": GOOD, "press": NEUTRAL, "background": WATCH}


def pages(site: Site) -> Iterator[Page]:
    """The page of components."""
    sections: list[Section] = []
    for code, rows in grouped(site.source.rows(COMPONENTS), "index_code").items():
        for pillar, found in grouped(rows, "pillar_code").items():
            name = site.name(found[0], "pillar_name")
            sections.append(Section(f"{code} – {name}", [_table(site, found)], pillar.lower()))
    yield Page(
        links.COMPONENTS,
        site.t(*TITLE),
        [Section("", [Text(_notice(site))]), *sections],
        nav=links.INDICES,
        parents=[(site.t("Chỉ số", "Indices"), links.INDICES)],
        lead=site.t(
            "Ai tác động được, biểu nào thu, số mới nhất của tỉnh, điểm tỉnh tự chấm cạnh điểm đã công bố.",
            "Who can move it, which form brings it, the latest figure, the self-score beside the published score.",
        ),
    )


def _notice(site: Site) -> str:
    return site.t(
        "Danh mục chính thức của các thành phần PII chưa đọc được. Dòng “hiểu biết chung, chưa có nguồn” thuộc danh mục"
        " làm việc, không phải khung chính thức; mã ở đây là của hệ thống này. Hồ sơ minh chứng: chiso index evidence.",
        "The official list of the components of the PII could not be read. A line “background, no source read” is of"
        " the working list and not of the official framework; the codes are of this system. Evidence: chiso index"
        " evidence.",
    )


def _table(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Thành phần", "Component")),
        Column(site.t("Mức chắc chắn", "How far known")),
        Column(site.t("Số của", "Figure of")),
        Column(site.t("Ai tác động được", "Who can move it")),
        Column(site.t("Biểu (mã số)", "Form (line)")),
        Column(site.t("Số của tỉnh", "Figure of the province"), NUMBER),
        Column(site.t("Trên mẫu số", "Per denominator"), NUMBER),
        Column(site.t("Tự chấm", "Self-score"), NUMBER),
        Column(site.t("Công bố", "Published"), NUMBER),
    ]
    return Table(
        site.t(f"{len(rows)} thành phần", f"{len(rows)} components"), columns, [_line(site, row) for row in rows]
    )


def _line(site: Site, row: Row) -> list[Cell]:
    group = row[f"group_{site.lang}"] or ""
    figure = Cell("–", sort="")
    if row["value"] is not None:
        text = site.with_unit(row["value"], row["unit_vi"], row["decimals"])
        figure = Cell(text, sort=row["value"], note=site.name(row, "period_name"))
    denominated = Cell("–", sort="", note=row["denominator_vi"] or "")
    if row["per_denominator"] is not None:
        denominated = Cell(
            site.number(row["per_denominator"], 2), sort=row["per_denominator"], note=row["denominator_vi"]
        )
    published = number_cell(site, row["published_score"], 4 if row["index_code"] == "DTI" else 2)
    if row["published_score"] is not None:
        year = row["published_period_code"].removeprefix("S")
        published = Cell(published.text, sort=published.sort, note=f"{row['published_area_name_vi']}, {year}")
    return [
        Cell(f"{row['component_code']} {site.name(row, 'name')}", note=group),
        Cell("", sort=row["state"], note=host(row), mark=Mark(site.name(row, "state"), TONES[row["state"]])),
        Cell(site.word("component_source", row["source_kind"])),
        Cell(
            site.word("component_mover", row["mover"]), note="" if row["mover"] == NOBODY else row["office_code"] or ""
        ),
        Cell(row["form_lines"] or site.t("chưa biểu nào hỏi", "no form asks")),
        figure,
        denominated,
        number_cell(site, row["self_score"], 4 if row["index_code"] == "DTI" else 2),
        published,
    ]
