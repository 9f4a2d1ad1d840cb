"""Data quality: which figures are held or asked about, why in words, and which rules were checked."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.files.content import reports
from pipelines.files.content.release import Row
from pipelines.site import links
from pipelines.site.blocks import BAD, NUMBER, WATCH, Cell, Column, Mark, Page, Section, Table
from pipelines.site.context import Site

ENGLISH = """
select slice_id, severity, string_agg(message_en, ' ' order by violation_id) as message_en
from violation where severity in ('hold', 'question') and outcome = 'fail' and not is_waived group by all
"""
NAMES = """
select v.slice_id, v.indicator_code, i.name_en from indicator_value as v
left join (select indicator_code, max_by(name_en, version) as name_en from indicator group by indicator_code) as i
    on i.indicator_code = v.indicator_code
where v.state = 'held' or v.is_questioned
"""
REJECTED = """
select r.reporter_code, n.name_vi as reporter_name_vi, n.name_en as reporter_name_en, r.form_code, r.period_code,
    r.sheet, r.address, r.raw_text, r.evidence_vi, r.evidence_en
from rejected_cell as r
inner join reporter as n on n.reporter_code = r.reporter_code and n.kind <> 'publisher'
inner join submission_status as s on s.submission_id = r.submission_id and s.is_in_force
order by r.period_code desc, n.sort_key, r.form_code, r.sheet, r.address
"""
COUNTS = """
select form_code, period_code, n_due, n_current, n_held, n_missing from slice_count
where period_code = $period order by form_code
"""
MISSING = """
select f.indicator_code, i.name_vi, i.name_en, f.period_code, f.exists_from, f.basis_vi, f.source_url
from figure_availability as f
inner join (select indicator_code, max_by(name_vi, version) as name_vi, max_by(name_en, version) as name_en
    from indicator group by indicator_code) as i on i.indicator_code = f.indicator_code
where f.state = 'missing' order by f.indicator_code, f.period_code
"""
N_REJECTED = 300  # lines of the table; a province's month has some dozens


def pages(site: Site) -> Iterator[Page]:
    """The page of held figures."""
    rows = _held(site)
    rejected = site.source.rows(REJECTED)
    yield Page(
        links.QUALITY,
        site.t("Chất lượng số liệu", "Data quality"),
        [
            Section(site.t("Số liệu của kỳ này", "Figures of this period"), [_counts(site)], "counts"),
            Section(site.t("Giữ lại", "Held"), [_table(site, rows, "held")], "held"),
            Section(site.t("Hỏi lại", "Asked about"), [_table(site, rows, "question")], "asked"),
            Section(
                site.t("Ô không đọc được", "Cells that could not be read"), [_rejected(site, rejected)], "rejected"
            ),
            Section(site.t("Số chính thức còn thiếu", "Official figures missing"), [_missing(site)], "official"),
        ],
        nav=links.QUALITY,
        lead=site.t(
            "Số giữ lại không vào tổng và thứ hạng: trang hiện số đã công bố gần nhất. Số hỏi lại được công bố kèm"
            " dấu, trong khi người gửi được hỏi.",
            "A held figure enters no total and no ranking: the last admitted value is shown. A figure that is asked"
            " about is published with a mark while its sender is asked.",
        ),
    )


def _held(site: Site) -> list[Row]:
    """Held and questioned figures with the reason in the page's language."""
    said = {(row["slice_id"], row["severity"]): row["message_en"] for row in site.source.rows(ENGLISH)}
    names = {row["slice_id"]: row for row in site.source.rows(NAMES)}
    rows = reports.held(site.source)
    for row in rows:
        severity = "hold" if row["kind"] == "held" else "question"
        named = names.get(row["slice_id"], {})
        row["message_en"] = said.get((row["slice_id"], severity)) or (
            "Related to another held figure of the same area." if row["reason_code"] == "violation" else ""
        )
        if not row["message_en"] and row["reason_code"]:
            row["message_en"] = site.word("hold_reason", row["reason_code"])
        row["indicator_name_en"] = named.get("name_en")
        row["indicator_code"] = row["slice_id"].split("|")[1]
    return rows


def _counts(site: Site) -> Table:
    columns = [
        Column(site.t("Biểu", "Form")),
        *[
            Column(site.t(*name), NUMBER)
            for name in (("Phải có", "Due"), ("Hiện hành", "Current"), ("Giữ lại", "Held"), ("Còn thiếu", "Missing"))
        ],
    ]
    rows = [
        [
            Cell(row["form_code"] or "–"),
            *[Cell(site.number(row[key]), sort=row[key]) for key in ("n_due", "n_current", "n_held", "n_missing")],
        ]
        for row in site.source.rows(COUNTS)
    ]
    return Table(site.t("Số liệu theo biểu", "Figures by form"), columns, rows)


def _table(site: Site, rows: list[Row], kind: str) -> Table:
    """Figures of one kind: where, what was sent, what is shown, why."""
    columns = [
        Column(site.t("Địa bàn", "Area")),
        Column(site.t("Chỉ tiêu", "Indicator")),
        Column(site.t("Kỳ", "Period")),
        Column(site.t("Đã gửi", "Sent"), NUMBER),
        Column(site.t("Đang hiện", "Shown"), NUMBER),
        Column(site.t("Vì sao", "Why")),
    ]
    tone = BAD if kind == "held" else WATCH
    word = site.t("giữ lại", "held") if kind == "held" else site.t("hỏi lại", "asked")
    cells = [
        [
            Cell(row["area_name_vi"], _unit(row["area_id"])),
            Cell(site.name(row, "indicator_name"), links.indicator_page(row["indicator_code"]), mark=Mark(word, tone)),
            Cell(row["period_name"] if site.lang == "vi" else row["period_code"], sort=row["period_code"]),
            Cell(site.number(row["observed"]), sort=row["observed"] if row["observed"] is not None else ""),
            Cell(site.number(row["shown_value"]), sort=row["shown_value"] if row["shown_value"] is not None else ""),
            Cell(site.name(row, "message")),
        ]
        for row in rows
        if row["kind"] == kind
    ]
    caption = site.t(f"{len(cells)} số {word}", f"{len(cells)} figures {word}")
    return Table(caption, columns, cells, has_filter=len(cells) > 10, empty=site.t("Không có.", "None."))


def _unit(area_id: str) -> str | None:
    """The page of a commune's area, None for other areas."""
    return links.commune_page(area_id) if area_id.startswith("c25-") else None


def _rejected(site: Site, rows: list[Row]) -> Table:
    columns = [
        Column(site.t("Đơn vị", "Unit")),
        Column(site.t("Biểu, kỳ", "Form, period")),
        Column(site.t("Ô", "Cell"), "c"),
        Column(site.t("Nội dung ô", "Text of the cell")),
        Column(site.t("Vì sao", "Why")),
    ]
    cells = [
        [
            Cell(site.name(row, "reporter_name"), links.unit_page(row["reporter_code"])),
            Cell(f"{row['form_code']}, {row['period_code']}"),
            Cell(f"{row['sheet']}!{row['address']}"),
            Cell(row["raw_text"] or "–"),
            Cell(site.name(row, "evidence")),
        ]
        for row in rows[:N_REJECTED]
    ]
    more = len(rows) - len(cells)
    caption = site.t(f"{len(cells)} ô", f"{len(cells)} cells")
    caption += (
        site.t(f", còn {more} ô trong bảng rejected_cell", f", {more} more in the table rejected_cell") if more else ""
    )
    return Table(caption, columns, cells, has_filter=True, empty=site.t("Không có.", "None."))


def _missing(site: Site) -> Table:
    """Figures that their publishers have published, or will by a day, and that nobody has entered."""
    columns = [
        Column(site.t("Chỉ tiêu", "Indicator")),
        Column(site.t("Kỳ", "Period"), "c"),
        Column(site.t("Có từ ngày", "Published from"), "c"),
        Column(site.t("Căn cứ", "Basis")),
    ]
    cells = [
        [
            Cell(site.name(row, "name")),
            Cell(row["period_code"].removeprefix("S")),
            Cell(f"{row['exists_from']:%d/%m/%Y}" if row["exists_from"] else "–", sort=str(row["exists_from"] or "")),
            Cell(row["basis_vi"] or "–", note=(row["source_url"] or "").removeprefix("https://").partition("/")[0]),
        ]
        for row in site.source.rows(MISSING)
    ]
    caption = site.t(f"{len(cells)} số", f"{len(cells)} figures")
    return Table(caption, columns, cells, empty=site.t("Không có.", "None."))
