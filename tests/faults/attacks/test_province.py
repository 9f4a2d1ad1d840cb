"""One hostile month of a small province, to its release: figures that are none, and texts that must not get out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import openpyxl
import polars as pl
import pytest
from faults.attacks.conftest import Tried
from support.attacked import Attacked
from support.once import once
from support.stored import store

from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.publication.messages import PublicationError
from pipelines.settings import Places, places, seeds_root

pytestmark = pytest.mark.slow
PERIOD = "2026-10"
MARK = 424242
BAD, FORTY, GOOD = "C00691", "C00694", "C00700"  # not finite; forty digits; nothing wrong
PERSON, PHONE, MAIL = "Võ Thị Tên", "0911222333", "ten.vo@example.vn"
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", '=HYPERLINK("http://x","y")')
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class Hostile(NamedTuple):
    """The province after its hostile month and after the correction of the bad files."""

    places: Places
    hostile: Path  # folders of the two releases
    corrected: Path


def figures_of(sheet: Any) -> list[Any]:
    """The cells of figures, below the row of column codes."""
    top = next(row[0].row for row in sheet.iter_rows() if [str(cell.value) for cell in row[:3]] == ["A", "B", "C"])
    return [
        cell for row in sheet.iter_rows(min_row=top + 1) for cell in row[4:5] if isinstance(cell.value, int | float)
    ]


def edited(source: Path, target: Path, edit: Callable[[Any], None]) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.load_workbook(source)
    edit(book.worksheets[0])
    book.save(target)
    return target


def put(values: dict[int, object]) -> Callable[[Any], None]:
    """Put values into the figures with these numbers."""

    def edit(sheet: Any) -> None:
        cells = figures_of(sheet)
        for number, value in values.items():
            cells[number].value = value

    return edit


def make(folder: Path, attacked: Attacked) -> None:
    """Receive and publish October twice: with hostile files, and after their senders corrected them."""
    where = attacked.copied(folder / "data")
    inbox = folder / "in"
    stored = {MARK: "NaN", MARK + 1: "Infinity", MARK + 2: "1e999", MARK + 3: "1e308", MARK + 4: "-1e308"}
    bad = edited(attacked.file(BAD, PERIOD), inbox / "bad.xlsx", put(dict(enumerate(stored))))
    store(bad, stored)
    texts = {0: "9" * 40, 1: f"số liệu của bà {PERSON}, {PHONE}", 2: f"{PERSON} {MAIL}", 3: SCRIPT}
    texts |= {number: text for number, text in enumerate(FORMULAS, start=4)}
    name = f"XA-01 {PERIOD} nop boi Vo Thi Ten {PHONE}.xlsx"
    edited(attacked.file(FORTY, PERIOD), inbox / name, put(dict(texts)))
    for path in attacked.files(PERIOD):
        if path not in (attacked.file(BAD, PERIOD), attacked.file(FORTY, PERIOD)):
            (inbox / path.name).write_bytes(path.read_bytes())
    month.receive(where, seeds_root(), [inbox])
    first = month.run(where, seeds_root(), PERIOD)
    assert first.release is not None, first.verdict.reasons
    month.receive(where, seeds_root(), [attacked.file(BAD, PERIOD), attacked.file(FORTY, PERIOD)])
    second = month.run(where, seeds_root(), PERIOD)
    assert second.release is not None, second.verdict.reasons


@pytest.fixture(scope="module")
def hostile(run_folder: Path, attacked: Attacked) -> Hostile:
    where = places("08", once(run_folder, "hostile_month", lambda folder: make(folder, attacked)) / "data")
    return Hostile(where, where.release / "2026-10-r002", where.release / "2026-10-r003")


def shown(release: Path, reporter: str) -> list[tuple[Any, ...]]:
    values = pl.read_parquet(release / "parquet" / "indicator_value.parquet")
    ours = values.filter(area_id=f"c25-{reporter[1:]}", period_code=PERIOD, source_code="province_admin")
    return sorted(ours.select("indicator_code", "breakdown_code", "measure_code", "value", "state").rows())


@pytest.mark.attack("not_finite", faults=[1])
def test_a_figure_that_is_none_costs_its_slice_and_a_corrected_file_frees_it(hostile: Hostile, tried: Tried) -> None:
    before, after = shown(hostile.hostile, BAD), shown(hostile.corrected, BAD)
    states = [sum(row[-1] == "held" for row in rows) for rows in (before, after)]
    assert states[0] >= 5 and states[1] < states[0]
    assert shown(hostile.hostile, GOOD) == shown(hostile.corrected, GOOD) != []
    with duckdb.connect() as con:
        for path in (hostile.hostile / "parquet").glob("*.parquet"):
            floats = [row[0] for row in con.execute(f"describe from '{path}'").fetchall() if row[1] == "DOUBLE"]
            for name in floats:
                where = f'isnan("{name}") or isinf("{name}")'
                assert con.execute(f"select count(*) from '{path}' where {where}").fetchone() == (0,), (path, name)
    tried(6)


@pytest.mark.attack("personal_lines", "personal_texts", faults=[13])
def test_no_person_is_named_in_a_release(hostile: Hostile, tried: Tried) -> None:
    """Signatures of the simulated forms, a name in the file's name, names and numbers typed into figures."""
    personal = pl.concat([pl.read_parquet(path) for path in hostile.places.landing.rglob("personal-*.parquet")])
    signed = {text for text in personal["raw_text"].to_list() if text and len(text.split()) > 1}
    assert any(PERSON in text for text in signed)
    words = {PERSON, "Vo Thi Ten", PHONE, MAIL}
    for release in (hostile.hostile, hostile.corrected):
        for path in (release / "csv").glob("*.csv"):
            text = path.read_text("utf-8")
            assert not [word for word in words if word in text], path.name
        for path in (release / "parquet").glob("*.parquet"):
            rows = str(pl.read_parquet(path).rows())
            assert not [word for word in words if word in rows], path.name
    tried(len(words))


@pytest.mark.attack("csv_formula")
def test_no_cell_of_the_csv_begins_as_a_formula(hostile: Hostile, tried: Tried) -> None:
    n = 0
    for path in (hostile.hostile / "csv").glob("*.csv"):
        frame = pl.read_csv(path, infer_schema_length=0)
        for name in frame.columns:
            for text in frame[name].drop_nulls().to_list():
                is_number = text == "-" or text.replace(".", "", 1).replace("e-", "", 1).lstrip("-").isdigit()
                assert is_number or not text.startswith(("=", "+", "-", "@", "\t", "\r")), (path.name, name, text)
                n += text.startswith("'")
    assert n >= len(FORMULAS)
    tried(len(FORMULAS))


@pytest.mark.attack("html")
def test_no_script_stands_in_a_page(hostile: Hostile, tried: Tried) -> None:
    pages = [*(hostile.hostile / "data-docs").rglob("*.html")]
    assert pages
    for page in pages:
        text = page.read_text("utf-8")
        assert "<script>alert" not in text and "<img src=x" not in text
    tried(len(pages))


@pytest.mark.attack("future_period", faults=[12])
def test_a_period_that_has_not_begun_is_no_release(hostile: Hostile, tried: Tried) -> None:
    before = len(Ledger(hostile.places.ledger).read())
    for period in ("2030-10", "2035", "S2031-Q1"):
        with pytest.raises(PublicationError) as caught:
            month.build(hostile.places, seeds_root(), period)
        assert caught.value.code == "period_ahead"
    assert len(Ledger(hostile.places.ledger).read()) == before
    tried(3)
