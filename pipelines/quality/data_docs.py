"""The HTML page of a suite's results, which opens from disk without network.

Great Expectations' own site is not used: it has 4 MB and loads its style sheets and scripts from nine other hosts,
so that it has no layout offline. The page contains no time: the same results give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from pipelines.errors import message
from pipelines.quality.messages import PAGE
from pipelines.quality.suite_files import CheckResult, Suite

STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}
th,td{border-bottom:1px solid #ddd;padding:.35rem .6rem;text-align:left;vertical-align:top}
th{white-space:nowrap}
th{background:#f4f4f4}code{font-size:13px;overflow-wrap:anywhere}
.pass{color:#1a6b2d}.stop{color:#a31515;font-weight:600}.note{color:#8a5a00;font-weight:600}
.notice{background:#fff3cd;padding:.4rem .8rem;font-weight:600}
""".strip()
HEADS = ("head_outcome", "head_description", "head_column", "head_expectation", "head_observed", "head_since")
TITLE_AND_SUMMARY = re.compile(r"<h1>(.*?)</h1><p>(.*?)</p>")


def write_page(
    folder: Path, suite: Suite, results: Sequence[CheckResult], n_rows: Mapping[str, int], notice: str = ""
) -> Path:
    """Write `<folder>/<suite>.html` and the index of all pages in the folder; return the page's path.

    Args:
        folder: folder of the pages.
        suite: the suite that was run.
        results: its results.
        n_rows: number of rows of each table that was there.
        notice: what stands above every page, that figures are simulated.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sections = "".join(_section(table, results, n_rows) for table in suite.tables)
    n_passed = sum(row.success for row in results)
    summary = f"<p>{_text('summary', n_passed=n_passed, n=len(results))}</p>"
    path = folder / f"{suite.name}.html"
    path.write_text(_page(suite.title_vi, summary + sections, notice), encoding="utf-8", newline="\n")
    pages = sorted(page for page in folder.glob("*.html") if page.stem != "index")
    links = "".join(map(_link, pages))
    index = _page(_text("index_title"), f"<ul>{links}</ul>", notice)
    (folder / "index.html").write_text(index, encoding="utf-8", newline="\n")
    return path


def _text(code: str, /, **values: object) -> str:
    return message(PAGE, code, **values).vi


def _link(page: Path) -> str:
    """Return a line of the index: title and summary of the page."""
    found = TITLE_AND_SUMMARY.search(page.read_text(encoding="utf-8"))
    title, summary = found.groups() if found else (escape(page.stem), "")
    return f'<li><a href="{escape(page.name)}">{title}</a>: {summary}</li>'


def _section(table: str, results: Sequence[CheckResult], n_rows: Mapping[str, int]) -> str:
    head = "".join(f"<th>{_text(code)}</th>" for code in HEADS)
    rows = "".join(_row(row) for row in results if row.table == table)
    size = _text("rows", n=f"{n_rows[table]:,}".replace(",", ".")) if table in n_rows else _text("no_table")
    return f"<h2><code>{escape(table)}</code> ({size})</h2><table><tr>{head}</tr>{rows}</table>"


def _row(row: CheckResult) -> str:
    style = "pass" if row.success else row.severity
    observed = _text("not_evaluated", cause=row.exception) if row.exception else row.observed
    return (
        f'<tr><td class="{style}">{_text(style)}</td><td>{escape(row.description_vi)}</td><td>{escape(row.column)}</td>'
        f"<td><code>{escape(row.expectation)}</code></td><td>{escape(observed)}</td><td>{escape(row.since)}</td></tr>"
    )


def _page(title: str, body: str, notice: str) -> str:
    above = f'<p class="notice">{escape(notice)}</p>' if notice else ""
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body>{above}<h1>{escape(title)}</h1>{body}</body></html>\n"
    )
