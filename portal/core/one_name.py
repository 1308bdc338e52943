"""One thing under two names: where a text, a page or all texts call the same thing differently.

Source: Justitsministeriets vejledning nr. 224 of 15 October 1969: one concept is named by the
same expression throughout. Which names mean one thing is a list that people keep; see
`portal.wording.one_name`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing, and the names it goes by.

    Attributes:
        what: The thing, in the language of its names.
        names: For each name every form it takes, the name itself first.
    """

    what: str
    names: tuple[tuple[str, ...], ...]


class NameFinder:
    """Finds the names of some concepts in texts."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._forms = {
            form.casefold(): (at, forms[0])
            for at, concept in enumerate(concepts)
            for forms in concept.names
            for form in forms
        }
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._pattern = re.compile(
            # A hyphen holds a word together: the "mail" of "e-mail" is no name of its own.
            rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?![\w-])",
            re.IGNORECASE,
        )

    def names_in(self, text: str) -> dict[int, Counter[str]]:
        """Return how often each name stands in a text, by its concept's place in the list."""
        found: dict[int, Counter[str]] = {}
        for match in self._pattern.finditer(text):
            at, name = self._forms[match.group().casefold()]
            found.setdefault(at, Counter())[name] += 1
        return found

    def everywhere(self, texts: Mapping[str, str]) -> dict[int, dict[str, list[str]]]:
        """Return the keys of the texts each name stands in, by concept; the commonest name first.

        A concept that goes by one name alone is left out.
        """
        found: dict[int, dict[str, list[str]]] = {}
        for key, text in texts.items():
            for at, names in self.names_in(text).items():
                for name in names:
                    found.setdefault(at, {}).setdefault(name, []).append(key)
        return {
            at: dict(sorted(names.items(), key=lambda one: (-len(one[1]), one[0])))
            for at, names in sorted(found.items())
            if len(names) > 1
        }


def mixed(names: Mapping[int, Iterable[str]]) -> list[tuple[int, list[str]]]:
    """Return the concepts that go by more than one name, with those names.

    >>> mixed({0: ["klage"], 1: ["e-mail", "mail"]})
    [(1, ['e-mail', 'mail'])]
    """
    each = ((at, list(dict.fromkeys(found))) for at, found in sorted(names.items()))
    return [(at, found) for at, found in each if len(found) > 1]
