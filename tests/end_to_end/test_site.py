"""The site of a real release: links, numbers against the tables, and every page in a browser, in both languages."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support.browser import KINDS, browser, needs_browser, serious_faults, served, watched
from support.once import once, stamps
from support.province import Province

from pipelines.files.analysis import make_analysis
from pipelines.settings import places
from pipelines.site import make, render
from pipelines.site.context import LANGS
from pipelines.site.make import make_site

TREES = {"vi": "", "en": "en/"}
OF_RELEASE = {"chi-so/pii.html"}  # kinds of pages that need published workbooks, which a test may lack


@pytest.fixture(scope="module")
def site(run_folder: Path, province: Province) -> Path:
    """The site of the province's current release, called simulated in its manifest."""

    def build(folder: Path) -> None:
        copy = places("08", folder)
        shutil.copytree(province.places.release, copy.release)
        manifest = copy.release / province.current.name / "manifest.json"
        manifest.chmod(0o644)
        manifest.write_text(json.dumps(json.loads(manifest.read_bytes()) | {"simulated": "all"}), "utf-8")
        before = stamps(copy.release)
        assert not make_analysis(copy).faults
        made = make_site(copy)
        assert not made.faults
        assert made.start == made.folder / "index.html"
        assert stamps(copy.release) == before

    (folder,) = (once(run_folder, "site", build) / "site" / "08").iterdir()
    return folder


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def table(province: Province, name: str) -> pl.DataFrame:
    return pl.read_parquet(province.current / "parquet" / f"{name}.parquet")


def rows_of(html: str) -> list[list[str]]:
    """The texts of the cells of every row of every table."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<small>.*?</small>|<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


def test_every_unit_and_indicator_has_a_page_in_both_languages(site: Path, province: Province) -> None:
    reporters = table(province, "reporter").filter(pl.col("kind") == "commune")["reporter_code"].str.to_lowercase()
    for tree in TREES.values():
        found = {path.stem for path in (site / tree / "don-vi").iterdir()}
        assert set(reporters) <= found
        assert len(list((site / tree / "chi-tieu").iterdir())) > 50
    assert {path.relative_to(site / "en") for path in pages(site / "en")} == {
        path.relative_to(site) for path in pages(site) if path.relative_to(site).parts[0] != "en"
    }


def test_no_link_is_broken_and_ids_are_unique(site: Path) -> None:
    ids: dict[Path, list[str]] = {}
    for page in pages(site):
        ids[page] = re.findall(r'\bid="([^"]+)"', page.read_text("utf-8"))
        assert len(ids[page]) == len(set(ids[page])), page
    n_links = 0
    for page in pages(site):
        for href in set(re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8"))):
            if href.startswith("data:"):
                continue
            path, _, anchor = unescape(href).partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, href)
            assert not anchor or anchor in ids[target], (page, href)
            n_links += 1
    assert n_links > 10_000


def test_pages_of_simulated_figures_say_so(site: Path, province: Province) -> None:
    for lang, tree in TREES.items():
        said = "SỐ LIỆU MÔ PHỎNG" if lang == "vi" else "SIMULATED DATA"
        for page in pages(site / tree) if tree else [path for path in pages(site) if "en" not in path.parts]:
            assert page.read_text("utf-8").count(said) == 2, page  # at the top and at the end


def test_a_commune_page_shows_its_figures_as_the_mart_has_them(site: Path, province: Province) -> None:
    """Every figure of a commune's page, in both languages, against planner_value."""
    area, period = "c25-00715", "2026-10"
    mart = table(province, "planner_value").filter(pl.col("area_id") == area, pl.col("period_code") == period)
    for lang, tree in TREES.items():
        rows = rows_of((site / tree / "don-vi" / "c00715.html").read_text("utf-8"))
        shown = {row[0]: row for row in reversed(rows) if row}  # figures come before scores of the same name
        n = 0
        for row in mart.filter(pl.col("shown_value").is_not_null()).to_dicts():
            printed = shown[row[f"indicator_name_{lang}"] or row["indicator_name_vi"]][1]
            digits = re.match(r"[\d.,]+", printed)
            assert digits, printed
            plain = digits[0].replace(".", "").replace(",", ".") if lang == "vi" else digits[0].replace(",", "")
            assert float(plain) == row["shown_value"], (row["indicator_code"], printed)
            n += 1
        assert n > 20


def test_places_of_the_index_are_those_of_the_mart(site: Path, province: Province) -> None:
    scores = table(province, "index_score").filter(
        pl.col("index_code") == "CXI", pl.col("parent_code").is_null(), pl.col("period_code") == "2026-10"
    )
    expected = {row["area_name_vi"]: row["rank"] for row in scores.to_dicts() if row["rank"] is not None}
    shown = rows_of((site / "chi-so" / "cxi.html").read_text("utf-8"))
    found = {row[0].split(" ", 1)[1]: int(row[1]) for row in shown if len(row) > 4 and row[1].isdigit()}
    assert found == expected
    assert len(found) > 100


def printed(text: str, lang: str) -> float | None:
    """The number of a cell; None for a dash."""
    plain = text.replace("\N{MINUS SIGN}", "-")
    plain = plain.replace(".", "").replace(",", ".") if lang == "vi" else plain.replace(",", "")
    return None if plain == "–" else float(plain)


def test_gaps_of_the_communes_are_those_of_the_mart(site: Path, province: Province) -> None:
    columns = ("score", "gap_above", "gap_median", "gap_wanted", "gap_best")
    mart = table(province, "index_gap").filter(
        (pl.col("index_code") == "CXI") & pl.col("is_root") & pl.col("rank").is_not_null()
    )
    expected = {row["area_name_vi"]: [row[name] for name in columns] for row in mart.to_dicts()}
    for lang, tree in TREES.items():
        rows = rows_of((site / tree / "chi-so" / "khoang-cach.html").read_text("utf-8"))
        found = {row[0]: [printed(cell, lang) for cell in row[2:]] for row in rows if row and row[0] in expected}
        assert found.keys() == expected.keys()
        for name, numbers in expected.items():
            for number, shown in zip(numbers, found[name], strict=True):
                # printed with two decimals
                assert (number is None and shown is None) or number == pytest.approx(shown, abs=0.0050001), name
    assert len(expected) > 100


def test_published_gaps_are_those_of_the_printed_scores(site: Path) -> None:
    """By hand: the 30th of 63 lies between Nghệ An (33rd, 36.50) and Phú Thọ (20th, 41.29); Tuyên Quang had 33.74."""
    rows = rows_of((site / "chi-so" / "khoang-cach.html").read_text("utf-8"))
    found = {row[2]: row[4:] for row in rows if row[:2] == ["Năm 2023", "Tuyên Quang"] and len(row) == 6}
    assert found["hạng mong muốn: 30 (T001-01, 2030)"] == ["36,50 đến 41,29", "2,76 đến 7,55"]
    assert found["hạng mong muốn: 20 (T000-05, 2030)"] == ["–", "–"]  # of 34 provinces: another field
    assert found["đơn vị đứng đầu: Hà Nội"] == ["62,86", "29,12"]


def test_every_component_stands_on_its_page_and_background_says_so(site: Path, province: Province) -> None:
    mart = table(province, "index_component").to_dicts()
    for lang, tree in TREES.items():
        rows = rows_of((site / tree / "chi-so" / "thanh-phan.html").read_text("utf-8"))
        found = {row[0]: row for row in rows if len(row) == 9}
        for row in mart:
            line = found[f"{row['component_code']} {row[f'name_{lang}']}"]
            assert line[1].endswith(row[f"state_{lang}"])
            if row["per_denominator"] is not None:
                assert printed(line[6], lang) == pytest.approx(row["per_denominator"], abs=0.0050001)  # two decimals
    assert len(mart) == 64


def test_intervals_of_ranks_are_those_of_the_analysis(site: Path) -> None:
    tables = site.parents[2] / "analysis" / "08" / site.name
    rows = pl.read_parquet(tables / "index_rank_interval.parquet").filter(pl.col("rank").is_not_null()).to_dicts()
    expected = {
        row["area_name_vi"]: [row["rank"], row["rank_median"], row["rank_low"], row["rank_high"]] for row in rows
    }
    for tree in TREES.values():
        shown = rows_of((site / tree / "chi-so" / "cxi-do-chac-chan.html").read_text("utf-8"))
        found = {row[0]: [int(cell) for cell in row[1:5]] for row in shown if len(row) == 7 and row[1].isdigit()}
        assert found == expected
    assert len(expected) > 100


def test_paths_and_scores_are_those_of_the_tables(site: Path, province: Province) -> None:
    tables = site.parents[2] / "analysis" / "08" / site.name
    paths = pl.read_parquet(tables / "index_path.parquet").filter(pl.col("index_code") == "CXI").to_dicts()
    wanted = {row["area_name_vi"]: [row[name] for name in ("rank", "wanted", "rank_after")] for row in paths}
    scores = table(province, "index_score").filter(
        pl.col("index_code") == "CXI",
        pl.col("parent_code").is_null(),
        pl.col("period_code") == paths[0]["period_code"],
        pl.col("score").is_not_null(),
    )
    ranks = {row["area_name_vi"]: row["rank"] for row in scores.to_dicts()}
    for tree in TREES.values():
        rows = rows_of((site / tree / "chi-so" / "cxi-thu-doi.html").read_text("utf-8"))
        assert {
            row[0]: [int(cell) for cell in row[1:4]] for row in rows if len(row) == 8 and row[1].isdigit()
        } == wanted
        assert {row[0]: int(row[1]) for row in rows if len(row) == 3 and row[1].isdigit()} == ranks
    assert len(wanted) == 6 and len(ranks) > 100


def test_changes_by_cause_are_those_of_the_analysis(site: Path) -> None:
    tables = site.parents[2] / "analysis" / "08" / site.name
    rows = pl.read_parquet(tables / "index_change_cause.parquet")
    rows = rows.filter(pl.col("cause").is_not_null(), pl.col("index_code") == "CXI")
    expected: dict[str, list[float]] = {}
    for row in rows.to_dicts():
        line = expected.setdefault(row["area_name_vi"], [row["to_score"] - row["from_score"]])
        line.append(row["score_change"])
    for tree in TREES.values():
        text = (site / tree / "chi-so" / "cxi-thay-doi.html").read_text("utf-8")
        found: dict[str, list[float]] = {}
        for cells in rows_of(text):
            if len(cells) == 4 + rows["cause"].n_unique() and cells[0] in expected and cells[0] not in found:
                numbers = [cell.replace(",", ".").replace("−", "-") for cell in cells[3:] if cell != "–"]
                found[cells[0]] = [float(number) for number in numbers]
        assert found.keys() == expected.keys()
        for name, line in expected.items():
            assert found[name] == pytest.approx(line, abs=0.005 + 1e-9)  # two decimals
        assert text.count("<svg") == 6
    assert len(expected) > 100


def test_a_fault_in_a_page_leaves_a_page_that_says_so(
    province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Any) -> Any:
        raise ValueError("no such column")

    copy = places("08", tmp_path)
    shutil.copytree(province.current, copy.release / province.current.name)
    shutil.copy(province.places.current, copy.current)
    monkeypatch.setattr(make, "PARTS", {"index.html": make.PARTS["index.html"], "don-vi.html": fails})
    made = make_site(copy)
    assert [fault.code for fault in made.faults] == ["page_fault"] * len(LANGS)
    assert "chiso site --release" in made.faults[0].vi
    assert made.start is not None
    assert "no such column" in (made.folder / "don-vi.html").read_text("utf-8")
    assert "Tổng quan" in (made.folder / "index.html").read_text("utf-8")
    assert (copy.release / province.current.name / "manifest.json").is_file()


def test_texts_of_senders_are_escaped(site: Path, tmp_path: Path) -> None:
    from pipelines.site.blocks import Cell, Column, Page, Section, Table

    class Source:
        simulated, release_id = "none", "r1"

    class OneSite:
        lang, source, area_name, period_name = "vi", Source, "tỉnh", "Tháng 1"

        def t(self, vi: str, _: str) -> str:
            return vi

    hostile = "<script>alert(1)</script>\" onload='x"
    cells = Table("bảng", [Column("a")], [[Cell(hostile, note=hostile)]])
    anything: Any = OneSite()
    render.write_page(anything, Page("x.html", hostile, [Section(hostile, [cells])], nav="x.html"), tmp_path)
    html = (tmp_path / "x.html").read_text("utf-8")
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") == 5  # title, heading, section, cell, note


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("server", ["folder", "server"])
def test_every_page_opens_without_a_complaint(site: Path, server: str) -> None:
    """No console error, no failed request, none that leaves the folder; nothing wider than a phone."""
    with browser() as started, served(site) as address:
        base = site.as_uri() if server == "folder" else address
        with watched(started, base, "phone") as seen:
            for page in pages(site):
                opened = seen.open(page.relative_to(site).as_posix())
                assert opened.locator("h1").count() == 1
                width = opened.evaluate("document.documentElement.scrollWidth")
                assert width <= 390, (page, width)
            assert not seen.complaints, seen.complaints[:10]


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_page_is_accessible(site: Path, lang: str) -> None:
    with browser() as started, watched(started, site.as_uri()) as seen:
        for path in KINDS:
            if (site / TREES[lang] / path).exists() or path not in OF_RELEASE:
                assert not serious_faults(seen.open(TREES[lang] + path))
        assert not seen.complaints


@pytest.mark.slow
@needs_browser
def test_search_sort_filter_and_language_work_by_keyboard(site: Path) -> None:
    with browser() as started, watched(started, site.as_uri()) as seen:
        page = seen.open("index.html")
        page.locator("#find").focus()
        page.keyboard.type("dong v")  # without diacritics
        assert page.locator("#found a").first.inner_text() == "UBND xã Đồng Văn"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        assert page.locator("h1").inner_text() == "UBND xã Đồng Văn"
        page.locator(".menu li:last-child a").click()
        assert page.locator("html").get_attribute("lang") == "en"
        page = seen.open("chi-so/cxi.html")
        head = page.locator("thead button", has_text="Hạng").first
        head.focus()
        page.keyboard.press("Enter")
        assert page.locator("tbody tr").first.locator("td").first.inner_text() == "1"
        page.keyboard.press("Enter")
        last = page.locator("tbody tr").first.locator("td").first.inner_text()
        assert int(last) > 100  # those without a place stay last
        page.locator(".tools input").first.fill("lung cu")
        shown = [row for row in page.locator(".filtered tbody tr").all() if row.is_visible()]
        assert [row.locator("th").inner_text() for row in shown] == ["xã Lũng Cú"]
        assert not seen.complaints
