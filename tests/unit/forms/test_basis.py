"""What a form and its lines rest on, as printed in each province: no other province's document."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.codebook.load import load
from pipelines.forms.blank.layout import layout
from pipelines.forms.blank.legal_basis import NOTHING_YET, Bases
from pipelines.settings import seeds_root

HERE = {"08": "Tuyên Quang", "19": "Thái Nguyên", "51": "Quảng Ngãi"}


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    with Path(seeds_root() / "policy_documents.csv").open(encoding="utf-8") as file:
        return {row["document_file"]: row["title_vi"] for row in csv.DictReader(file)}


def test_a_further_line_goes_with_its_document(titles: dict[str, str]) -> None:
    directive, plan = (next(file for file in titles if file.startswith(no)) for no in ("000", "003"))
    basis = f"{directive}, dòng 24; dòng 16; {plan}, dòng 31; dòng 33; theo thực tế"
    codebook = load(seeds_root())
    told = {code: Bases(codebook, code).printed(basis) for code in ("08", "19", "51")}
    assert told == {
        "08": f"{titles[directive]}, dòng 24; dòng 16; theo thực tế",
        "19": f"{titles[plan]}, dòng 31; dòng 33; theo thực tế",
        "51": "theo thực tế",
    }
    assert Bases(codebook, None).printed(basis).count("dòng") == 4
    assert Bases(codebook, "51").printed(basis, instead=NOTHING_YET) == f"{NOTHING_YET}; theo thực tế"
    assert Bases(codebook, "08").printed("", instead=NOTHING_YET) == ""


@pytest.mark.parametrize("province", HERE)
def test_no_form_cites_another_province(province: str) -> None:
    codebook = load(seeds_root())
    others = [name for code, name in HERE.items() if code != province]
    pages = [layout(codebook, "SKHCN-01", f"D{province}-SKHCN", "2026-10")]
    told = [text for page in pages for text in (page.legal_basis, *(line.basis for line in page.lines))]
    assert any(told)
    assert not [text for text in told for other in others if other in text or ".txt" in text]
