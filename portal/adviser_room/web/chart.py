"""The themes as a picture of bars. Everything it says stands in the table below it too."""

from collections.abc import Sequence
from typing import Any

from portal.pages.rendering import speaker

_NOT_TOLD = 2
"""How long the mark of a number that is not told is, in hundredths, whatever the number was."""


def chart_of(themes: Sequence[tuple[str, int | None]]) -> dict[str, Any]:
    """Return the bars as ``adviser_room/chart.html`` takes them, in hundredths of the longest."""
    most = max((number for _, number in themes if number is not None), default=1)
    said = speaker()
    hidden = said.key("room.report.hidden.label")
    return {
        "title": f"{said.key('room.report.chart.name')}. {said.key('room.report.chart.what')}",
        "bars": [
            {
                "label": label,
                "percent": _NOT_TOLD if number is None else round(100 * number / most),
                "shown": hidden if number is None else number,
                "hidden": number is None,
            }
            for label, number in themes
        ],
    }
