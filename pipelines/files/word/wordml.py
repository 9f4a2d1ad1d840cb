"""Elements of WordprocessingML that python-docx has no function for."""

from __future__ import annotations

from typing import Any

import docx.oxml
from docx.oxml.ns import qn


def element(tag: str, /, **attributes: object) -> Any:
    """An element `w:tag` with attributes of the same namespace."""
    module: Any = docx.oxml
    node = module.OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        node.set(qn(f"w:{key}"), str(value))
    return node
