"""The words a day is written with, each with the number it stands for."""

from collections.abc import Mapping

from portal.core.deadlines import Unit


def _numbered(words: str, start: int) -> Mapping[str, int]:
    """Return each word with its number. ``|`` divides numbers, a space words for the same."""
    return {
        word: number for number, same in enumerate(words.split("|"), start) for word in same.split()
    }


MONTHS = _numbered(
    "januar jan january|februar feb febr february|marts mar march|april apr|maj may"
    "|juni jun june|juli jul july|august aug|september sep sept|oktober okt october oct"
    "|november nov|december dec",
    1,
)
WEEKDAYS = _numbered(
    "mandag man|tirsdag tirs tir|onsdag ons|torsdag tors tor|fredag fre"
    "|lørdag lør lørd|søndag søn sønd",
    0,
)
ORDINALS = _numbered(
    "første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|ellevte|tolvte"
    "|trettende|fjortende|femtende|sekstende|syttende|attende|nittende|tyvende|enogtyvende"
    "|toogtyvende|treogtyvende|fireogtyvende|femogtyvende|seksogtyvende|syvogtyvende"
    "|otteogtyvende|niogtyvende|tredivte|enogtredivte",
    1,
)
NUMBERS = _numbered(
    "en et én ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten", 1
)
NEAR = {
    **dict.fromkeys(("i dag", "idag", "d d", "dd", "today"), 0),
    **dict.fromkeys(("i morgen", "imorgen", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "overmorgen"), 2),
    **dict.fromkeys(("i går", "igår", "yesterday"), -1),
}
YEAR = "år"
UNITS = {
    **dict.fromkeys(("dag", "dage"), Unit.DAYS),
    **dict.fromkeys(("arbejdsdag", "arbejdsdage", "hverdag", "hverdage"), Unit.WORKING_DAYS),
    **dict.fromkeys(("uge", "uger"), Unit.WEEKS),
    **dict.fromkeys(("måned", "måneder", "mdr", "md", YEAR), Unit.MONTHS),
}
