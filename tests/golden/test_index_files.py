"""`chiso index score` on files as people and R write them: spellings, panels, magnitudes, and every problem at once."""

from __future__ import annotations

import random
import statistics
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from support import asem

from pipelines.indices.errors import ScoreError
from pipelines.indices.score import score

DATA = "uCode,A,B,Nhóm,POP\nx,1,30,đỏ,10\ny,,20,đỏ,20\nz,4,10,xanh,40\n"
META = (
    "Level,iCode,Parent,Direction,Weight,Type,Denominator\n1,A,T,1,1,Indicator,\n1,B,T,-1,0.5,Indicator,POP\n"
    "2,T,,1,1,Aggregate,\n"
)
METHOD = """
impute: {method: group_mean, group: Nhóm}
normalise: {method: min_max, low: 0, high: 100}
aggregate: {method: arithmetic}
"""
NAMED = ("denominated", "imputed", "treated", "treatment", "normalised", "scores", "ranks")


def scored(folder: Path, data: str | bytes, meta: str | bytes, method: str, other: str | None = None) -> Path:
    """The folder of results."""
    texts = {"iData.csv": data, "iMeta.csv": meta, "METHOD.yml": method, "D.csv": other or ""}
    for name, text in texts.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    files = (folder / "iData.csv", folder / "iMeta.csv", folder / "METHOD.yml")
    score(*files, folder / "out", folder / "D.csv" if other else None)
    return folder / "out"


def scores(out: Path) -> Mapping[tuple[str, ...], float]:
    rows = asem.rows(out / "scores.csv")
    return {tuple(row[name] for name in row if name != "score"): asem.number(row["score"]) for row in rows}


def test_the_seven_files_have_the_documented_columns(tmp_path: Path) -> None:
    out = scored(tmp_path, DATA, META, METHOD)
    assert {path.name for path in out.glob("*.csv")} == {f"{name}.csv" for name in NAMED}
    heads = {path.stem: path.read_text(encoding="utf-8").splitlines()[0] for path in out.glob("*.csv")}
    assert heads["scores"] == "uCode,node,score"
    assert heads["ranks"] == "uCode,node,rank"
    assert {heads[name] for name in ("denominated", "imputed", "treated", "normalised")} == {"uCode,A,B"}
    # by hand: A 1, 1 (the mean of đỏ), 4; B over POP 3, 1, 0.25, reversed
    expected = {"x": (0.0, 0.0, 0.0), "y": (0.0, 200 / 2.75, 100 / 4.125), "z": (100.0, 100.0, 100.0)}
    found = scores(out)
    for unit, values in expected.items():
        # three divisions of small numbers
        assert [found[unit, node] for node in "ABT"] == pytest.approx(values, abs=1e-12)


def test_a_table_as_people_write_it_scores_like_a_clean_one(tmp_path: Path) -> None:
    odd_data = (
        '\ufeff"","Nhóm","POP","uName","B","uCode","A"\r\n"1","xanh","40","Xã ""Z"", mới",1.0e+01,z,"4.0"\r\n\r\n'
        '2,đỏ,10,"Xã\nX",30,x,1\r\n3," đỏ ",20,Y,20.0,y,NA\r\n,,,,,,,\r\n'
    )
    odd_meta = (
        "Type,iName,Weight,Parent,Direction,iCode,Level,Denominator,Unit\r\nGroup,Nhóm,NA,NA,NA,Nhóm,NA,NA,\r\n"
        'Aggregate,"Chỉ số, tổng",1.0,NA,1.0,T,2.0,NA,\r\nIndicator,Bê,.5,T,-1,B,1.0,POP,%\r\n'
        "Denominator,Dân số,,,,POP,,,người\r\nOther,Khác,,,,uX,,,\r\nIndicator,A,1,T,1,A,1,NA,%\r\n"
    )
    clean, odd = tmp_path / "clean", tmp_path / "odd"
    for folder in (clean, odd):
        folder.mkdir()
    assert scores(scored(odd, odd_data, odd_meta, METHOD)) == scores(scored(clean, DATA, META, METHOD))


def test_denominators_of_their_own_table_go_before_those_of_the_data(tmp_path: Path) -> None:
    other = "uName,uCode,POP\nkhác,w,1\nX,x,15\nZ,z,40\nY,y,20\n"
    found = asem.rows(scored(tmp_path, DATA, META, METHOD, other) / "denominated.csv")
    assert [(row["uCode"], float(row["B"])) for row in found] == [("x", 2.0), ("y", 1.0), ("z", 0.25)]


def test_a_panel_is_placed_as_a_whole_and_a_unit_counts_only_in_its_own_years(tmp_path: Path) -> None:
    # z has no row in 2021 and none is invented; y's missing A of 2021 is the mean of that year, 8
    data = "uCode,Time,A\nx,2021,8\ny,2021,NA\nz,2020.0,4\nx,2020,0\ny,2020,2\n"
    meta = "Level,iCode,Parent,Direction,Weight,Type\n1,A,T,1,1,Indicator\n2,T,,1,1,Aggregate\n"
    method = "impute: mean\nnormalise: {method: min_max}\naggregate: arithmetic\n"
    out = scored(tmp_path, data, meta, method)
    placed = {("x", "2020"): 0.0, ("y", "2020"): 25.0, ("z", "2020"): 50.0, ("x", "2021"): 100.0, ("y", "2021"): 100.0}
    assert scores(out) == {(*key, node): value for key, value in placed.items() for node in "AT"}
    ranks = {(row["uCode"], row["Time"]): row["rank"] for row in asem.rows(out / "ranks.csv") if row["node"] == "T"}
    assert ranks == {("x", "2020"): "3", ("y", "2020"): "2", ("z", "2020"): "1", ("x", "2021"): "1", ("y", "2021"): "1"}
    each = scored(tmp_path, data, meta, method.replace("min_max", "min_max, bounds: period"))
    assert scores(each)["z", "2020", "T"] == 100.0


@pytest.mark.parametrize("size", [1e-13, 1e-6, 1.0, 1e9, 1e17])
def test_means_of_any_magnitude_keep_their_digits(tmp_path: Path, size: float) -> None:
    """No step but the means: one table per GRDP in dong, another in dong."""
    values = [size * factor for factor in (1.1, 2.7, 3.3)]
    data = "uCode,A,B,C\nx," + ",".join(map(repr, values)) + "\n"
    leaves = "".join(f"1,{code},T,1,{weight},Indicator\n" for code, weight in zip("ABC", (1, 0.5, 0.25), strict=True))
    meta = f"Level,iCode,Parent,Direction,Weight,Type\n{leaves}2,T,,1,1,Aggregate\n"
    exact, weights = [Fraction(value) for value in values], (Fraction(1), Fraction(1, 2), Fraction(1, 4))
    means = {
        "arithmetic": sum(w * x for w, x in zip(weights, exact, strict=True)) / sum(weights),
        "harmonic": sum(weights) / sum(w / x for w, x in zip(weights, exact, strict=True)),
    }
    for name, mean in means.items():
        found = scores(scored(tmp_path, data, meta, f"aggregate: {name}\n"))["x", "T"]
        assert found == pytest.approx(float(mean), rel=1e-14)  # a handful of roundings


def test_figures_far_from_zero_keep_their_z_scores(tmp_path: Path) -> None:
    rng = random.Random(6)
    figures = [round(1e6 + rng.gauss(0, 1), 6) for _ in range(51)]
    data = "uCode,A,B\n" + "".join(f"u{i},{figure!r},1\n" for i, figure in enumerate(figures))
    meta = "Level,iCode,Parent,Direction,Weight,Type\n1,A,T,1,1,Indicator\n1,B,T,1,1,Indicator\n2,T,,1,1,Aggregate\n"
    found = scores(
        scored(tmp_path, data, meta, "normalise: {method: z_score, mean: 100, sd: 15}\naggregate: arithmetic\n")
    )
    exact = [Fraction(figure) for figure in figures]
    mean, sd = statistics.mean(exact), statistics.stdev(exact)
    expected = [float((x - mean) / Fraction(sd)) * 15 + 100 for x in exact]
    # the mean itself is a double: half its last place is 6e-11, 15 standard deviations of it 9e-10
    assert [found[f"u{i}", "A"] for i in range(51)] == pytest.approx(expected, abs=1e-9)


def test_no_limit_of_winsorising_is_a_limit_of_all_units(tmp_path: Path) -> None:
    rng = random.Random(60)
    rows = [(f"u{i}", *(f"{rng.lognormvariate(0, 2):.4f}" for _ in "ABC")) for i in range(60)]
    data = "uCode,A,B,C\n" + "".join(",".join(row) + "\n" for row in rows)
    meta = "Level,iCode,Parent,Direction,Weight,Type\n" + "".join(f"1,{code},T,1,1,Indicator\n" for code in "ABC")
    texts: list[str] = []
    for winmax in ("null", "60"):
        method = f"treat: {{winmax: {winmax}, skew_threshold: 0.5, kurtosis_threshold: 0}}\n"
        out = scored(tmp_path, data, meta + "2,T,,1,1,Aggregate\n", method)
        texts.append((out / "treatment.csv").read_text() + (out / "treated.csv").read_text())
        assert max(asem.number(row["winsorise.nwin"]) for row in asem.rows(out / "treatment.csv")) > 8
    assert texts[0] == texts[1]


PROBLEMS: dict[str, tuple[dict[str, str], set[tuple[str, str, str]]]] = {
    "a circle of parents": (
        {"meta": META.replace("2,T,,", "2,T,U,") + "3,U,T,1,1,Aggregate,\n"},
        {("iMeta.csv", "dòng 5, iCode U, cột Parent", "T (Level 2)")},
    ),
    "what COINr would drop or stop at": (
        {"meta": META.replace("1,A,T", "1,A,NA").replace("-1,0.5,Indicator", "-1,0.5,indicator") + ",,,,,Nhom,\n"},
        {
            ("iMeta.csv", "dòng 2, iCode A, cột Parent", ""),
            ("iMeta.csv", "dòng 3, iCode B, cột Type", "indicator"),
            ("iMeta.csv", "dòng 5, iCode , cột Type", "Nhom"),
            ("iMeta.csv", "dòng 4, iCode T", "0 con"),
        },
    ),
    "numbers as they are not written": (
        {"data": DATA.replace("x,1,30", 'x,"1,5,7",1_000').replace("z,4,", "z,Inf,")},
        {
            ("iData.csv", "dòng 2, cột A", "1,5,7"),
            ("iData.csv", "dòng 2, cột B", "1_000"),
            ("iData.csv", "dòng 4, cột A", "Inf"),
        },
    ),
    "tables that are not one row a unit, one name a column": (
        {"data": DATA.replace("Nhóm", "POP") + "x,1,2,3,4\n,1,2,3,4\n1,2\n"},
        {
            ("iData.csv", "cột POP", "2 cột"),
            ("iData.csv", "uCode x", "2 dòng"),
            ("iData.csv", "dòng 6, cột uCode", ""),
            ("iData.csv", "dòng 7", "2 ô"),
            ("METHOD.yml", "impute.group", "Nhóm"),
        },
    ),
    "denominators twice, and none for a unit": (
        {"other": "uCode,POP\nx,1\nx,2\nz,mười\n"},
        {("D.csv", "uCode x", "2 dòng"), ("D.csv", "uCode y", ""), ("D.csv", "dòng 4, cột POP", "mười")},
    ),
    "a method that the tree does not carry": (
        {
            "method": "screen: 2\ntreat: {winmax: 2.5, skew_threshold: cao}\n"
            "normalise: {method: goalposts, sd: 0, clip: có}\n"
            "aggregate: {method: [arithmetic, a_gmean], coverage: -1}\n"
        },
        {
            *(("iMeta.csv", f"dòng {n}, iCode {code}, cột goalpost_lower", "") for n, code in ((2, "A"), (3, "B"))),
            *(("iMeta.csv", f"dòng {n}, iCode {code}, cột goalpost_upper", "") for n, code in ((2, "A"), (3, "B"))),
            ("METHOD.yml", "screen.min_coverage", "2"),
            ("METHOD.yml", "treat.winmax", "2.5"),
            ("METHOD.yml", "treat.skew_threshold", "cao"),
            ("METHOD.yml", "normalise.sd", "0"),
            ("METHOD.yml", "normalise.clip", "có"),
            ("METHOD.yml", "aggregate.method", "2 giá trị"),
            ("METHOD.yml", "aggregate.coverage", "-1"),
        },
    ),
    "another separator": ({"data": DATA.replace(",", "|")}, {("iData.csv", "dòng 1", "uCode|A|B|Nhóm|POP")}),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_all_problems_are_reported_at_once(tmp_path: Path, name: str) -> None:
    changed, expected = PROBLEMS[name]
    with pytest.raises(ScoreError) as caught:
        scored(tmp_path, **{"data": DATA, "meta": META, "method": METHOD, **changed})
    assert {(problem.file, problem.place.vi, problem.found.vi) for problem in caught.value.problems} == expected
    assert not (tmp_path / "out").exists()


def test_goalposts_take_their_scale_from_imeta_as_coinr_does(tmp_path: Path) -> None:
    posts = (
        "goalpost_lower,goalpost_upper,goalpost_scale,goalpost_trunc2posts",
        "0,2,10,FALSE",
        "0,40,10,False",
        "NA,,,",
    )
    meta = "".join(f"{line},{more}\n" for line, more in zip(META.replace("POP", "").splitlines(), posts, strict=True))
    found = scores(scored(tmp_path, DATA, meta, "normalise: n_goalposts\naggregate: a_amean\n"))
    # A: 10 × 1/2, 10 × 4/2 beyond the post; B reversed from 40 down to 0: 10 × (40 - 30)/40
    assert (found["x", "A"], found["z", "A"], found["x", "B"]) == (5.0, 20.0, 2.5)
