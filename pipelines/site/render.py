"""Renders pages: one template for the page, one macro for each kind of block."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.ledger.simulated import notice
from pipelines.site import links
from pipelines.site.blocks import BAD, GOOD, NEUTRAL, WATCH, Page
from pipelines.site.context import Site

ASSETS = Path(__file__).parent / "assets"
SIGNS = {GOOD: "●", WATCH: "▲", BAD: "✕", NEUTRAL: "○"}
KINDS = ("table", "picture", "text", "facts", "tiles", "quote", "matrix", "simulator")  # of blocks; each has a macro
ENGLISH = "en"  # the folder of the English tree; the Vietnamese one is the site's top


@cache
def _environment() -> Environment:
    """Undefined names raise, and every text is escaped."""
    return Environment(
        loader=PackageLoader("pipelines.site"), undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True
    )


def menu(site: Site) -> list[tuple[str, str]]:
    """Titles and paths of the pages that every page links to."""
    return [
        (site.t("Tổng quan", "Overview"), links.OVERVIEW),
        (site.t("Mục tiêu", "Targets"), links.TARGETS),
        (site.t("Chỉ số", "Indices"), links.INDICES),
        (site.t("Cải thiện thứ hạng", "Working on the rank"), links.RANK),
        (site.t("Chỉ tiêu", "Indicators"), links.INDICATORS),
        (site.t("Đơn vị", "Units"), links.UNITS),
        (site.t("Tiến độ gửi", "Reporting"), links.COMPLETENESS),
        (site.t("Chất lượng số liệu", "Data quality"), links.QUALITY),
        (site.t("Nhiệm vụ", "Tasks"), links.TASKS),
        (site.t("Phương pháp", "Methods"), links.METHOD),
        (site.t("Tải về", "Downloads"), links.DOWNLOADS),
    ]


def write_page(site: Site, page: Page, top: Path) -> None:
    """Write a page into the tree of its language below `top`."""
    prefix = "" if site.lang == "vi" else f"{ENGLISH}/"
    place = prefix + page.path

    def to(path: str) -> str:
        return path if path.startswith("https:") else links.link(page.path, path)

    def asset(name: str) -> str:
        return links.link(place, f"assets/{name}")

    said = notice(site.source.simulated)
    shared = {"site": site, "to": to, "SIGNS": SIGNS}
    macros = _environment().get_template("blocks.html.j2").make_module(shared)
    html = (
        _environment()
        .get_template("page.html.j2")
        .render(
            **shared,
            page=page,
            menu=menu(site),
            blocks={kind: getattr(macros, kind) for kind in KINDS},
            asset=asset,
            top=links.link(page.path, "x").removesuffix("x"),
            other_language=links.link(place, page.path if prefix else f"{ENGLISH}/{page.path}"),
            notice=said.in_lang(site.lang) if said else "",
        )
    )
    target = top / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, encoding="utf-8")


def write_assets(top: Path) -> None:
    """Copy style, script and fonts."""
    shutil.copytree(ASSETS, top / "assets")


def write_search(site: Site, pages: Iterable[Page], top: Path) -> None:
    """Write what the search finds: titles and paths, as a script, since a page of a folder may not read other files."""
    found: list[Sequence[str]] = []
    for page in pages:
        found.append((page.title, page.path))
        found.extend(page.finds)
    text = "window.SEARCH = " + json.dumps(found, ensure_ascii=False, separators=(",", ":")) + ";\n"
    (top / "assets" / f"search-{site.lang}.js").write_text(text, encoding="utf-8")
