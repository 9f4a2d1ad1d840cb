"""Two thousand mutated workbooks with known truth: nothing is read wrong, nearly all is read, refusals give reasons.

The truth is made in this folder without chiso (a test holds that); the forms are chiso's blanks as LibreOffice and
openpyxl saved them. About a seventh of the files is converted by LibreOffice, one batch for each format.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import openpyxl
import pytest
from mutator import write_xlsb
from mutator.blank import load as load_blank
from mutator.blank import slots_of
from mutator.compare import ReadCell, ReadObservation, Report, compare
from mutator.model import Book, Identity
from mutator.spell import SPELLINGS, fill
from mutator.variants import OFFICE, Variant, kinds, make, mutated, write
from support.office import convert
from support.two_paths import TwoPaths

from pipelines.codebook.load import load
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.layout import FormKey
from pipelines.settings import seeds_root
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts

BLANKS = [  # form, reporter, period, area
    ("XA-01", "C00700", "2026-10", "c25-00700"),
    ("XA-01", "C00700", "2026-11", "c25-00700"),
    ("XA-01", "C00691", "2026-10", "c25-00691"),
    ("XA-01", "C00721", "2026-10", "c25-00721"),
    ("SKHCN-01", "D08-SKHCN", "2026-10", "p34-08"),
    ("SKHCN-01", "D08-SKHCN", "2026-12", "p34-08"),
    ("NV-01", "D08-SKHCN", "2026", "p34-08"),
]
SAMPLE = [n * 13 + n % 13 for n in range(150)]
N = 2_000


@pytest.fixture(scope="module")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    """Every blank, saved again by LibreOffice and, every other one, by openpyxl."""
    folder = tmp_path_factory.mktemp("blanks")
    codebook = load(seeds_root())
    written = [
        write_form(codebook, FormKey(form, reporter, period), folder / f"{form}_{reporter}_{period}.xlsx")
        for form, reporter, period, _ in BLANKS
    ]
    saved = convert(written, "xlsx", folder / "saved")
    for path in saved[::2]:
        openpyxl.load_workbook(path).save(path)
    slots = slots_of(seeds_root())
    return {
        f"{form} {reporter} {period}": load_blank(path, Identity(form, reporter, period), area, slots)
        for path, (form, reporter, period, area) in zip(saved, BLANKS, strict=True)
    }


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return compile_layouts(load(seeds_root()), "08")


def _read(path: Path, paths: TwoPaths) -> list[Report]:
    """What the full way gives; the templates of the workbooks before it give the same, or `paths` raises."""
    return [
        Report(
            part.row["outcome"],
            part.row["reason_code"] or "",
            part.row["message_vi"] or "",
            [ReadCell(*row) for row in zip(*part.cells, strict=True)],
            [ReadObservation(*row) for row in zip(*part.observations, strict=True)],
        )
        for part in paths.full(path).parts
    ]


def _learn(paths: TwoPaths, blanks: dict[str, Book], folder: Path) -> int:
    """Read every blank twice, filled but not mutated: the templates that the mutated ones are held against."""
    for n, book in enumerate(blanks.values()):
        plain = Variant(-1 - n, copy.deepcopy(book), "xlsx", [])
        fill(plain.book, Random(n), SPELLINGS["typed"])
        path = write(plain, folder)
        paths.read(path)
        found = paths.read(path)
        assert found.by_template, plain.book.forms[0].name
    return paths.n_by_template


def _files(variants: list[Variant], folder: Path) -> None:
    """Write all files, then convert those of LibreOffice's formats, one run for each format."""
    for variant in variants:
        write(variant, folder)
    for shape, kind in OFFICE.items():
        chosen = [variant for variant in variants if variant.format == shape]
        made = convert([variant.path for variant in chosen if variant.path], kind, folder / kind) if chosen else []
        for variant, path in zip(chosen, made, strict=True):
            variant.path = path


def _run(numbers: list[int], blanks: dict[str, Book], layouts: Layouts, folder: Path) -> tuple[Counter[str], list[str]]:
    variants = [make(n, blanks) for n in numbers]
    _files(variants, folder)
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    faults: list[str] = []
    paths = TwoPaths(layouts)
    n_learnt = _learn(paths, blanks, folder)
    for variant in variants:
        assert variant.path
        comparison = compare(variant, _read(variant.path, paths))
        total += comparison.counts
        for kind in variant.kinds:
            by_kind[kind] += comparison.counts
        faults += [f"{variant.n} {variant.kinds}: {fault}" for fault in comparison.faults]
    _print(by_kind, total, len(variants))
    print(f"{paths.n_by_template - n_learnt} of them by the template of a blank or of one before")
    return total, faults


def _print(by_kind: dict[str, Counter[str]], total: Counter[str], n: int) -> None:
    names = ("right", "blank", "rightly refused", "may be refused", "refused", "wrong", "rejected for nothing")
    print(f"\n{n} workbooks; cells by kind of change\n{'':58}" + "".join(f"{name:>20}" for name in names))
    for kind, counts in [*sorted(by_kind.items()), ("all", total)]:
        print(f"{kind:58}" + "".join(f"{counts[name]:>20,}" for name in names))


def _hold(total: Counter[str], faults: list[str]) -> None:
    wrong = [fault for fault in faults if ": wrong" in fault or "of no slot" in fault]
    assert total["wrong"] == 0, "\n".join(wrong[:40])
    sound = total["right"] + total["refused"]
    assert sound > 0, "no cell was compared"
    assert total["right"] >= 0.99 * sound, "\n".join(faults[:40])
    assert total["refused"] <= 0.01 * sound, "\n".join(faults[:40])


def test_the_truth_is_made_without_chiso() -> None:
    for path in Path(__file__).parent.glob("*.py"):
        if path.name != Path(__file__).name:
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
            names += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
            assert not [name for name in names if name.startswith("pipelines")], path.name


def test_libreoffice_reads_the_xlsb_as_written(blanks: dict[str, Book], tmp_path: Path) -> None:
    """No program here writes .xlsb: LibreOffice checks the mutator's writer, not chiso."""
    book = next(iter(blanks.values()))
    (path,) = convert([write_xlsb.write(book, tmp_path / "b.xlsb")], "xlsx", tmp_path / "seen")
    seen = openpyxl.load_workbook(path)
    assert seen.sheetnames == [sheet.name for sheet in book.sheets]
    for sheet in book.sheets:
        texts = [[cell.value for cell in row.cells] for row in sheet.rows]
        assert [[cell.value for cell in line] for line in seen[sheet.name].iter_rows(max_col=sheet.width())] == texts


def test_a_sample_is_read_right_or_refused_with_a_reason(
    blanks: dict[str, Book], layouts: Layouts, tmp_path: Path
) -> None:
    _hold(*_run(SAMPLE, blanks, layouts, tmp_path))


def test_one_change_read_by_the_template_of_the_workbook_before_it(
    blanks: dict[str, Book], layouts: Layouts, tmp_path: Path
) -> None:
    """Every kind of change by itself, in the blank's own format: the template gives what the full way gives."""
    paths, by_template = TwoPaths(layouts), Counter[str]()
    _learn(paths, blanks, tmp_path)
    changes = [kind for kind in kinds() if kind.group not in ("several", "formats")]
    for n, (group, name) in enumerate(changes):
        book = mutated({group: name}, "xlsx", blanks, Random(f"{group} {name}"))
        found = paths.read(write(Variant(n, book, "xlsx", []), tmp_path))
        by_template[group] += found.by_template
    print(f"by template, of {Counter(kind.group for kind in changes)}: {by_template}")
    assert by_template["numbers"] > 0
    assert by_template["moves"] == 0


@pytest.mark.slow
def test_two_thousand_are_read_right_or_refused_with_a_reason(
    blanks: dict[str, Book], layouts: Layouts, tmp_path: Path
) -> None:
    assert len(kinds()) < N / 10  # every kind comes often
    _hold(*_run(list(range(N)), blanks, layouts, tmp_path))
