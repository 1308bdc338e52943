"""What the council's pages say in numbers of a text or a page, and what each number rests on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.core.measures import MOST_IN_A_SENTENCE, Found, Measures, find, measure
from portal.core.one_name import mixed
from portal.core.say import Phrase, say
from portal.core.wording import Place
from portal.pages.rendering import speaker
from portal.web.council.reading import READINGS, quoted, reading_of, shown
from portal.web.council.word_choice import (
    RegisterNames,
    own_words_of,
    register_names,
    unknown_of,
)
from portal.web.portal import portal
from portal.wording.spelling import dictionary, unknown

Line = dict[str, str]
"""What it is, what is said of it, and what it rests on."""
_Each = tuple[str, str, Found]
Hits = Mapping[str, Sequence[str]]
"""Words, each with the numbers of the texts it stands in."""


def of_text(place: Place, text: str) -> list[Line]:
    """Return each number of one text with what it is, and what it rests on."""
    language = place.language
    forms = portal().catalogue[place.language, place.register].forms
    found = find(text, language, forms)
    spelt = unknown(text, own_words_of(place.register)) if language == "da" else None
    return [
        *_counted(measure(text, language), language),
        _words("explained", _alone(found.explained)),
        *([_words("unexplained", _alone(found.unexplained))] if language == "da" else []),
        _words("law", _alone(found.law)),
        _words("negated", _alone(found.negated)),
        _spelling(language, None if spelt is None else _alone(spelt)),
        _names_of_text(place, text),
    ]


def of_page(reading: str, texts: Sequence[tuple[str, str, str]]) -> list[Line]:
    """Return the numbers of a whole page, each with what it is, and what it rests on.

    Args:
        reading: The language and register, as an address names them.
        texts: What is read in order: number, the text's key, and its words on this page.
    """
    language, register = READINGS[reading]
    words = portal().catalogue[language, register]
    keys = {key for _, key, _ in texts}
    each = [(number, text, find(text, language, words.forms)) for number, _, text in texts]
    here: list[tuple[str, Iterable[str]]] = []
    elsewhere: list[tuple[str, Iterable[str]]] = []
    for number, _, found in each:
        terms = [(word, words.forms[word.casefold()] in keys) for word in found.explained]
        here.append((number, [word for word, is_here in terms if is_here]))
        elsewhere.append((number, [word for word, is_here in terms if not is_here]))
    return [
        *_counted(measure("\n".join(text for _, text, _ in each), language), language),
        _words("explained_here", _hits(here)),
        _words("explained_elsewhere", _hits(elsewhere)),
        *([_on_page("unexplained", each)] if language == "da" else []),
        _on_page("law", each),
        _on_page("negated", each),
        _spelling_of_page(reading, each),
        _names_of_page(reading, each),
    ]


# --- numbers ------------------------------------------------------------------------------


def _counted(found: Measures, language: str) -> list[Line]:
    lines = [
        _heaviness(found, language),
        _line("length", _told("length", number=found.words, high=found.sentences)),
        _line("average", _told("average", number=_decimal(found.per_sentence))),
        _line(
            "longest", _told("longest", number=found.longest_words, words=_quoted(found.longest))
        ),
    ]
    if found.over is not None:
        most = MOST_IN_A_SENTENCE[language]
        rests = _told(f"over.rests.{language}")
        lines.append(_line("over", _told("over", number=found.over, high=most), rests))
    if found.passive is not None:
        lines.append(_line("passive", _told("passive", number=found.passive)))
    return lines


def _heaviness(found: Measures, language: str) -> Line:
    if found.lix is not None:
        band = Phrase(f"writing.band.{found.band}.name")
        key = "lix.short" if found.is_short else "lix"
        return _line("lix", _told(key, number=found.lix, band=band))
    return _line("heavy", _told(f"heavy.{language}"), _told(f"heavy.{language}.rests"))


def _decimal(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return text.replace(".", ",") if speaker().language == "da" else text


def _quoted(sentence: str) -> str:
    """Return a sentence to stand within another one: without a full stop of its own."""
    return quoted(shown(sentence).removesuffix("."))


# --- words to look at ---------------------------------------------------------------------


def _on_page(name: str, each: Sequence[_Each]) -> Line:
    return _words(name, _hits((number, getattr(found, name)) for number, _, found in each))


def _spelling(language: str, found: Hits | None) -> Line:
    """Say which words the dictionary does not know. ``found`` is None when nobody has looked."""
    read = dictionary()
    if language != "da":
        return _line("spelling", _told("spelling.elsewhere"), _told("spelling.elsewhere.rests"))
    if read is None or found is None:
        return _line("spelling", _told("spelling.off"), _told("spelling.off.rests"))
    rests = _told("spelling.rests", number=read.version)
    return _line("spelling", _listed("spelling", found), rests)


def spelling_rests(language: str) -> Line:
    """Return what is said of spelling in a language, and what that rests on."""
    return _spelling(language, {})


def _spelling_of_page(reading: str, each: Sequence[_Each]) -> Line:
    language, register = READINGS[reading]
    if language != "da":
        return _spelling(language, None)
    # A page holds invented names too: only words that stand in a text of the register count.
    wrong, own = unknown_of(reading), own_words_of(register)
    hits = _hits(
        (number, [word for word in unknown(text, own) or () if word in wrong])
        for number, text, _ in each
    )
    return _spelling(language, hits)


def _names_of_text(place: Place, text: str) -> Line:
    known = register_names(reading_of(place))
    if known is None:
        return _line("names", _told("names.no_list"), _told("names.no_list.rests"))
    names = known.finder.names_in(text)
    both = mixed(names)
    lines = [_listed("names", _alone(found)) for _, found in both]
    for at in names.keys() - {at for at, _ in both}:
        name, usual = next(iter(names[at])), next(iter(known.everywhere.get(at, {})), None)
        if usual is not None and name != usual:
            number = len(known.everywhere[at][usual])
            lines.append(
                _told("names.usual", words=quoted(name), item=quoted(usual), number=number)
            )
    return _names(known, lines)


def _names_of_page(reading: str, each: Sequence[_Each]) -> Line:
    known = register_names(reading)
    if known is None:
        return _line("names", _told("names.no_list"), _told("names.no_list.rests"))
    found: dict[int, list[tuple[str, Iterable[str]]]] = {}
    for number, text, _ in each:
        for at, names in known.finder.names_in(text).items():
            found.setdefault(at, []).append((number, names))
    hits = (_hits(where) for _, where in sorted(found.items()))
    return _names(known, [_listed("names", names) for names in hits if len(names) > 1])


def names_rest(reading: str) -> Line:
    """Return what the search for one thing under several names rests on."""
    known = register_names(reading)
    if known is None:
        return _line("names", _told("names.no_list"), _told("names.no_list.rests"))
    return _names(known, [])


def _names(known: RegisterNames, lines: Sequence[str]) -> Line:
    rests = _told("names.rests", date=known.read_on)
    return _line("names", " ".join(lines) or _told("names.none"), rests)


# --- how they are said --------------------------------------------------------------------


def _alone(words: Iterable[str]) -> Hits:
    return dict.fromkeys(words, ())


def _hits(found: Iterable[tuple[str, Iterable[str]]]) -> Hits:
    hits: dict[str, dict[str, None]] = {}
    for number, words in found:
        for word in words:
            hits.setdefault(word, {})[number] = None
    return {word: tuple(numbers) for word, numbers in hits.items()}


def _words(name: str, hits: Hits) -> Line:
    return _line(name, _listed(name, hits))


def _listed(name: str, hits: Hits) -> str:
    """Return words with the numbers of their texts, "ord (5.3, 5.8); ord (5.9)", in a sentence."""
    if not hits:
        return _told(f"{name}.none")
    each = (
        f"{quoted(shown(word))} ({', '.join(numbers)})" if numbers else quoted(shown(word))
        for word, numbers in hits.items()
    )
    return _told(name, words="; ".join(each))


def _line(name: str, says: str, rests: str | None = None) -> Line:
    return {
        "what": _told(f"{name}.label"),
        "says": says,
        "rests": _told(f"{name}.rests") if rests is None else rests,
    }


def _told(name: str, **values: Any) -> str:
    return speaker().say(say(f"council.measure.{name}", **values))
