"""How heavy a Danish text is to read: LIX and the length of its sentences.

LIX is C.H. Björnsson's measure from 1968, as it is counted in Danish: words per sentence
plus the percentage of long words. A signal only: it knows nothing of order, of short words
that are hard, or of whether the text is true. Nothing here should make anybody chop a text.
"""

import re
from itertools import pairwise

LONG_WORD_LETTERS = 7

# The Danish table of bands. The Swedish one draws its lines elsewhere.
BANDS = ((24, "meget let"), (34, "let"), (44, "middel"), (54, "svær"))
HARDEST_BAND = "meget svær"

# Shortened words whose full stop does not end a sentence, written without their last stop.
_SHORTENED = frozenset(
    {
        *("bl.a", "bl. a", "ca", "dvs", "d.v.s", "el", "evt", "f.eks", "fx", "ff", "fhv", "f.t"),
        *("hhv", "inkl", "jf", "kap", "kl", "kr", "lbk", "m.fl", "m.m", "m.v", "mht", "min"),
        *("mio", "mv", "nr", "o.a", "o.l", "osv", "pct", "pga", "pkt", "pr", "sek", "stk"),
        *("tlf", "vedr", "vha"),
    }
)
_AFTER_ORDINAL = frozenset(
    {
        *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september"),
        *("oktober", "november", "december"),
        *("klasse", "sal", "trin", "år", "årgang", "gang", "del"),
    }
)

ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:dk|eu|com|org|invalid)\b[\w/.-]*"
)
"""An address on the net."""
_PHONE = re.compile(r"(?<!\d)\d\d(?: \d\d){3}(?!\d)")
_END = re.compile(r"(?P<mark>[.?!]+)(?P<close>[»«”“\"')\]]*)(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*-?")
_SPACE = re.compile(r"\s+")
_STOP_WITHIN = re.compile(r"(?<=\d)[.,:](?=\d)")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, in order.

    A line break ends a sentence too, so that a heading or a list item without a full stop
    counts as one. A full stop in a date, a time, a figure, an address on the net or a
    shortened word ends nothing, unless the line ends there.

    >>> sentences("Du får svar senest den 3. maj. Ring kl. 9.00, hvis du er i tvivl.")
    ['Du får svar senest den 3. maj.', 'Ring kl. 9.00, hvis du er i tvivl.']
    """
    found: list[str] = []
    for line in text.splitlines():
        found.extend(_split_line(_SPACE.sub(" ", line).strip()))
    return [sentence for sentence in found if words(sentence)]


def words(text: str) -> list[str]:
    """Return the words of a text.

    A hyphen holds a word together, a slash divides it. A figure, a phone number or an
    address on the net is one word.

    >>> words("Ring 12 34 56 78 og/eller skriv til børne- og ungeafdelingen.")
    ['Ring', '12345678', 'og', 'eller', 'skriv', 'til', 'børne-', 'og', 'ungeafdelingen']
    """
    text = ADDRESS.sub(" 0 ", text)
    text = _PHONE.sub(lambda match: match.group().replace(" ", ""), text)
    return _WORD.findall(_STOP_WITHIN.sub("", text))


def is_long(word: str) -> bool:
    """Tell whether a word has 7 letters or more. Digits and hyphens are not letters.

    >>> is_long("kommune"), is_long("CPR-nr"), is_long("12345678")
    (True, False, False)
    """
    return sum(letter.isalpha() for letter in word) >= LONG_WORD_LETTERS


def lix(text: str) -> int:
    """Return the LIX of a text, rounded to a whole number; 0 for a text without words.

    It means something for running text of about 100 words or more.

    >>> lix("Vi læser din sag. Du skal ikke gøre noget nu.")
    5
    """
    all_words = words(text)
    if not all_words:
        return 0
    per_sentence = len(all_words) / len(sentences(text))
    long_share = 100 * sum(is_long(word) for word in all_words) / len(all_words)
    return round(per_sentence + long_share)


def band(score: int) -> str:
    """Return the Danish name of the band a LIX lies in.

    >>> band(22), band(34), band(60)
    ('meget let', 'let', 'meget svær')
    """
    return next((name for highest, name in BANDS if score <= highest), HARDEST_BAND)


def words_per_sentence(text: str) -> list[int]:
    """Return the number of words in each sentence, in order.

    >>> words_per_sentence("Du får svar. Vi skriver til dig.")
    [3, 4]
    """
    return [len(words(sentence)) for sentence in sentences(text)]


def longest_sentence(text: str) -> str:
    """Return the sentence with most words, the first of them; empty for an empty text.

    >>> longest_sentence("Du får svar. Vi skriver til dig.")
    'Vi skriver til dig.'
    """
    return max(sentences(text), key=lambda sentence: len(words(sentence)), default="")


def _split_line(line: str) -> list[str]:
    shielded = ADDRESS.sub(lambda match: _shield(match.group()), line)
    cuts = [0]
    for match in _END.finditer(shielded):
        if _ends_sentence(shielded, match):
            cuts.append(match.end())
    if cuts[-1] < len(line):
        cuts.append(len(line))
    return [line[start:end].strip() for start, end in pairwise(cuts)]


def _shield(address: str) -> str:
    """Hide the stops within an address; one at its very end belongs to the sentence."""
    within = address.rstrip(".?!")
    return "x" * len(within) + address[len(within) :]


def _ends_sentence(line: str, end: re.Match[str]) -> bool:
    rest = line[end.end() :].lstrip()
    if not rest or end["mark"] != ".":
        return True
    before = line[: end.start()].split(" ")
    last = before[-1].lstrip("(»“\"'").lower()
    if last in _SHORTENED or " ".join(before[-2:]).lower() in _SHORTENED:
        # "osv." and the like may end a sentence: then a capital follows.
        return last in {"osv", "m.m", "m.v", "mv", "o.l"} and rest[0].isupper()
    if last.isdigit():
        return rest[0] in '»“"(–-' or (rest[0].isupper() and not _counts(rest))
    return True


def _counts(rest: str) -> bool:
    """Tell whether a text begins with what an ordinal counts: "3. maj", "1. trin"."""
    following = words(rest)
    return bool(following) and following[0].lower() in _AFTER_ORDINAL
