"""The hub “Working on the rank”: for each computed index, the pages that help to raise it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.site import links
from pipelines.site.blocks import Block, Page, Section, Text
from pipelines.site.content.rows import grouped
from pipelines.site.context import Site
from pipelines.site.pages.analyses.words import links_of_analyses, node_names


def pages(site: Site) -> Iterator[Page]:
    """The hub."""
    sections = [
        Section(node_names(site, code).title, _links(site, code), code.lower())
        for code in grouped(site.analysis("index_rule"), "index_code")
    ]
    none = site.t(
        "Bản công bố này không có chỉ số nào được tính và xếp hạng, hoặc chưa có bảng phân tích (chiso index analyse).",
        "No index of this release is scored and ranked, or its analyses were not made (chiso index analyse).",
    )
    published = [
        Text(site.t("Khoảng cách tới các hạng khác", "Gaps to other places"), href=links.GAPS),
        Text(
            site.t("Thành phần của các chỉ số được công bố", "Components of published indices"), href=links.COMPONENTS
        ),
    ]
    yield Page(
        links.RANK,
        site.t("Cải thiện thứ hạng", "Working on the rank"),
        [Section("", published), *(sections or [Section("", [Text(none)])])],
        nav=links.RANK,
        lead=site.t(
            "Còn thiếu bao nhiêu, đổi số nào thì lên hạng, hạng chắc đến đâu. Điểm do chiso tính là tự chấm theo"
            " số liệu đã nhận, không phải điểm do bộ công bố.",
            "How much is lacking, which figures raise a rank, how sure it is. Scores that chiso computes are"
            " self-assessed from the figures received; they are not those that a ministry publishes.",
        ),
    )


def _links(site: Site, code: str) -> list[Block]:
    """What exists for an index."""
    found: list[Block] = [
        Text(
            site.t("Thử đổi số liệu, xem điểm và hạng", "Change figures, see score and rank"),
            href=links.what_if_page(code),
        ),
        Text(
            site.t("Ít công sức nhất để lên hạng", "The least effort to rise"), href=f"{links.what_if_page(code)}#paths"
        ),
        Text(site.t("Điểm, hạng và bảng thành phần", "Scores, ranks and components"), href=links.index_page(code)),
    ]
    return [*found, *links_of_analyses(site, code, ("index_rank_interval", "index_audit_group", "index_change_cause"))]
