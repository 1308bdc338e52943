"""What keeps a pasted text from becoming plain text. Codes; the words come later."""

from enum import StrEnum


class PastedProblem(StrEnum):
    """What a text holds that cannot become plain text."""

    TABLE = "table"
    IMAGE = "image"
    STRUCK_OUT = "struck_out"
    HIDDEN = "hidden"
    TRACKED = "tracked"
    COMMENT = "comment"
    FOOTNOTE = "footnote"
    NOT_TEXT = "not_text"
    DIRECTION = "direction"
    CONTROL = "control"
    UNREADABLE = "unreadable"


class PastedError(ValueError):
    """A text cannot become plain text without changing its meaning."""

    def __init__(self, problem: PastedProblem) -> None:
        super().__init__(f"The text holds something that is not plain text: {problem}.")
        self.problem = problem
