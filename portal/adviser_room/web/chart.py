"""The themes as a picture of bars. Everything it says stands in the table beside it too."""

from collections.abc import Sequence
from typing import Any

from portal.pages.rendering import speaker

_WIDTH, _ROW, _ROOM_FOR_NUMBER = 340, 46, 90


def chart_of(themes: Sequence[tuple[str, int | None]], direction: str) -> dict[str, Any]:
    """Return the bars as ``adviser_room/chart.html`` takes them, in units of its own picture.

    On paper they are drawn from ``percent`` beside real text: WeasyPrint turns Arabic in a
    picture letter by letter.

    A number that is not published has a thin mark of its own, the same whatever it was.
    """
    most = max((number for _, number in themes if number is not None), default=1)
    mirrored = direction == "rtl"
    start = _WIDTH if mirrored else 0
    bars = []
    for place, (label, number) in enumerate(themes):
        wide = 6 if number is None else round((_WIDTH - _ROOM_FOR_NUMBER) * number / most)
        bars.append(
            {
                "y": place * _ROW,
                "label": label,
                "wide": wide,
                "percent": round(100 * wide / _WIDTH),
                "x": start - wide if mirrored else 0,
                "after": start - wide - 8 if mirrored else wide + 8,
                "hidden": number is None,
                "shown": speaker().key("room.report.hidden.label") if number is None else number,
            }
        )
    return {
        "title": f"{speaker().key('room.report.chart.name')}. "
        + speaker().key("room.report.chart.what"),
        "width": _WIDTH,
        "height": len(bars) * _ROW,
        "start": start,
        # In a text that is written from the right, its start is on the right.
        "anchor": "start",
        "bars": bars,
    }
