"""The legal basis of forms and lines as printed in each province: no document of another province."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.codebook.load import load
from pipelines.forms.blank.layout import FormKey, form_layout
from pipelines.forms.blank.legal_basis import LegalBases
from pipelines.settings import seeds_root

NO_BASIS = "chưa có văn bản của tỉnh"
NAMES = {"08": "Tuyên Quang", "19": "Thái Nguyên", "51": "Quảng Ngãi"}


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    with Path(seeds_root() / "policy_documents.csv").open(encoding="utf-8") as file:
        return {row["document_file"]: row["title_vi"] for row in csv.DictReader(file)}


def test_a_further_line_is_left_out_with_its_document(titles: dict[str, str]) -> None:
    directive, plan = (next(file for file in titles if file.startswith(no)) for no in ("000", "003"))
    basis = f"{directive}, dòng 24; dòng 16; {plan}, dòng 31; dòng 33; theo thực tế"
    codebook = load(seeds_root())
    printed = {code: LegalBases(codebook, code).printed(basis) for code in ("08", "19", "51")}
    assert printed == {
        "08": f"{titles[directive]}, dòng 24; dòng 16; theo thực tế",
        "19": f"{titles[plan]}, dòng 31; dòng 33; theo thực tế",
        "51": "theo thực tế",
    }
    assert LegalBases(codebook, None).printed(basis).count("dòng") == 4
    assert LegalBases(codebook, "51").printed(basis, instead=NO_BASIS) == f"{NO_BASIS}; theo thực tế"
    assert LegalBases(codebook, "08").printed("", instead=NO_BASIS) == ""


@pytest.mark.parametrize("province", NAMES)
def test_no_form_cites_another_province(province: str) -> None:
    codebook = load(seeds_root())
    others = [name for code, name in NAMES.items() if code != province]
    pages = [form_layout(codebook, FormKey("SKHCN-01", f"D{province}-SKHCN", "2026-10"))]
    printed = [text for page in pages for text in (page.legal_basis, *(line.basis for line in page.lines))]
    assert any(printed)
    assert not [text for text in printed for other in others if other in text or ".txt" in text]
