"""Paths of pages inside the tree of a language, and relative links between them."""

from __future__ import annotations

from posixpath import dirname, relpath

OVERVIEW, TARGETS, INDICES, INDICATORS = "index.html", "muc-tieu.html", "chi-so.html", "chi-tieu.html"
UNITS, COMPLETENESS, QUALITY, TASKS = "don-vi.html", "tien-do-gui.html", "chat-luong.html", "nhiem-vu.html"
METHOD, DOWNLOADS = "phuong-phap.html", "tai-ve.html"
# Written where pages of this kind could not be made; each index has its own else.
UNCERTAINTY, AUDIT = "chi-so/do-chac-chan.html", "chi-so/kiem-dinh.html"


def indicator_page(code: str) -> str:
    """The page of an indicator."""
    return f"chi-tieu/{code.lower()}.html"


def unit_page(code: str) -> str:
    """The page of a reporting unit, by the code of its area or office."""
    return f"don-vi/{code.lower()}.html"


def commune_page(area_id: str) -> str:
    """The page of a commune, by its area: the reporter C00715 is the area c25-00715."""
    return unit_page(f"C{area_id.removeprefix('c25-')}")


def index_page(code: str) -> str:
    """The page of an index."""
    return f"chi-so/{code.lower()}.html"


def uncertainty_page(code: str) -> str:
    """The page that says how sure the ranks of an index are."""
    return f"chi-so/{code.lower()}-do-chac-chan.html"


def audit_page(code: str) -> str:
    """The page of the statistical audit of an index."""
    return f"chi-so/{code.lower()}-kiem-dinh.html"


def link(start: str, target: str) -> str:
    """The relative link from the page `start` to the page or file `target` of the same tree."""
    return relpath(target, dirname(start) or ".")
