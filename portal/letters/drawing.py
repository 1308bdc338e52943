"""The drawing as a letter shows it: one picture, black on white as good as in colour."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

_STEP = 144
_SCENE = 120
_LINE, _TONE, _PAPER, _ENVELOPE = "#0f4c5c", "#b9d3d8", "#fff", "#f2b632"
_DRAWN = re.compile(r'<path class="([a-z ]+)"')
_HERE = ("now", "returned", "paused")
_PAINT = {
    "g": f'fill="{_TONE}" stroke="none"',
    "p": f'fill="{_PAPER}"',
    "t": f'fill="{_TONE}"',
    "k": f'fill="{_LINE}"',
    "n": 'stroke="none"',
    "e": f'fill="{_ENVELOPE}"',
    "el": "",
    "c": 'stroke-width="3"',
    "w": f'stroke="{_PAPER}" stroke-width="1.2"',
    "pen": 'stroke-width="4"',
}
_EMPTY = f'fill="{_PAPER}"'
# A state is a form: where the case is not, the envelope is a line; what lies ahead is all line.
_INSTEAD = {
    "done": {"e": _EMPTY},
    "unknown": {"e": _EMPTY},
    "ahead": {"e": _EMPTY, "t": _EMPTY, "k": _EMPTY, "g": _EMPTY},
    "not_needed": {"e": _EMPTY, "t": _EMPTY, "k": _EMPTY, "g": _EMPTY},
}


class Stop(NamedTuple):
    """A place on the road: its scene in ``templates/drawing/scenes.html`` and its state."""

    scene: str
    state: str


def draw(pages: Environment, stops: Sequence[Stop], title: str, *, mirrored: bool) -> Markup:
    """Return the picture as SVG.

    Args:
        pages: Where the templates are.
        stops: The five places, and Ankestyrelsen when it is on the road.
        title: What the picture shows, for those who do not see it.
        mirrored: It runs from the right, as the text does.
    """
    reached = max((n for n, stop in enumerate(stops) if stop.state in ("done", *_HERE)), default=-1)
    places = [
        {"scene": stop.scene, "state": stop.state, "x": n * _STEP, "here": stop.state in _HERE}
        for n, stop in enumerate(stops)
    ]
    # The road goes round a place that is not needed, in one bow.
    passed = [n for n, stop in enumerate(stops) if stop.state != "not_needed"]
    road = [
        {
            "from": here * _STEP + _SCENE // 2,
            "to": there * _STEP + _SCENE // 2,
            "way": _way(stops[here], stops[there], done=here < reached),
            "round": there - here > 1,
        }
        for here, there in pairwise(passed)
    ]
    width = len(stops) * _STEP
    svg = pages.get_template("letters/road.html").render(
        places=places, road=road, title=title, width=width, mirrored=mirrored
    )
    return Markup(_painted(svg))  # noqa: S704 - the template escaped the title; the rest is ours


def _way(here: Stop, there: Stop, *, done: bool) -> str:
    if "unknown" in (here.state, there.state):
        return "line"
    return "done" if done else "ahead"


def _painted(svg: str) -> str:
    """Put on the colours that the classes have on the page."""
    pieces = re.split(r'(?=<g class="step--)', svg)
    return "".join(_paint_place(piece) for piece in pieces)


def _paint_place(svg: str) -> str:
    found = re.match(r'<g class="step--(\w+)"', svg)
    instead = _INSTEAD.get(found[1], {}) if found else {}

    def paint(match: re.Match[str]) -> str:
        classes = match[1].split()
        paints = [instead.get(name, _PAINT.get(name, "")) for name in classes]
        return " ".join((match[0], *(one for one in dict.fromkeys(paints) if one)))

    return _DRAWN.sub(paint, svg)
