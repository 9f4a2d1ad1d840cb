"""`chiso index score`: its method file under many names and methods against numpy, its problems, its time."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import asem

from pipelines.indices.errors import ScoreError
from pipelines.indices.reference.reference import IndicatorKey, Method, Node, Period, score_panel
from pipelines.indices.score import score

TOLERANCE = 1e-9
METHODS: dict[str, tuple[str, dict[str, Any], list[str], float]] = {
    "geometric": (
        "normalise: {method: minmax, low: 1, high: 100}\naggregate: {method: geometric}",
        {"normalise_kind": "min_max", "scale_low": 1.0, "scale_high": 100.0},
        ["geometric", "geometric", "geometric"],
        0.0,
    ),
    "harmonic and coinr's names": (
        "impute: {method: i_median_grp, group: EurAsia_group}\ntreat: {winmax: 1, skew_threshold: 1.5,"
        " kurtosis_threshold: 3, transform: log_CT}\nnormalise: {method: n_minmax, low: 1, high: 10}\n"
        "aggregate: {method: [a_amean, a_hmean, a_gmean], coverage: 0.66}",
        {"normalise_kind": "min_max", "scale_low": 1.0, "scale_high": 10.0, "impute_kind": "group_median"}
        | {"treat_winmax": 1, "treat_skew_threshold": 1.5, "treat_kurtosis_threshold": 3.0},
        ["arithmetic", "harmonic", "geometric"],
        0.66,
    ),
    "z-score": (
        "impute: mean\nnormalise: {method: zscore, mean: 10, sd: 2}\naggregate: {method: arithmetic}",
        {"normalise_kind": "z_score", "z_mean": 10.0, "z_sd": 2.0, "impute_kind": "mean"},
        ["arithmetic"] * 3,
        0.0,
    ),
    "rank": (
        "treat: {}\nnormalise: rank\naggregate: {method: copeland}",
        {"normalise_kind": "rank", "treat_winmax": 5},
        ["copeland"] * 3,
        0.0,
    ),
    "distance to target": (
        "normalise: {method: n_dist2targ, cap: true}\naggregate: arithmetic",
        {"normalise_kind": "distance_to_target", "scale_high": 1.0, "is_capped": True},
        ["arithmetic"] * 3,
        0.0,
    ),
}


@pytest.mark.parametrize("name", METHODS)
def test_the_method_file_gives_what_numpy_gives(shared: Path, tmp_path: Path, name: str) -> None:
    text, parameters, aggregations, coverage = METHODS[name]
    (tmp_path / "method.yml").write_text(text, encoding="utf-8")
    folder = asem.folder(shared)
    score(folder / "ASEM_iData.csv", folder / "ASEM_iMeta.csv", tmp_path / "method.yml", tmp_path / "out")
    found = {
        (row["uCode"], row["node"]): asem.number(row["score"]) for row in asem.rows(tmp_path / "out" / "scores.csv")
    }

    nodes, period = _input(folder, aggregations, coverage)
    stated: dict[str, Any] = {"scale_low": 0.0, "scale_high": 100.0} | parameters
    stages = score_panel(nodes, Method(**stated), [period])[0]
    expected = {(node.area_id, node.node_code): np.nan if node.score is None else node.score for node in stages.scores}
    assert found.keys() == expected.keys()
    keys = list(expected)
    got, wanted = np.array([found[key] for key in keys]), np.array([expected[key] for key in keys])
    assert (~np.isnan(wanted)).sum() > 100
    assert asem.largest_difference(got / np.maximum(1, abs(wanted)), wanted / np.maximum(1, abs(wanted))) <= TOLERANCE


def _input(folder: Path, aggregations: list[str], coverage: float) -> tuple[list[Node], Period]:
    meta = [row for row in asem.rows(folder / "ASEM_iMeta.csv") if row["Type"] in ("Indicator", "Aggregate")]
    data = asem.rows(folder / "ASEM_iData.csv")
    nodes = [
        Node(
            node_code=row["iCode"],
            parent_code=row["Parent"] or None,
            level=(level := int(float(row["Level"]))),
            weight=float(row["Weight"]),
            direction=int(float(row["Direction"])),
            indicator=_key(row["iCode"]) if level == 1 else None,
            aggregation=None if level == 1 else aggregations[level - 2],  # pyright: ignore[reportArgumentType]
            min_coverage_count=coverage,
            denominator=_key(row["Denominator"]) if row["Denominator"] else None,
            target=float(row["Target"]) if row["Target"] else None,
        )
        for row in meta
    ]
    codes = {row["iCode"] for row in meta if row["Type"] == "Indicator"} | {row["Denominator"] for row in meta} - {""}
    values = {
        (row["uCode"], _key(code)): None if row[code] == "" else float(row[code]) for row in data for code in codes
    }
    groups = {row["uCode"]: row["EurAsia_group"] for row in data}
    return nodes, Period(tuple(row["uCode"] for row in data), values, groups)


def _key(code: str) -> IndicatorKey:
    return IndicatorKey(code, "_T", "level", "asem")


def test_every_problem_is_reported_at_once_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("uCode,A,B\nx,1,hai\nx,2,3\n", encoding="utf-8")
    (tmp_path / "meta.csv").write_text(
        "Level,iCode,Parent,Direction,Weight,Type,Denominator\n1,A,T,1,1,Indicator,POP\n1,B,Z,2,1,Indicator,\n"
        "1,C,T,1,1,Indicator,\n2,T,,1,1,Aggregate,\n2,EMPTY,,1,1,Aggregate,\n",
        encoding="utf-8",
    )
    (tmp_path / "method.yml").write_text("normalise: {method: minmaxx}\nagregate: {}\n", encoding="utf-8")
    with pytest.raises(ScoreError) as caught:
        score(tmp_path / "data.csv", tmp_path / "meta.csv", tmp_path / "method.yml", tmp_path / "out")
    found = [(problem.file, problem.place.vi, problem.found.vi) for problem in caught.value.problems]
    assert ("data.csv", "dòng 2, cột B", "hai") in found
    assert ("data.csv", "uCode x", "2 dòng") in found
    assert ("data.csv", "C", "") in found
    assert ("data.csv", "POP", "") in found
    assert ("meta.csv", "dòng 3, cột Direction", "2") in found
    assert ("meta.csv", "dòng 3, iCode B, cột Parent", "Z") in found
    assert ("meta.csv", "dòng 6, iCode EMPTY", "0 con") in found
    assert ("method.yml", "normalise.method", "minmaxx") in found
    assert ("method.yml", "agregate", "agregate") in found
    assert len(found) == 9
    assert not (tmp_path / "out").exists()


def test_an_absent_key_leaves_the_step_out(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "method.yml").write_text("", encoding="utf-8")
    folder = asem.folder(shared)
    score(folder / "ASEM_iData.csv", folder / "ASEM_iMeta.csv", tmp_path / "method.yml", tmp_path / "out")
    stages = [
        (tmp_path / "out" / f"{name}.csv").read_bytes() for name in ("denominated", "imputed", "treated", "normalised")
    ]
    assert len(set(stages)) == 1
    assert {row["node"] for row in asem.rows(tmp_path / "out" / "scores.csv")} == set(
        asem.rows(tmp_path / "out" / "denominated.csv")[0]
    ) - {"uCode"}


def test_34_by_52_takes_less_than_five_seconds_as_a_process(repo: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(34)
    codes = [f"I{n:02d}" for n in range(1, 53)]
    lines = [",".join(["uCode", *codes])]
    lines += [",".join([f"p{unit}", *(f"{value:.6f}" for value in rng.lognormal(1, 1.2, 52))]) for unit in range(34)]
    (tmp_path / "data.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    tree = [f"1,{code},P{(n - 1) // 8 + 1},1,1,Indicator" for n, code in enumerate(codes, 1)]
    tree += [f"2,P{n},{'IN' if n < 6 else 'OUT'},1,1,Aggregate" for n in range(1, 8)]
    tree += ["3,IN,TOP,1,1,Aggregate", "3,OUT,TOP,1,1,Aggregate", "4,TOP,,1,1,Aggregate"]
    (tmp_path / "meta.csv").write_text("Level,iCode,Parent,Direction,Weight,Type\n" + "\n".join(tree) + "\n", "utf-8")
    method = repo / "docs" / "examples" / "index_score" / "pii_like_method.yml"
    chiso = "import sys; from pipelines.cli.app import call; sys.exit(call())"
    options = {"--data": "data.csv", "--meta": "meta.csv", "--method": str(method), "--out": "out"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", chiso, "index", "score", *(word for pair in options.items() for word in pair)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(repo)},
        check=False,
    )
    after, elapsed = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    # processor time: it works on one thread, and other work on the machine does not count
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"34 × 52: {took:.1f} s of processor time, {elapsed:.1f} s by the clock")
    assert done.returncode == 0
    assert len(asem.rows(tmp_path / "out" / "scores.csv")) == 34 * 62
    assert took < 5


def test_the_worst_area_does_not_gain_by_its_worst_figure(shared: Path, tmp_path: Path) -> None:
    """B is the least in x1, so the geometric mean P1 does not exist: B has no IDX, and a better x1 gives it one."""
    folder = shared / "cases" / "public" / "p40a_worst_unit_gains"
    data = (folder / "iData.csv").read_text()
    found: dict[str, dict[str, str]] = {}
    for name, text in {"worst": data, "better": data.replace("B,10,", "B,11,").replace("D,60,", "D,10,")}.items():
        (tmp_path / f"{name}.csv").write_text(text)
        score(tmp_path / f"{name}.csv", folder / "iMeta.csv", folder / "METHOD.yml", tmp_path / name)
        found[name] = {
            row["node"]: row["score"] for row in asem.rows(tmp_path / name / "scores.csv") if row["uCode"] == "B"
        }
    assert (found["worst"]["P1"], found["worst"]["IDX"]) == ("", "")
    # x1 of B: 100 × (11 − 10) / 80 = 1.25; P1 = √(1.25 × 37.5) = 6.8465; P2 = √(37.5 × 25) = 30.6186; IDX = √(P1 × P2)
    assert float(found["better"]["IDX"]) == pytest.approx(14.479, abs=0.001)  # three decimals written out by hand
    listed = asem.rows(tmp_path / "worst" / "details" / "undefined.csv")
    assert [(row["uCode"], row["node"], row["undefined_reason"]) for row in listed] == [
        *(("B", node, "zero_in_mean") for node in ("P1", "IDX")),
        *(("D", node, "zero_in_mean") for node in ("P1", "P2", "IDX")),
    ]


def test_a_scale_from_1_gives_the_worst_area_a_score_and_a_better_figure_raises_it(
    shared: Path, tmp_path: Path
) -> None:
    folder = shared / "cases" / "public" / "p40a_worst_unit_gains"
    data = (folder / "iData.csv").read_text()
    (tmp_path / "method.yml").write_text("normalise: {method: min_max, low: 1, high: 100}\naggregate: geometric\n")
    found: list[float] = []
    for x1 in (10, 11):
        (tmp_path / "data.csv").write_text(data.replace("B,10,", f"B,{x1},").replace("D,60,", "D,10,"))
        score(tmp_path / "data.csv", folder / "iMeta.csv", tmp_path / "method.yml", tmp_path / "out")
        rows = asem.rows(tmp_path / "out" / "scores.csv")
        assert all(row["score"] for row in rows)
        found += [float(row["score"]) for row in rows if (row["uCode"], row["node"]) == ("B", "IDX")]
    # x2 50, y1 40 of B: 1 + 99 × 3/8 = 38.125; y2 40: 1 + 99 / 4 = 25.75; x1: 1, then 1 + 99 / 80 = 2.2375
    others = (38.125 * 38.125 * 25.75) ** 0.25
    assert found == pytest.approx([others, others * 2.2375**0.25], rel=1e-12)  # rounding of a few operations
