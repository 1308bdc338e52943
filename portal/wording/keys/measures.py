"""The keys of what is measured of texts, and where they stand; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

_PLAIN = {
    "council.home": ("to_words.label"),
    "council.measure": (
        "heading page.heading page.numbers not_good lix.label lix.rests heavy.label "
        "heavy.en heavy.en.rests heavy.ar heavy.ar.rests length.label length.rests "
        "average.label average.rests longest.label longest.rests over.label "
        "over.rests.da over.rests.en passive.label passive.rests explained.label "
        "explained.none explained.rests explained_here.label explained_here.none "
        "explained_here.rests explained_elsewhere.label explained_elsewhere.none "
        "explained_elsewhere.rests unexplained.label unexplained.none "
        "unexplained.rests law.label law.none law.rests negated.label negated.none "
        "negated.rests names.label names.none names.no_list names.no_list.rests "
        "spelling.label spelling.none spelling.off spelling.off.rests "
        "spelling.elsewhere spelling.elsewhere.rests"
    ),
    "council.words": ("heading lead spelling.heading"),
    "council.where": ("heading lead see.label heading_itself notice notice.label none"),
    "council.seen": ("marked to_it.label not_here begins.label back.label"),
}
_PLACED: tuple[tuple[str, ...], ...] = (
    ("council.measure.lix", "band", "number"),
    ("council.measure.lix.short", "band", "number"),
    ("council.measure.length", "high", "number"),
    ("council.measure.average", "number"),
    ("council.measure.longest", "number", "words"),
    ("council.measure.over", "high", "number"),
    ("council.measure.passive", "number"),
    ("council.measure.explained", "words"),
    ("council.measure.explained_here", "words"),
    ("council.measure.explained_elsewhere", "words"),
    ("council.measure.unexplained", "words"),
    ("council.measure.law", "words"),
    ("council.measure.negated", "words"),
    ("council.measure.names", "words"),
    ("council.measure.names.usual", "item", "number", "words"),
    ("council.measure.names.rests", "date"),
    ("council.measure.spelling", "words"),
    ("council.measure.spelling.rests", "number"),
    ("council.words.stands", "number", "words"),
    ("council.words.stands.one", "words"),
    ("council.words.more", "number"),
    ("council.where.under", "title"),
    ("council.where.after", "words"),
    ("council.where.number", "number"),
    ("council.where.more", "number"),
    ("council.where.for", "title"),
)


def measures() -> Iterator[tuple[str, ...]]:
    """What is counted in a text, what each number rests on, and where the text stands."""
    for part, names in _PLAIN.items():
        for name in names.split():
            yield (f"{part}.{name}",)
    yield from _PLACED
