"""A sample run of a small province with the demonstration: what is made says so, and nothing computed is called PII.

Everything that `chiso run --sample` makes is read: released tables, pages of the site, files, what stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from support.index_naming import Naming, file_texts, naming
from support.once import once
from support.small_offices import small_seeds

from pipelines.cli.app import call
from pipelines.cli.month import sample
from pipelines.codebook.load import load
from pipelines.settings import Places, places
from pipelines.warehouse.trace import trace

pytestmark = pytest.mark.slow  # one release of six communes with all files and pages: 25 s of CPU

INDEX = "PII_DEMO"
UNREAD = ("raw", "landing", "build", "release")  # of these the current release alone is for readers
PROVINCE = "p34-08"


@pytest.fixture(scope="module")
def made(run_folder: Path) -> Places:
    """The data root after `chiso run --sample` with one release of all sample periods."""
    return places("08", once(run_folder, "demonstration", _run_sample) / "data")


def _run_sample(folder: Path) -> None:
    seeds = small_seeds(folder / "seeds", 6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "RELEASES", (("2027-01", (*sample.MONTHS, *sample.YEAR_END)),))
        patch.setattr(sample, "REAL", folder / "none")
        assert call(["run", "--sample", "--seeds", str(seeds), "--data", str(folder / "data")]) == 0


@pytest.fixture(scope="module")
def release(made: Places) -> Path:
    return made.release / made.current.read_text().strip()


@pytest.fixture(scope="module")
def rule(release: Path, repo: Path) -> Naming:
    return naming(load(repo / "data" / "seeds"), release, PROVINCE)


def table(release: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(release / "parquet" / f"{name}.parquet")


def outputs(made: Places, release: Path) -> Iterator[Path]:
    """Every file that a reader gets."""
    yield from sorted((release / "parquet").glob("*.parquet"))
    for folder in sorted(made.data.iterdir()):
        if folder.is_dir() and folder.name not in UNREAD:
            yield from sorted(path for path in folder.rglob("*") if path.is_file())


def test_no_computed_score_name_axis_or_sentence_is_called_pii(made: Places, release: Path, rule: Naming) -> None:
    read = list(outputs(made, release))
    kinds = {path.suffix for path in read}
    assert {".parquet", ".html", ".js", ".xlsx", ".docx", ".txt"} <= kinds
    faults = [f"{path.name}: {fault}" for path in read for fault in rule.faults(file_texts(path))]
    assert not faults, "\n".join(faults[:50])


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl drops formats that it does not know
def test_a_planted_sentence_is_found_in_every_kind_of_output(
    made: Places, release: Path, rule: Naming, tmp_path: Path
) -> None:
    site = next(path for path in outputs(made, release) if path.name == "pii_demo.html")
    page = tmp_path / "page.html"
    page.write_text(site.read_text("utf-8").replace("</h1>", "</h1><p>Hạng PII của tỉnh: 25</p>", 1), "utf-8")
    assert rule.faults(file_texts(page)) == ["PII without mark: Hạng PII của tỉnh: 25"]
    scores = table(release, "index_score")
    unmarked = scores.with_columns(pl.col("node_name_vi").str.replace_all(",? (số liệu )?mô phỏng", ""))
    unmarked.write_parquet(tmp_path / "index_score.parquet")
    assert "PII without mark: PII: 34 tỉnh" in rule.faults(file_texts(tmp_path / "index_score.parquet"))
    book = load_workbook(next(path for path in outputs(made, release) if path.name.startswith("so-lieu-")))
    root = scores.filter(node_code=INDEX, period_code="S2026", area_id=PROVINCE)["score"].item()
    book.worksheets[0].cell(60, 1, f"Chỉ số đổi mới sáng tạo cấp địa phương (PII): {root:.2f}".replace(".", ","))
    book.save(tmp_path / "book.xlsx")
    (fault,) = rule.faults(file_texts(tmp_path / "book.xlsx"))
    assert fault.startswith("computed ")


def test_both_editions_are_scored(release: Path) -> None:
    roots = table(release, "index_score").filter(node_code=INDEX)
    assert set(roots["series"]) == {"computed"}
    assert roots["is_simulated"].all()
    assert not roots["is_official"].any()
    first, second = (roots.filter(period_code=period) for period in ("S2025", "S2026"))
    assert sorted(second["rank"]) == list(range(1, 35))
    assert sorted(first["rank"].drop_nulls()) == list(range(1, 34))  # 33 of 34: more than the share that ranks need
    assert first.filter(pl.col("rank").is_null())["undefined_reason"].to_list() == ["below_coverage"]
    nodes = table(release, "index_score").filter(index_code=INDEX)
    assert nodes.group_by("level").agg(pl.col("node_code").n_unique()).sort("level").rows() == [
        (1, 52),
        (2, 18),
        (3, 7),
        (4, 2),
        (5, 1),
    ]
    assert all("mô phỏng" in name for name in nodes["node_name_vi"].unique())


def test_each_step_of_the_method_has_something_to_do(release: Path) -> None:
    treated = table(release, "index_treatment").filter(index_code=INDEX, treat_kind="winsorise")
    assert set(treated.filter(node_code="PII_DEMO_C35")["period_code"]) == {"S2025", "S2026"}
    scores = table(release, "index_score").filter(index_code=INDEX)
    reasons = set(scores.filter(level=1)["undefined_reason"].drop_nulls())
    assert reasons == {"missing", "screened"}
    group = scores.filter(node_code="PII_DEMO_G31", period_code="S2026", undefined_reason="below_coverage")
    assert group.height == 1  # one of its two components is missing; its score is kept as shadow score
    assert group["shadow_score"].null_count() == 0
    waste = _denominated(release, "PII_DEMO_C20")  # reversed: the greatest share of untreated waste scores 0
    assert waste.sort("value")["score"].to_list()[-1] == 0
    assert waste.sort("value")["score"].to_list()[0] == 100
    ranks = scores.filter(level=1, period_code="S2026").group_by("node_code", "rank").len()
    assert ranks.filter(pl.col("len") > 1, pl.col("rank").is_not_null()).height > 10  # ties


def _denominated(release: Path, node: str) -> pl.DataFrame:
    """Figures and scores of a component in the second edition, joined by area."""
    scores = table(release, "index_score").filter(node_code=node, period_code="S2026").select("area_id", "score")
    figures = table(release, "indicator_value").filter(indicator_code=node, period_code="S2026")
    return scores.join(figures.select("area_id", "value"), on="area_id")


@pytest.mark.parametrize("name", ["planner_value", "per_capita", "headline_choice", "commune_goal", "target_progress"])
def test_simulated_figures_are_no_headline_of_a_real_province(release: Path, name: str) -> None:
    codes = table(release, name)["indicator_code"]
    assert codes.len() and not codes.str.starts_with(INDEX).any()


def test_simulated_figures_stand_in_no_total_and_in_no_file_for_people(made: Places, release: Path) -> None:
    figures = table(release, "indicator_value").filter(pl.col("indicator_code").str.starts_with(INDEX))
    assert set(figures["source_code"]) == {"simulated"}
    assert set(figures["n_areas"].drop_nulls()) == {1}  # none is a sum over areas
    assert figures["area_id"].str.starts_with("p34-").all()
    carried = table(release, "border_value").filter(pl.col("indicator_code").str.starts_with(INDEX))
    assert set(carried["obs_status"]) == {"withheld"}
    files = [path for path in outputs(made, release) if path.suffix in (".xlsx", ".docx")]
    assert files
    assert not [path.name for path in files if any("PII_DEMO" in text or "PII mô" in text for text in file_texts(path))]


def test_a_score_traces_back_to_its_figure_and_its_denominator(release: Path) -> None:
    found = trace(release, "PII_DEMO_C14", PROVINCE, "S2026").cells
    assert set(found["sheet"]) == {"PII mô phỏng"}
    assert {code.split("|")[1] for code in found["slice_id"]} == {"PII_DEMO_C14", "PII_DEMO_POPULATION"}
    staff, people = (found.filter(pl.col("slice_id").str.contains(code))["value"][0] for code in ("C14", "POPULATION"))
    effect = table(release, "index_effect").filter(node_code="PII_DEMO_C14", area_id=PROVINCE, period_code="S2026")
    assert effect["figure"].item() == pytest.approx(10_000 * staff / people, rel=1e-12)  # two divisions


def test_the_page_of_the_demonstration_marks_every_place(made: Places, release: Path) -> None:
    pages = [path for path in outputs(made, release) if path.name == "pii_demo.html"]
    assert len(pages) == 2  # Vietnamese and English
    for page, mark in zip(pages, ("mô phỏng", "simulated"), strict=True):
        texts = file_texts(page)
        places_of = [text for text in texts if "/34 " in text]
        assert len(places_of) == 34 and all(mark in text for text in places_of)
