"""A landing file that was changed, cut or deleted is read anew from the originals; the folders are their account's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from support import trial

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.settings import places
from pipelines.submissions.intake.land import Landing, land
from pipelines.submissions.intake.receive import receive


def _edit(path: Path) -> None:
    pl.read_parquet(path).with_columns(pl.col("value") + 3).write_parquet(path)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


@pytest.mark.parametrize("table", ["observation", "submission"])
@pytest.mark.parametrize("damage", [_edit, _cut, Path.unlink])
def test_a_changed_landing_file_is_read_anew(
    tmp_path: Path, trial_codebook: Codebook, table: str, damage: Callable[[Path], None]
) -> None:
    if damage is _edit and table != "observation":
        pytest.skip("only observations have a value")
    here = places("08", tmp_path / "data")
    form = trial.write(tmp_path / "a.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    receive(here, trial_codebook, [form])

    def landed() -> Landing:
        return land(here, trial_codebook, Ledger(here.ledger).read())

    first = landed()
    assert landed().n_new == 0
    (path,) = first.folder.glob(f"*/{table}-*.parquet")
    damage(path)
    assert landed().n_new == 1
    values = pl.read_parquet(first.folder / "*" / "observation-*.parquet").drop_nulls("value")["value"].to_list()
    assert values == [5.0]


def test_a_note_that_was_cut_is_no_whole_batch(tmp_path: Path, trial_codebook: Codebook) -> None:
    here = places("08", tmp_path / "data")
    receive(here, trial_codebook, [trial.write(tmp_path / "a.xlsx", {"TRIAL-01": trial.row_form(E9=5)})])
    first = land(here, trial_codebook, Ledger(here.ledger).read())
    (note,) = first.folder.glob("whole-*.json")
    _cut(note)
    assert land(here, trial_codebook, Ledger(here.ledger).read()).n_new == 1


def test_folders_with_names_of_persons_are_closed_to_others(tmp_path: Path, trial_codebook: Codebook) -> None:
    here = places("08", tmp_path / "data")
    receive(here, trial_codebook, [trial.write(tmp_path / "a.xlsx", {"TRIAL-01": trial.row_form(E9=5, B20="Kín Một")})])
    folder = land(here, trial_codebook, Ledger(here.ledger).read()).folder
    (personal,) = folder.glob("*/personal-*.parquet")
    modes = [path.stat().st_mode & 0o777 for path in (here.raw, here.landing, personal)]
    assert modes == [0o700, 0o700, 0o600]
