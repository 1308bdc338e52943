"""Phrases that say nothing, that blame, or that hide who decided; and the law by its name.

What is no blame: what we ourselves did or forgot, what somebody outside the municipality has not
answered yet ("din læge har ikke svaret"), and "for din skyld".
"""

import re
from collections.abc import Iterator

_UNIT = (
    r"(?:(?:[A-ZÆØÅ]?[\w-]*(?:afdelingen?|forvaltningen?|cent(?:er|eret|ret)|teamet|kontoret|enheden"
    r"|visitationen|udvalget|sekretariatet|administrationen))|ppr|PPR|økonomi|familieafdelingen)"
)
_COLLEAGUE = (
    r"(?:(?:min|din|vores|den) )?(?:(?:tidligere|forrige|nye|gamle|anden|andre|faste) )?"
    r"(?:sagsbehandler(?:en|e|ne)?|rådgiver(?:en|e|ne)?|kollega(?:en)?|kolleger(?:ne)?|leder(?:en)?"
    r"|koordinator(?:en)?|visitator(?:en)?|vikar(?:en)?)"
)
_NAME = r"(?-i:[A-ZÆØÅ][a-zæøå]+(?: [A-ZÆØÅ][a-zæøå]+)?)"
_FAILS = (
    r"(?:har glemt|glemte|har ikke|havde ikke|nåede ikke|når ikke|fik ikke|kan ikke nå|sjuskede"
    r"|har sjusket|lavede (?:en )?fejl|har lavet (?:en )?fejl|begik en fejl|har overset|overså"
    r"|er bagud|er forsinket|trækker (?:sagen|tiden) ud|svigtede|har svigtet|burde have"
    r"|skulle have|ikke har|ikke kan|ikke vil|ikke ville|har travlt|mangler at)"
)
_NAMED_FAILS = (
    r"(?:har glemt|glemte|nåede ikke|fik ikke|sjuskede|har sjusket|lavede (?:en )?fejl"
    r"|har lavet (?:en )?fejl|begik en fejl|har overset|overså|svigtede|har svigtet|burde have)"
)
_NOT_A_NAME = re.compile(r"(?:Vi|Jeg|Du|I|Det|Der|Den|De|Man|Han|Hun|Lægen|Kommunen|Hvem|Som)\b")

BLAMES_UNIT = (
    rf"(?:fordi |at )?\b{_UNIT} (?:\w+ )?{_FAILS}",
    rf"\bskyldes,? (?:at )?{_UNIT}",
    rf"\b{_UNIT}s (?:skyld|fejl|ansvar)\b",
    rf"\b(?:ligger|hænger|står) (?:stadig )?(?:fast )?(?:hos|i) {_UNIT}",
)
BLAMES_PERSON = (
    rf"\b{_COLLEAGUE} (?:\w+ )?{_FAILS}",
    rf"\b{_COLLEAGUE}s (?:skyld|fejl)\b",
    r"\b[Dd]u (?:har glemt|glemte|har undladt|burde have|har forsømt|nægter|nægtede"
    r"|skulle have (?!haft|fået|hørt|været))",
    r"\b(?:er|var) (?:jo |altså |ikke )?(?:helt )?(?:din|jeres|hans|hendes|deres) egen skyld",
    r"\b(?:er|var) (?:jo |altså |ikke |kun )?(?:din|jeres|hans|hendes|deres|vores|min) skyld\b",
    r"\b(?:er|var) (?:jo |altså |ikke )?(?-i:[A-ZÆØÅ][\w-]+s) (?:skyld|fejl)\b",
)
NO_DECIDER = (
    r"\bfælles beslutning",
    r"\b(?:det|der) (?:er|blev) (?:nu |blevet )?(?:besluttet|bestemt|vedtaget|vurderet)\b"
    r"(?!.{0,60} af )",
    r"\bman har (?:besluttet|bestemt|vurderet|valgt)",
    r"\bman (?:vurderer|mener|beslutter)\b",
    r"\bder er truffet (?:en )?(?:beslutning|afgørelse)",
    r"\bbeslutningen er taget\b",
    r"\bsystemet (?:siger|kræver|tillader|kan ikke)",
)
EMPTY = (
    r"\b(?:vi|jeg) arbejder (?:stadig |fortsat |videre |hårdt )?(?:på|med) "
    r"(?:din|jeres|hans|hendes|at behandle din)? ?sag(?:en)?\b",
    r"\bsag(?:en)? arbejdes der\b",
    r"\b(?:snarest|hurtigst|tidligst) muligt\b",
    r"\bså (?:hurtigt|snart|tidligt) (?:som|vi|det er)(?: overhovedet)? (?:muligt|kan)\b",
    r"\bsnarest\b(?! mulig)",
    r"(?<!så )(?<!Så )\bsnart\b",
    r"\b(?:inden længe|i nærmeste fremtid|inden for kort tid|om kort tid|på et tidspunkt)\b",
    r"\binden for rimelig tid\b",
    r"\bunder behandling\b",
    r"\b(?:højtryk|løbende opdateret)\b",
    r"\b(?:vi )?beklager ventetiden\b",
    r"\b(?:vi |jeg )?gør (?:vores|mit) bedste\b",
    r"\b(?:du|I) (?:hører|høre) (?:nærmere|fra os, når vi ved mere)\b",
    r"\b(?:tager|ser) (?:vi )?på (?:det|sagen), når (?:vi|jeg) (?:får|har) tid\b",
)
LAW = (
    r"§{1,2} ?\d*[a-z]?(?:,? ?(?:stk\.?|nr\.?) ?\d+)*",
    r"\bparagraf(?:fen|fer)?(?: \d+)?",
    r"\b[a-zæøåA-ZÆØÅ]{4,}loven(?:s)?\b",
    r"\bbarnets lov\b",
    r"\blov om [a-zæøå]+(?: [a-zæøå]+){0,2}",
    r"\b(?:lovbekendtgørelse|LBK|bekendtgørelse|cirkulære)(?:n)?(?: nr\.? ?\d+)?",
    r"\bprincip(?:meddelelse|afgørelse)(?:n)?(?: [\w-]+)?",
    r"(?<!§ \d)(?<!§ \d\d)(?<!§ \d\d\d), stk\.? ?\d+",
)

_COMPILED: dict[tuple[str, ...], re.Pattern[str]] = {}


def found_in(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where one of some phrases stands: start and end, in order."""
    pattern = _COMPILED.get(phrases)
    if pattern is None:
        pattern = _COMPILED[phrases] = re.compile("|".join(phrases), re.IGNORECASE)
    yield from (match.span() for match in pattern.finditer(text))


_SOMEBODY = re.compile(rf"(?:(?<=[.?!:] )|(?<=\n)|^|\b)(?P<name>{_NAME}) {_NAMED_FAILS}")


def named_failures(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a person is named with what they did not do: "Mette glemte".

    What we did ourselves is no blame: "Vi glemte at ringe."
    """
    for match in _SOMEBODY.finditer(text):
        if not _NOT_A_NAME.match(match["name"]):
            yield match.span()
