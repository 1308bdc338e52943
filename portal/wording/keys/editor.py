"""The keys of the editor's pages; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core.wording import TextProblem


def _editor() -> Iterator[tuple[str, ...]]:
    """What is wrong with a text an editor has written."""
    for problem in TextProblem:
        place = {"lost_place": "place", "unknown_place": "place", "too_long": "number"}.get(problem)
        yield (f"editor.problem.{problem}", *([place] if place else []))
    yield ("editor.problem.markup",)
    yield ("editor.problem.day",)


GROUPS = (_editor,)
