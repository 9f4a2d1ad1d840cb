"""A fixed sample of the campaign `rules`: the fullest batches of one seed, and breaks of the SQL that must be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import rule_campaign, rule_province
from support.once import once
from support.rule_cases import World
from support.rule_faults import faults_of
from support.rule_models import Models

pytestmark = pytest.mark.slow

SEED = 13
N_BATCHES = 16  # of about 90: half of the faults
# in no form of a department or commune: PAPI is a publisher's
WITHOUT_FIGURES = {"BOUND_PAPI_TOTAL"}


@pytest.fixture(scope="module")
def models(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Models]:
    folder = once(run_folder, "small_province", rule_province.make)
    models = Models(rule_province.found(folder), tmp_path_factory.mktemp("rule_models"))
    models.built({})
    yield models
    models.connection.close()


@pytest.fixture(scope="module")
def world(models: Models) -> World:
    return World(models.province, models)


def test_every_rule_in_force_has_a_fault(world: World) -> None:
    days = [period.start for period in world.periods.values() if period.code in rule_province.LAST]
    in_force = {rule.code for rule in world.rules if any(rule.valid_from <= day < rule.valid_to for day in days)}
    faults = faults_of(world, SEED)
    assert in_force - {fault.case.rule.code for fault in faults if fault.is_bad} == WITHOUT_FIGURES


def test_no_bad_figure_passes_and_no_good_one_is_held(
    models: Models, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = rule_campaign.run(models, world, SEED, N_BATCHES)
    with capsys.disabled():
        print(f"\n{tally.table()}")
    assert sum(tally.bad.values()) > 500
    assert sum(tally.good.values()) > 400
    assert tally.slices["held"] > 1000
    assert tally.wrong == []


# what a change of one model's SQL must lead to: the text, its replacement, the first word of what is then noted
BREAKS = {
    "a bound that lets its edge's neighbour pass": (
        "chk_share_bounds",
        " > cast(f.high",
        " > 1 + cast(f.high",
        "missed",
    ),
    "a part that may not be the whole": ("chk_part_whole", "6)) > cast(", "6)) >= cast(", "accused"),
    "a question that holds": ("chk_slice_hold", "a.severity = 'hold'", "a.severity in ('hold', 'question')", "good"),
    "a hold that publishes": ("chk_slice_hold", "a.severity = 'hold'", "a.severity = 'stop'", "unheld"),
    "a figure cleared by one as much accused": ("chk_figure_cleared", "> s.n_shared", ">= s.n_shared", "unheld"),
    "a figure that nothing clears": ("chk_figure_cleared", "> s.n_shared", "> 99 + s.n_shared", "good"),
    "an older value in place of the last": ("fct_last_admitted", "p.start_date desc", "p.start_date asc", "not marked"),
    "a total that carries unseen": ("fct_area_sum", "then 'carried'", "then 'computed'", "total"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_of_the_models_is_seen(models: Models, world: World, name: str) -> None:
    model, text, replacement, noted = BREAKS[name]
    kept = list(models.statements)
    place = next(number for number, statement in enumerate(kept) if f'"{model}"' in statement.partition(" as ")[0])
    assert text in kept[place], kept[place]
    models.statements[place] = kept[place].replace(text, replacement)
    try:
        tally = rule_campaign.run(models, world, SEED, 3)
    finally:
        models.statements[:] = kept
    assert any(line.startswith(noted) for line in tally.wrong), tally.wrong[:5]
