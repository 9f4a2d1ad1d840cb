"""The catalogue of what reading says about cells, rows and headers: code -> (Vietnamese, English) template.

The part of a code before its full stop is the reason code of the landing; the part behind it tells several sentences of
one reason apart. A sender reads these sentences: each names what was found and what to do, and none contains a command.
"""

from __future__ import annotations

from pipelines.errors import Message, message
from pipelines.submissions.reasons.cells import CELLS
from pipelines.submissions.reasons.tables import HEADERS, ROWS
from pipelines.submissions.reasons.values import VALUES

CATALOGUE = VALUES | ROWS | HEADERS | CELLS


def reason(code: str, /, **values: object) -> Message:
    """The sentence `code` of the catalogue with `values` filled in; a Message fills each text in its language.

    The message's code is the reason code: `date_in_value` for the sentence `date_in_value.time`.
    """
    return message(CATALOGUE, code, **values)._replace(code=code.partition(".")[0])
