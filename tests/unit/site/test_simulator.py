"""The sliders of a page against the vectorised scorer, in headless Chromium, from a file on the disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import polars as pl
import pytest
from support.browser import browser, needs_browser
from support.random_fields import random_field

from pipelines.indices.paths.options import root_scores
from pipelines.indices.paths.tables import path_frames
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.ranks import ranks
from pipelines.site import render
from pipelines.site.blocks import Simulator, Text
from pipelines.site.context import Site
from pipelines.site.pages.analyses.what_if import _simulator  # pyright: ignore[reportPrivateUsage]

NO_CODEBOOK = {
    "indicators": pl.DataFrame(
        schema={"indicator_code": pl.String(), "bound_low": pl.Float64(), "bound_high": pl.Float64()}
    )
}
SITE = Site(cast(Any, None), "vi")


def _field() -> Field:
    """Twelve units with missing and questioned figures, reversed leaves and thresholds of coverage."""
    index = random_field(7, normalise_kind="min_max", treat_winmax=None)
    nodes = tuple(
        replace(node, is_ln=False) if node.indicator else replace(node, aggregation="arithmetic")
        for node in index.nodes
    )
    sent = index.figures.copy()
    sent[4, 1] *= 3
    return replace(index, nodes=nodes, figures=sent, scale_figures=index.figures)


def _block(index: Field) -> Simulator | Text:
    rules, figures, *_ = path_frames(index, NO_CODEBOOK, "")
    return cast("Simulator | Text", _simulator(SITE, rules.to_dicts(), figures.to_dicts()))


def _page(folder: Path, block: Simulator | Text) -> str:
    """Write a page with the block and the script; its address."""
    assert isinstance(block, Simulator)
    data, words = (json.dumps(part, ensure_ascii=False) for part in (block.data, block.words))
    script = (render.ASSETS / "simulator.js").read_text(encoding="utf-8")
    page = folder / "page.html"
    page.write_text(
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><div class="simulator">'
        f'<script type="application/json" class="field">{data}</script>'
        f'<script type="application/json" class="words">{words}</script></div><script>{script}</script>',
        encoding="utf-8",
    )
    return page.as_uri()


@needs_browser
def test_twenty_positions_of_sliders_equal_the_scorer(tmp_path: Path) -> None:
    index = _field()
    address = _page(tmp_path, _block(index))
    rng = np.random.default_rng(3)
    compared = 0
    with browser() as running:
        page = running.new_page()
        page.goto(address)
        box = page.locator(".simulator")
        for _ in range(20):
            unit = int(rng.integers(len(index.units)))
            if not page.locator(f'select option[value="{unit}"]').count():
                assert np.isnan(root_scores(index, unit, index.figures[unit][None])[0, unit])
                continue
            page.locator("select").select_option(str(unit))
            row = index.figures[unit].copy()
            for slider in page.locator("input[type=range]").all():
                leaf = index.leaf_position[slider.get_attribute("data-leaf") or ""]
                low, high = float(slider.get_attribute("min") or 0), float(slider.get_attribute("max") or 0)
                slider.evaluate(
                    "(e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }", low + rng.random() * (high - low)
                )
                row[leaf] = float(slider.input_value())
            scores = root_scores(index, unit, row[None])
            # the same operations in the same order, but for the sum over children: a few units of the last place
            assert float(box.get_attribute("data-score") or "nan") == pytest.approx(scores[0, unit], abs=1e-12)
            assert int(box.get_attribute("data-rank") or 0) == ranks(scores)[0, unit]
            compared += 1
        page.locator("button").click()
        assert "→" in page.locator("[role=status]").inner_text()
    assert compared >= 15


@needs_browser
def test_a_slider_moves_by_the_keyboard_and_says_what_it_is(tmp_path: Path) -> None:
    address = _page(tmp_path, _block(_field()))
    with browser() as running:
        page = running.new_page()
        page.goto(address)
        slider = page.get_by_role("slider").first
        before = slider.input_value()
        slider.focus()
        page.keyboard.press("ArrowRight")
        assert float(slider.input_value()) > float(before)
        assert "nay" in (slider.get_attribute("aria-valuetext") or "")


def test_a_method_that_the_script_does_not_have_is_named() -> None:
    index = _field()
    treated = replace(index, method=replace(index.method, treat_winmax=2))
    assert isinstance(_block(treated), Text)
    geometric = tuple(n if n.indicator else replace(n, aggregation="geometric") for n in index.nodes)
    assert isinstance(_block(replace(index, nodes=geometric)), Text)
