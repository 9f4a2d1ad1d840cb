"""Which release of a province is joined: none where it published nothing, was damaged, or lost its ledger."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from unit.publication.hand_made import judged, places_of

from pipelines.codebook.load import load
from pipelines.country import provinces as module
from pipelines.country.marts import make_country, simulated_part
from pipelines.country.messages import CountryError
from pipelines.country.provinces import provinces
from pipelines.publication.release.release import publish
from pipelines.publication.tree import set_writable
from pipelines.settings import Places, seeds_root
from pipelines.warehouse.country.marts import ProvinceRelease

R1, R2 = "2026-10-r001", "2026-10-r002"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Two releases of 08."""
    where = places_of(tmp_path_factory.mktemp("made"))
    for number, build in enumerate(("b1", "b2")):
        judged(where, build, value=12.0 + number)
        publish(where, build)
    set_writable(where.release)
    return where


@pytest.fixture
def spot(made: Places, tmp_path: Path) -> Places:
    """A copy to damage."""
    shutil.copytree(made.data, tmp_path / "data")
    return Places("08", tmp_path / "data")


def only_second_is_of_today(tree: Path) -> tuple[str, ...]:
    """In place of `lacking_columns`: trees made by hand have one table."""
    return () if tree.name == R2 else ("other",)


def found_in(spot: Places) -> ProvinceRelease:
    rows = provinces(load(seeds_root()), spot.data)
    assert len(rows) == 34 and [row.province_code for row in rows] == sorted(row.province_code for row in rows)
    others = {(row.state, row.release_id, row.reason_en) for row in rows if row.province_code != "08"}
    assert others == {("absent", None, "The province has published no release.")}
    return next(row for row in rows if row.province_code == "08")


def test_the_release_that_stands_is_taken_with_its_hash(spot: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "lacking_columns", only_second_is_of_today)
    row = found_in(spot)
    assert (row.state, row.release_id, row.occasion_period, row.verdict) == ("joined", R2, "2026-10", "pass")
    assert row.province_name_vi == "Tỉnh Tuyên Quang" and row.simulated == "none"
    assert row.tree_hash and f'"tree_hash":"{row.tree_hash}"' in spot.ledger.read_text()


def test_a_release_without_the_tables_of_today_is_left_out(spot: Places) -> None:
    row = found_in(spot)
    assert row.state == "failed" and row.release_id is None
    assert row.reason_en and "indicator_value.numerator" in row.reason_en and "completeness" in row.reason_en
    with pytest.raises(CountryError) as raised:
        make_country(spot.data, seeds_root())
    assert raised.value.code == "nothing_to_join" and "indicator_value.numerator" in raised.value.message_en


DAMAGES: dict[str, tuple[Callable[[Places], object], str]] = {
    "a byte of a table": (
        lambda spot: (spot.release / R2 / "parquet" / "indicator_value.parquet").write_bytes(b"PAR1"),
        f"{R2}/parquet/indicator_value.parquet",
    ),
    "another release named": (lambda spot: spot.current.write_text(f"{R1}\n"), "current"),
    "the verdict": (lambda spot: (spot.release / f"{R2}.verdict.json").write_text("{}"), f"{R2}.verdict.json"),
    "the release": (lambda spot: shutil.rmtree(spot.release / R2), R2),
    "the ledger": (lambda spot: shutil.rmtree(spot.raw), "restore it from the backup"),
    "an entry of the ledger": (
        lambda spot: spot.ledger.write_text(spot.ledger.read_text().replace("2026-10-r002", "2026-10-r009")),
        "The ledger cannot be read",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_damaged_is_left_out_and_named(spot: Places, name: str) -> None:
    damage, named = DAMAGES[name]
    damage(spot)
    row = found_in(spot)
    assert (row.state, row.release_id) == ("failed", None)
    assert row.reason_en and named in row.reason_en and row.reason_vi


def test_a_fault_of_an_earlier_release_is_none_of_the_one_that_stands(
    spot: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "lacking_columns", only_second_is_of_today)
    (spot.release / R1 / "manifest.json").unlink()
    assert found_in(spot).state == "joined"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(["none"], "none"), (["all", "all"], "all"), (["none", "all"], "partly"), (["partly"], "partly")],
)
def test_how_much_of_the_country_is_simulated(parts: list[str], expected: str) -> None:
    assert simulated_part(parts) == expected
