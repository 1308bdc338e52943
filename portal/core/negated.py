"""Conditions that are denied, and double denials: what is hard to follow, read or heard.

"Hvis du ikke svarer", "medmindre", "vi ændrer ikke din hjælp, før", "ikke uden". Found by
expressions and not by grammar: the common ones, within one sentence. English and Arabic have
lists of their own.
"""

import re
from collections.abc import Iterator, Mapping

_PART = r"[^.,،?!؟:;\n]"
# "ikke sige, hvad der kommer ud af det, før": a comma before a question goes on with the sentence.
_ASKED = rf"(?:{_PART}|,(?= (?:om|hvad|hvem|hvor|hvornår|hvordan|at)\b))"
_DANISH_NOT = r"(?:ikke|ingen|intet|aldrig)"
# "ikke læse og ikke svare" counts two things up; it denies nothing twice.
_NO_LIST = r"(?:(?!\b(?:og|eller|men|and|or|but)\b)" + _PART + ")"

_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "da": (
        r"\b(?:medmindre|med mindre|undtagen (?:hvis|når))\b",
        rf"\b(?:hvis|når|såfremt|dersom)\b{_PART}*?\b{_DANISH_NOT}\b",
        # "før" with something after it: "som vi ikke så før" is a time and no condition.
        rf"\bikke\b{_ASKED}{{0,60}}?,? før(?:end)?(?= \w)",
        rf"\b{_DANISH_NOT}\b{_NO_LIST}*?\b(?:uden|ikke|ingen|intet|aldrig"
        r"|umulig\w*|ulovlig\w*|ualmindelig\w*|unødvendig\w*|usandsynlig\w*)\b",
    ),
    "en": (
        r"\b(?:unless|except (?:if|when))\b",
        rf"\b(?:if|when)\b{_PART}*?(?:\b(?:not|no|never|cannot|without)\b|n['’]t\b)",
        rf"(?:\b(?:not|cannot|never)\b|n['’]t\b){_PART}*?\b(?:until|unless|before)\b(?= \w)",
        rf"(?:\b(?:not|cannot|never)\b|n['’]t\b){_NO_LIST}*?\b(?:without|not|never|no)\b",
    ),
    "ar": (
        "(?<!\\w)(?:إلا إذا|ما لم)(?!\\w)",
        "(?<!\\w)(?:إذا|إن) (?:لم|لا)(?!\\w)",
        rf"(?<!\w)(?:لا|لن|لم) {_PART}*?(?<!\w)(?:(?<!من )قبل|حتى)(?!\w)",
    ),
}
_COMPILED = {
    language: re.compile("|".join(patterns), re.IGNORECASE)
    for language, patterns in _PATTERNS.items()
}


def negated(text: str, language: str) -> Iterator[str]:
    """Yield each denied condition or double denial of a text, as it stands there.

    >>> list(negated("Vi ændrer ikke din hjælp, før vi har talt med dig.", "da"))
    ['ikke din hjælp, før']
    """
    pattern = _COMPILED.get(language)
    if pattern is not None:
        for match in pattern.finditer(text):
            yield match.group()
