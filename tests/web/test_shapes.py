"""The shape of a part holds none of its texts, and the texts come back to where they stood."""

from markupsafe import Markup

from portal.pages.fragments import Fragments
from portal.pages.shapes import in_places, shape_of, with_places


def shown(part: dict[str, object]) -> str:
    """Write a part as a template would, every value after its name."""
    return "; ".join(f"{name}={value}" for name, value in part.items())


def test_two_parts_of_one_shape_share_what_is_kept() -> None:
    kept, made = Fragments(), []
    for name, note in (("Anna Lund", "<b>"), ("Bo Krag", Markup("<i>x</i>"))):
        part: dict[str, object] = {"name": name, "note": note, "silent": True, "link": None}
        texts: list[str] = []
        shape = shape_of(part, texts)

        def make(part: dict[str, object] = part) -> str:
            made.append(part)
            return shown(with_places(part))

        made_of = kept.filled((shape,), make, in_places(texts))
        assert made_of.startswith(f"name={name}; note=")
        assert made_of.endswith("; silent=True; link=None")
        assert "<b>" not in made_of
    assert len(made) == 1
    assert "Anna" not in repr(kept.kept)


def test_what_is_not_there_how_many_there_are_and_every_flag_are_the_shape() -> None:
    parts: tuple[dict[str, object], ...] = (
        {"lines": ["a"], "late": None},
        {"lines": ["a", "b"], "late": None},
        {"lines": ["a"], "late": "now"},
        {"lines": ["a"], "late": ""},
        {"lines": [], "late": None},
        {"lines": ["a"], "soon": None},
        {"lines": ["a"], "late": False},
    )
    assert len({shape_of(part, []) for part in parts}) == len(parts)


def test_texts_inside_lists_and_parts_keep_their_order() -> None:
    part = {"items": [{"text": "one", "lines": ["two", "three"]}], "last": "four"}
    texts: list[str] = []
    shape_of(part, texts)
    assert texts == ["one", "two", "three", "four"]


def test_a_text_with_what_stands_between_texts_moves_no_other() -> None:
    assert in_places(["a", "b\x1fc", "<d>"]) == {"0": "a", "1": "b\x1fc", "2": "&lt;d&gt;"}
