"""Invented persons, named at every place of every layout and format: none stands in what is released or printed.

A whole month goes through: receive, build, gate, publish, reply. Only the restricted table, the ledger (names of files)
and the reply to the sender who wrote the name may hold it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest
from support import trial, trial_register
from support.office import convert
from support.planted_names import PLACES, Person, leaked, person, write

from pipelines.codebook.load import load
from pipelines.publication import month
from pipelines.publication.reply.replies import Reply, reply
from pipelines.settings import Places, places

pytestmark = pytest.mark.slow
CHISO = "import sys; from pipelines.cli import main; sys.exit(main())"
FORMATS = ("xlsx", "ods", "csv", "html")
PERIOD = "2026-10"


@dataclass(frozen=True)
class Sent:
    """The province with all planted files; `printed` is what its commands said."""

    here: Places
    seeds: Path
    files: list[Path]
    replies: list[Reply]
    printed: str
    n_names: int


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("planted")
    seeds = folder / "seeds"
    trial.codebook(seeds)
    trial_register.codebook(seeds)
    here = places("08", folder / "data")
    files = _write(folder / "in", seeds)
    named = sum(bool(leaked(path.name)) for path in files)
    printed = _chiso(here, seeds, "receive", *map(str, files))
    done = month.run(here, seeds, PERIOD)
    assert done.release is not None, done.verdict.reasons
    replies = reply(here, seeds)
    # `form diff` prints labels and headers as they stand, for they are what is declared; no signatures, no values
    for command in (
        ["status"],
        ["waiting"],
        ["reply"],
        ["digest"],
        ["digest", "--lang", "en"],
        *(["form", "diff", str(path)] for path in files[:30:4]),
    ):
        printed += _chiso(here, seeds, *command)
    for path in files:  # the analyst's own screen names files in full
        printed = printed.replace(path.name, "")
    return Sent(here, seeds, files, replies, printed, named)


def _write(folder: Path, seeds: Path) -> list[Path]:
    """Every place once, from another commune each, in all formats; every tenth file is named after the person."""
    communes = (
        load(seeds)
        .tables["reporters"]
        .filter(pl.col("province_code") == "08", pl.col("kind") == "commune", pl.col("valid_to").is_null())
    )
    names = communes.sort("reporter_code")["name_vi"].to_list()
    folder.mkdir()
    old = folder / "old"
    files: list[Path] = []
    for number, place in enumerate(PLACES):
        someone, sheets = person(number), place.sheets(person(number))
        for cells in sheets.values():
            if str(cells.get("E1", "")).endswith(trial.COMMUNE_NAME):
                cells["E1"] = f"Đơn vị báo cáo: {names[number]}"
        suffix = "xlsx" if place.layout == "area" else FORMATS[number % len(FORMATS)]
        stem = f"T{number} nop boi {someone.name} 0911222333" if number % 10 == 0 else f"T{number}"
        files.append(write(folder / f"{stem}.{suffix}", sheets))
        if number % 4 == 0 and suffix == "xlsx" and shutil.which("soffice"):
            old.mkdir(exist_ok=True)
            files.append(convert([files[-1]], "xls", old)[0])
    return files


def _chiso(here: Places, seeds: Path, *arguments: str) -> str:
    command = [sys.executable, "-c", CHISO, *arguments, "--data", str(here.data), "--seeds", str(seeds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def released(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a release as text: pages, CSV and JSON as they are, tables with all their columns."""
    for path in (*sorted(folder.rglob("*")), *folder.parent.glob("*.duckdb")):
        if path.suffix == ".parquet":
            yield path.name, "\n".join(map(str, pl.read_parquet(path).rows()))
        elif path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as con:
                tables = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
                yield path.name, "\n".join(str(con.execute(f'select * from "{table}"').fetchall()) for table in tables)
                yield f"{path.name}, comments", str(con.execute("select comment from duckdb_columns()").fetchall())
            yield f"{path.name}, bytes", path.read_bytes().decode("utf-8", "replace")
        elif path.is_file():
            yield path.name, path.read_text("utf-8")


def text_of(path: Path) -> str:
    """A reply: the parts of the package as text."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_nothing_released_names_a_person(sent: Sent) -> None:
    release = sent.here.release / sent.here.current.read_text().strip()
    places_of = {name: who for name, text in released(release) if (who := leaked(text))}
    verdict = leaked((sent.here.release / f"{release.name}.verdict.json").read_text("utf-8"))
    status = pl.read_parquet(release / "parquet" / "submission_status.parquet")
    outcomes = Counter(status["outcome"].to_list())
    n_rejects = pl.read_parquet(release / "parquet" / "rejected_cell.parquet").height
    print(
        f"{len(PLACES)} places, {len(sent.files)} files ({sent.n_names} named after a person), {dict(outcomes)}, "
        f"{n_rejects} rejected cells released, {len(dict(released(release)))} texts searched, {len(places_of)} leaks"
    )
    assert not places_of and not verdict
    assert outcomes["read"] >= 50 and n_rejects > 20


def test_nobody_reads_the_names_of_another_sender_in_a_reply(sent: Sent) -> None:
    numbers = {path.name: leaked(_content(path)) - {"phone"} for path in sent.files}
    faults: list[str] = []
    for answer in sent.replies:
        others = leaked(text_of(answer.path)) - numbers[answer.original_name] - {"phone"}
        faults += [f"{answer.original_name}: {others}"] if others else []
    asked = sorted((sent.here.data / "reply" / "08").glob("*.questions.json"))
    in_questions = {path.name: who for path in asked if (who := leaked(path.read_text("utf-8")))}
    print(f"{len(sent.replies)} replies, {len(asked)} records of questions, {len(faults) + len(in_questions)} leaks")
    assert not faults and not in_questions
    assert len(sent.replies) >= 40 and len(asked) >= 40


def _content(path: Path) -> str:
    number = int(path.stem.partition(" ")[0].removeprefix("T"))
    return Person(person(number).letters).name


def test_nothing_printed_names_a_person(sent: Sent) -> None:
    assert len(sent.printed) > 1000
    assert not leaked(sent.printed)


def test_the_landing_names_persons_in_the_restricted_table_only(sent: Sent) -> None:
    found: Counter[str] = Counter()
    for path in sent.here.landing.rglob("*.parquet"):
        who = leaked("\n".join(map(str, pl.read_parquet(path).rows())))
        found[path.name.partition("-")[0]] += len(who)
    assert found["personal"] >= 40
    in_messages = found.pop("submission")  # names of files, which the analyst and the sender are shown
    assert in_messages <= sent.n_names + 1
    assert {table for table, n in found.items() if n} == {"personal"}
