"""The Danish passive, by rule: a verb in -s, and "bliver" with a participle.

A list of the verbs an authority writes with, each with the prefixes Danish puts before it, every
verb in -ere, and after "skal", "kan" and the like any verb in -es. A list and not an analysis:
it passes over a verb it does not know, and so raises few false alarms. A morphological
dictionary would find more; the core knows only the standard library.

Left alone: verbs in -s that are no passive (``NO_PASSIVE``), "vi ses" and the like, "er sendt",
which says how things are, and "bliver" with anything that is no participle.
"""

import re
from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NO_PASSIVE = _words(
    "findes synes lykkes mislykkes mødes trives skyldes mindes længes skændes undres færdes slås"
    " enes nøjes ængstes omgås behøves rygtes kendes glædes deres jeres alles fælles tilfælles"
    " ellers andres nogens ens forældres hinandens samtidens"
)
"""Words in -s that are no passive: verbs of their own, and words that only look like one."""

_EACH_OTHER = _words("ses høres tales snakkes følges samles skilles hjælpes")

_PREFIXES = _words(
    "af an be bear bi efter efterud fast for forud fra frem færdig færdigbe gen god hen hjem igang"
    " imøde ind iværk med mellem mod ned om op opret over parts på sags sagsbe sam til tilbage"
    " tilbagebe ud udar umid under ved videre viderebe viderefor"
)
# Infinitives without their last "e".
_STEMS = _words(
    "behandl betal bevilg besvar brug dæk dokument drøft find følg før gennemfør giv hent hold"
    " hjælp hør kald kontakt kræv lav led lever lukk læg læs meddel nævn oplys overvej påbegynd"
    " regn rett ring rykk saml send sikr skaff skriv slett start still styrk støtt stands søg sætt"
    " tag tal tildel tilbyd træff undersøg fyld varsl vent vis vurder yd ændr åbn hæv beslutt"
    " forlæng begrund forny anvend benytt bring hæft forbedr betragt hindr stemm arbejd vælg bed"
    " forvent aftal vedtag lån køb flytt del udpeg tolk spørg gem klag hindr afvis henvis inddrag"
)
_WHOLE = _words("gøres afgøres omgøres fås ses anses indgås afslås forestås påses tages")
# No infinitive to take them from: what Danish makes in its own way, and what ends in two vowels.
_PARTICIPLES = _words(
    "truffet gjort afgjort omgjort set anset skrevet lagt sat bragt fundet hjulpet bedt spurgt"
    " valgt fået indgået afslået trukket budt tilbudt holdt taget sagt ringet kaldt solgt nævnt"
    " kendt sendt brugt vist læst hørt søgt ført lært fulgt fyldt dækket åbnet"
)
# "arbejdet" and "svaret" are nouns first; with a prefix they are not.
_NOUNS_FIRST = _words("arbejdet køb købet regnet målet lånet søget taget kaldet delet")
_MODAL = "skal|kan|må|bør|vil|skulle|kunne|måtte|burde|ville|at"
_BETWEEN = "ikke|også|altid|først|så|derfor|kun|ofte|nu|stadig|bare|alene|senere|straks"

_STEM = "|".join(sorted(_STEMS, key=len, reverse=True))
_PREFIX = "|".join(sorted(_PREFIXES, key=len, reverse=True))
_IN_S = re.compile(
    rf"(?<![\w-])(?:(?:{_PREFIX})?(?:{_STEM})(?:e|ede|te)s|(?:{_PREFIX})?(?:{'|'.join(_WHOLE)})"
    r"|[a-zæøå]{3,}ere(?:de)?s)(?![\w-])"
)
_AFTER_MODAL = re.compile(
    rf"\b(?:{_MODAL}) (?:(?:{_BETWEEN}) ){{0,2}}(?P<verb>[a-zæøå]{{2,}}(?:es|ås))(?![\w-])"
)
_BLIVE = re.compile(
    r"\b(?P<blive>bliver|blive|blev|blevet)(?P<between>(?: [\w-]+){0,3}?)"
    rf" (?P<done>(?:{_PREFIX})?(?:(?:{_STEM})(?:et|t)|{'|'.join(_PARTICIPLES)})|[a-zæøå]{{3,}}eret)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_GENITIVE = re.compile(r"(?:ernes|enes|ørnes)$")
_BEFORE = re.compile(r"(\w+) $")


def passives(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text says that something is done and not who does it: start and end.

    >>> text = "Pengene udbetales, og brevet bliver sendt."
    >>> [text[start:end] for start, end in passives(text)]
    ['udbetales', 'bliver sendt']
    """
    found = {match.span() for match in _IN_S.finditer(text) if not _is_other(text, match.span())}
    for match in _AFTER_MODAL.finditer(text):
        if not _is_other(text, match.span("verb")):
            found.add(match.span("verb"))
    for match in _BLIVE.finditer(text):
        if match["done"].casefold() not in _NOUNS_FIRST:
            found.add(match.span())
    yield from sorted(found)


def _is_other(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a word in -s is no passive where it stands."""
    word = text[slice(*span)]
    if word in NO_PASSIVE or _GENITIVE.search(word):
        return True
    before = _BEFORE.search(text[: span[0]])
    return before is not None and before[1].casefold() in ("vi", "i") and word in _EACH_OTHER
