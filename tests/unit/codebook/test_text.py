"""Folding and order of Vietnamese names against spellings and orders written by hand."""

from __future__ import annotations

import unicodedata

import pytest

from pipelines.codebook.text import digits_meant, latin, name_ascii, name_fold, sort_key

ONE_PLACEMENT = """
quý quả quốc già giá giặt gìn giếng gì hoàn huỳnh ngoài xoáy khuỷu thuở nghĩa luật chuyến huyện khuya
được rượu người uống tuần yến ỷ ea súp loét oánh quỳnh giữa cứu mùa của tía đìa
"""
DIFFERENT = """
hòa hóa hỏa hõa họa hoa hao hào tua túa tụa thúy thuy thủy dà đà
"""
ALPHABET = """
a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y
"""
# the newer placement of the tone beside the older one
BOTH_WAYS = "hoà/hòa hoá/hóa thuý/thúy thuỷ/thủy uỷ/ủy khoẻ/khỏe toè/tòe loã/lõa xoạ/xọa tuỵ/tụy"


@pytest.mark.parametrize("pair", BOTH_WAYS.split())
def test_both_placements_of_a_tone_fold_to_one(pair: str) -> None:
    new, old = pair.split("/")
    assert new != old
    assert name_fold(new) == name_fold(old) == old


@pytest.mark.parametrize("word", ONE_PLACEMENT.split())
def test_words_with_one_placement_stay(word: str) -> None:
    assert name_fold(word) == word


def test_different_words_do_not_fold_together() -> None:
    words = DIFFERENT.split()
    assert len({name_fold(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("text", "folded", "bare"),
    [
        ("  TP. Hồ  Chí Minh ", "tp hồ chí minh", "tp ho chi minh"),
        ("TT- Huế", "tt huế", "tt hue"),
        ("TT.Huế", "tt huế", "tt hue"),
        ("Bà Rịa–Vũng Tàu", "bà rịa vũng tàu", "ba ria vung tau"),
        ("Chi phí\u00a0không\n chính thức", "chi phí không chính thức", "chi phi khong chinh thuc"),
        (unicodedata.normalize("NFD", "ĐẮK LẮK"), "đắk lắk", "dak lak"),
        ("% DN", "% dn", "% dn"),
        ("Mã\u200b số", "mã số", "ma so"),
        ("-", "", ""),
    ],
)
def test_folding(text: str, folded: str, bare: str) -> None:
    assert name_fold(text) == folded
    assert name_ascii(text) == bare


def test_order_of_the_alphabet() -> None:
    alphabet = ALPHABET.split()
    assert sorted(reversed(alphabet), key=sort_key) == alphabet


def test_tones_decide_after_letters() -> None:
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ", "mã số", "mai", "măng", "mân"]
    assert sorted(reversed(ordered), key=sort_key) == ordered
    provinces = ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Gia Lai"]
    assert sorted(reversed(provinces), key=sort_key) == provinces
    assert sort_key("Đắk Lắk").isascii()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\u00d0ơn vị báo cáo", "đơn vị báo cáo"),  # eth
        ("\u00f0ồng", "đồng"),
        ("\u0189ồng", "đồng"),  # the African D
        ("ng\u01a3ời", "người"),  # gha, which the name list of Unicode calls OI
        ("TH\u01a2ƠNG", "thương"),
        ("\u041d\u1ed9 kinh d\u043e\u0430nh", "hộ kinh doanh"),  # Cyrillic
        ("\u039dgười", "người"),  # Greek Nu
        ("\uff2e\uff47ười", "người"),  # full width
        ("d\u0335ồng", "đồng"),  # d and a stroke
        ("ngu\u031bo\u031b\u0300i", "người"),  # horns as combining marks
        ("ngu\u031bo\u0300\u031bi", "người"),
        ("Đ\u01ce nẵng", "đă nẵng"),
    ],
)
def test_letters_that_look_alike_are_one(typed: str, meant: str) -> None:
    assert name_fold(typed) == name_fold(meant)


@pytest.mark.parametrize("text", ["Москва", "αβγ", "10 µg", "Đồng", "abc", ""])
def test_a_text_in_another_script_stays_as_it_is(text: str) -> None:
    assert latin(text) == text


@pytest.mark.parametrize(
    ("code", "meant"), [("o1", "01"), ("О1", "01"), ("1l", "11"), ("01", "01"), ("ol", "ol"), ("1a", "1a"), ("", "")]
)
def test_letters_that_look_like_digits_in_a_code(code: str, meant: str) -> None:
    assert digits_meant(code) == meant
