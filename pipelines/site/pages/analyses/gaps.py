"""Gaps: published editions side by side, the places and means around the province; computed indices below them."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import NUMBER, SHORT, Cell, Column, Page, Section, Table, Text
from pipelines.site.content.figures import number_cell
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.gaps_computed import computed_sections
from pipelines.site.pages.analyses.words import host

OFFICIAL = """
select g.*, p.end_date, p.name_vi as period_name_vi, p.name_en as period_name_en
from official_gap as g inner join period as p on p.period_code = g.period_code
where g.index_code in ('PII', 'DTI')
order by g.index_code desc, p.end_date, g.area_id,
    case g.gap_kind when 'goal' then 0 when 'best' then 1 when 'mean' then 2 when 'region_mean' then 3
        when 'above' then 4 else 5 end, g.reference_code
"""


def pages(site: Site) -> Iterator[Page]:
    """The page of gaps."""
    official = grouped(site.source.rows(OFFICIAL), "index_code")
    sections = [
        Section(
            site.t("Điểm công bố, các kỳ đặt cạnh nhau", "Published scores, editions side by side"),
            [Text(_side_by_side(site)), _editions(site, official)],
            "editions",
        )
    ]
    sections += [
        Section(
            site.t(f"{code}, điểm công bố: khoảng cách", f"{code}, published scores: gaps"),
            [Text(_assumption(site)), _gaps(site, rows)],
            code.lower(),
        )
        for code, rows in official.items()
    ]
    sections += computed_sections(site)
    yield Page(
        links.GAPS,
        site.t("Khoảng cách đến hạng mong muốn", "Gaps to the wanted rank"),
        sections,
        nav=links.INDICES,
        parents=[(site.t("Chỉ số", "Indices"), links.INDICES)],
        lead=site.t(
            "Còn thiếu bao nhiêu điểm so với nơi đứng đầu, trung bình, các hạng quanh tỉnh và hạng mong muốn."
            " Chỗ chưa biết thì nêu lý do.",
            "How many points are lacking to the best, the mean, the places around and the wanted rank. What is not"
            " known says why.",
        ),
    )


def _side_by_side(site: Site) -> str:
    return site.t(
        "Kỳ xếp 63 tỉnh và kỳ xếp 34 tỉnh là hai tập khác nhau: không nối thành chuỗi, không lấy hiệu số giữa các kỳ.",
        "Editions of 63 and of 34 provinces are two fields: they make no series, and no difference between them is"
        " taken.",
    )


def _assumption(site: Site) -> str:
    return site.t(
        "Khoảng cách = điểm của mốc trừ điểm của tỉnh trong cùng kỳ, giả sử mọi điểm của kỳ ấy giữ nguyên; số dương là"
        " còn thiếu. Chỉ dùng điểm đã công bố, không phải dự báo.",
        "Gap = score compared with less the score of the province in one edition, had all its scores stayed as"
        " published; positive is lacking. Published scores only, no forecast.",
    )


def _editions(site: Site, official: dict[str, list[Row]]) -> Table:
    """One line an index, edition and province of its field."""
    columns = [
        Column(site.t("Chỉ số", "Index"), SHORT),
        Column(site.t("Kỳ", "Edition")),
        Column(site.t("Tỉnh", "Province")),
        Column(site.t("Điểm", "Score"), NUMBER),
        Column(site.t("Hạng", "Place"), NUMBER),
        Column(site.t("Nguồn", "Source")),
    ]
    lines: list[list[Cell]] = []
    for code, rows in official.items():
        seen = {(row["period_code"], row["area_id"]): row for row in rows}
        for row in seen.values():
            place = f"{row['rank']}/{row['n_field']}" if row["rank"] else f"–/{row['n_field']}"
            source = host(row) or site.t("điểm công bố chưa tìm thấy", "published score not found")
            lines.append(
                [
                    Cell(code),
                    Cell(site.name(row, "period_name"), sort=row["period_code"]),
                    Cell(row["area_name_vi"]),
                    number_cell(site, row["score"], _decimals(code)),
                    Cell(place, sort=row["rank"] or ""),
                    Cell(source, note="" if row["is_official"] or not host(row) else _weak(site, row)),
                ]
            )
    return Table(site.t("Mỗi kỳ một dòng", "One line an edition"), columns, lines)


def _weak(site: Site, row: Row) -> str:
    """What a score that is not official is."""
    if row["confidence"] == "derived":
        return site.t("suy ra từ bài báo", "derived from an article")
    return site.t("chưa coi là chính thức", "not taken as official")


def _decimals(code: str) -> int:
    return 4 if code == "DTI" else 2


def _gaps(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Kỳ", "Edition")),
        Column(site.t("Tỉnh", "Province")),
        Column(site.t("So với", "Against")),
        Column(site.t("Hạng", "Place"), NUMBER),
        Column(site.t("Điểm của mốc", "Its score"), NUMBER),
        Column(site.t("Còn thiếu", "Lacking"), NUMBER),
    ]
    decimals = _decimals(rows[0]["index_code"])
    lines = [
        [
            Cell(site.name(row, "period_name"), sort=row["period_code"]),
            Cell(row["area_name_vi"]),
            Cell(_against(site, row), note=host({"source_url": row["other_url"]})),
            Cell(str(row["other_rank"] or "–"), sort=row["other_rank"] or ""),
            Cell(_span(site, (row["score_low"], row["score_high"]), decimals), sort=row["score_high"] or ""),
            Cell(
                _span(site, (row["gap_low"], row["gap_high"]), decimals),
                sort=row["gap_high"] if row["gap_high"] is not None else "",
                note=site.name(row, "unknown_reason") if row["unknown_reason"] else "",
            ),
        ]
        for row in rows
    ]
    return Table(
        site.t(
            "Một số ghi “từ … đến …” khi hạng ấy nằm giữa hai hạng đã công bố",
            "A span where the place lies between two printed ones",
        ),
        columns,
        lines,
        has_filter=True,
    )


def _against(site: Site, row: Row) -> str:
    """What the province is compared with, in words."""
    kind = site.word("gap_kind", row["gap_kind"])
    if row["gap_kind"] == "goal":
        year = f", {row['horizon_to']}" if row["horizon_to"] else ""
        return f"{kind}: {row['other_rank']} ({row['reference_code']}{year})"
    return f"{kind}: {row['other_name_vi']}" if row["other_name_vi"] else kind


def _span(site: Site, bounds: tuple[float | None, float | None], decimals: int) -> str:
    """A number, or from which to which, or at least or at most which."""
    low, high = bounds
    if low is None and high is None:
        return "–"
    if low is None:
        return f"≤ {site.number(high, decimals)}"
    if high is None:
        return f"≥ {site.number(low, decimals)}"
    if low == high:
        return site.number(low, decimals)
    return site.t("{} đến {}", "{} to {}").format(site.number(low, decimals), site.number(high, decimals))
