"""200 workbooks with one injected fault each, received and answered: every fault has a comment at its cell.

The faults are the kinds that break a stated relation, type or duty. What is checked is read from the finished replies
with openpyxl and zipfile, without the code that wrote them.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from faults.inject import FAULTS, Injection, NoTargetError, inject
from support.office import convert
from support.packages import ALLOWED, SHEET, bare, changed, count, parts

from pipelines.codebook.load import load
from pipelines.publication import month
from pipelines.publication.reply.replies import Reply, reply
from pipelines.sample.province import planted_mistakes
from pipelines.settings import Places, places, seeds_root

pytestmark = pytest.mark.slow

PERIODS = ["2026-08", "2026-09", "2026-10"]
# A swap or a sign may leave a figure as plausible as the right one: no rule can speak of those every time.
UNCERTAIN = {"negative", "digits_swapped", "rows_swapped"}
KINDS = [kind for kind in FAULTS if kind not in UNCERTAIN]
N_SEEDS = 20


@dataclass
class Sent:
    """One round: what was injected by file name, the files, the answers."""

    injections: dict[str, Injection] = field(default_factory=dict[str, Injection])
    sources: dict[str, Path] = field(default_factory=dict[str, Path])
    replies: dict[str, Reply] = field(default_factory=dict[str, Reply])


@pytest.fixture(scope="module")
def rounds(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    root = tmp_path_factory.mktemp("reply")
    codebook = load(seeds_root())
    folders = places("08", root / "data")
    files = sorted(sample.iterdir())
    last = sorted(path for path in files if f"_{PERIODS[-1]}_XA-01" in path.name or f"XA-01_{PERIODS[-1]}" in path.name)
    month.receive(folders, seeds_root(), [path for path in files if path not in last])
    spoilt = {mistake.reporter_code for mistake in planted_mistakes(codebook, "08", PERIODS)}
    clean = [path for path in last if path.stem.split("_")[-1] not in spoilt]
    jobs = list(product(KINDS, range(N_SEEDS)))
    random.Random(1).shuffle(jobs)
    done: list[Sent] = []
    while jobs:
        done.append(one_round(folders, jobs, clean, root / f"round_{len(done) + 1}"))
    return done


def one_round(folders: Places, jobs: list[tuple[str, int]], clean: list[Path], folder: Path) -> Sent:
    """A fault for each sender while there are jobs; sent, built, answered."""
    folder.mkdir()
    sent = Sent()
    for source in clean:
        target = folder / source.name
        shutil.copy(source, target)
        for job in jobs:
            try:
                sent.injections[source.name] = inject(source, target, *job)
            except NoTargetError:
                continue
            jobs.remove(job)
            break
        sent.sources[source.name] = target
    month.receive(folders, seeds_root(), [folder])
    month.build(folders, seeds_root(), PERIODS[-1])
    answers = reply(folders, seeds_root(), folder / "out", period=PERIODS[-1])
    sent.replies = {answer.original_name: answer for answer in answers}
    return sent


def test_every_fault_has_a_comment_at_its_cell(rounds: list[Sent], capsys: pytest.CaptureFixture[str]) -> None:
    missed: list[str] = []
    n: Counter[str] = Counter()
    for sent in rounds:
        for name, injection in sent.injections.items():
            sheet: Any = openpyxl.load_workbook(sent.replies[name].path)[injection.sheet]
            n[injection.kind] += 1
            commented = {cell.coordinate for row in sheet for cell in row if cell.comment}
            # a fault of several cells (none among these kinds) would need one; each of these touches exactly one
            missed += [f"{injection.kind} {name} {at}" for at in injection.addresses if at not in commented]
    with capsys.disabled():
        print(f"\n{sum(n.values())} faults: {dict(n)}; without a comment: {missed}")
    assert sum(n.values()) == len(KINDS) * N_SEEDS >= 200
    assert missed == []


def test_only_the_parts_of_an_answer_changed(rounds: list[Sent], capsys: pytest.CaptureFixture[str]) -> None:
    seen: Counter[str] = Counter()
    for sent in rounds:
        for name, source in sent.sources.items():
            before, after = source.read_bytes(), sent.replies[name].path.read_bytes()
            differing, new = changed(before, after)
            seen.update(differing | new)
            assert all(ALLOWED.fullmatch(part) for part in differing | new), (name, differing, new)
            was, now = parts(before), parts(after)
            for part in differing:
                if SHEET.fullmatch(part):
                    assert bare(was[part]) == bare(now[part]), (name, part)
            for element in (b"dataValidation", b"conditionalFormatting", b"drawing", b"mergeCell", b"c"):
                more = count(after, element) - count(before, element)
                assert more == 0 or element == b"c", (name, element)
    with capsys.disabled():
        print(f"\nparts that changed or are new, by number of answers: {dict(sorted(seen.items()))}")


def test_libreoffice_opens_every_answer(rounds: list[Sent], tmp_path: Path) -> None:
    for number, sent in enumerate(rounds):
        answers = {name: answer for name, answer in sent.replies.items() if name in sent.injections}
        made = convert([answer.path for answer in answers.values()], "xlsx", tmp_path / str(number))
        for path, name in list(zip(made, answers, strict=True))[::10]:  # reading back costs more than opening
            book = openpyxl.load_workbook(path)
            assert book.sheetnames[:2] == ["Kết quả kiểm tra", "XA-01"]
            assert all(book["XA-01"][address].comment for address in sent.injections[name].addresses), name


def test_the_first_sheet_leads_to_the_cells(rounds: list[Sent]) -> None:
    for sent in rounds:
        for name, injection in list(sent.injections.items())[:20]:
            sheet: Any = openpyxl.load_workbook(sent.replies[name].path).worksheets[0]
            links = {link.location for link in sheet._hyperlinks} | {
                cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink
            }
            rows = [[str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            # one row a mistake: it links to its first cell and names those that may be wrong instead of it
            named = {f"'{row[1]}'!{at}" for row in rows for text in row for at in re.findall(r"Ô ([A-Z]+\d+):", text)}
            assert {f"'{injection.sheet}'!{at}" for at in injection.addresses} <= links | named
