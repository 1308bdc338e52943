"""A letter in words: what `portal.core.letter_plans` planned, said in one language and register.

The result is plain values for ``templates/letters/letter.html``.
"""

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment

from portal.core.adviser import AdviserKind
from portal.core.letter_plans import Block, Bullets, Each, Line, Name, Own, Section, plan
from portal.core.letters import Contact, LetterFacts
from portal.core.say import Phrase, Say, Value, say
from portal.core.timeline import AppealPlace, Place
from portal.core.vocabulary import CaseKind, Step
from portal.letters.drawing import Stop, draw
from portal.municipality import Municipality, in_language
from portal.wording.catalogue import Words
from portal.wording.dates import long_date
from portal.wording.speaker import Speaker

DANISH = "da"
_FROM_THE_RIGHT = frozenset({"ar"})
_HERE = (Place.NOW, Place.RETURNED, Place.PAUSED)
# Arabic is printed without vowel signs, as letters are: copying text out of a PDF mixes them up.
_VOWEL_SIGNS = dict.fromkeys(range(0x064B, 0x0653))
_EXPLAINED_WITH_THE_HELPERS = frozenset({"word.bisidder", "word.borgerraadgiver", "word.dukh"})
_NAME_START, _NAME_END = "\u2068", "\u2069"
_NO_BREAK = "\u00a0"


def direction(language: str) -> str:
    """Return which way a language is read, as HTML says it.

    >>> direction("ar"), direction("da")
    ('rtl', 'ltr')
    """
    return "rtl" if language in _FROM_THE_RIGHT else "ltr"


class LetterSpeaker:
    """Says one letter in one reader's language and register."""

    def __init__(
        self, facts: LetterFacts, words: Words, municipality: Municipality, pages: Environment
    ) -> None:
        self._facts = facts
        self._municipality = municipality
        self._here = in_language(municipality, words.language)
        self._pages = pages
        self._speaker = Speaker(words, facts.dated.year)
        self._language = words.language

    def spoken(self, level: int, notes: tuple[dict[str, str], ...]) -> dict[str, Any]:
        """Return the whole letter.

        Args:
            level: 1 for the letter, 2 for a translation that stands below it.
            notes: What must be said before it, each with its language and direction.
        """
        facts, text = self._facts, self.text
        planned = plan(facts, self._name_of)
        body = {
            "heading": text(planned.heading),
            "lead": self._blocks(planned.lead),
            "turn": self._section(Section(say("letters.part.todo"), planned.turn)),
            "sections": [self._section(section) for section in planned.sections],
        }
        terms = self._speaker.explain()
        return body | {
            "level": level,
            "language": self._language,
            "dir": direction(self._language),
            "notes": notes,
            "to": {"name": facts.party, "address": facts.address},
            "sender": self._sender(),
            "date": self._clean(long_date(facts.dated, self._language)),
            "case": text(say(f"kind.{facts.case_kind}", area=self._name_of(facts.area))),
            "reference": facts.reference,
            "reference_label": text(say("letters.reference.label")),
            "greeting": text(say("letters.greeting.label", name=facts.party)),
            "about": text(say("letters.about", name=facts.about)) if facts.about else None,
            "drawing": self._drawing() if planned.draws and facts.places else None,
            "contact": self._contact(),
            "help": self._help(planned.help_lead),
            "words": {
                "heading": text(say("letters.part.words")),
                "terms": [
                    {"word": self._clean(term.word), "means": self._clean(term.means)}
                    for term in terms
                    if term.key not in _EXPLAINED_WITH_THE_HELPERS
                ],
            },
            "closing": self._closing(),
        }

    def text(self, what: Say) -> str:
        """Return a text; names in it keep their own direction, phone numbers stay together."""
        values = dict(what.values)
        if "phone" in values:
            values["phone"] = _phone(str(values["phone"]))
        if self._language in _FROM_THE_RIGHT:
            values = {key: _isolated(value) for key, value in values.items()}
        return self._clean(self._speaker.say(Say(what.key, values)))

    def note(self, key: str) -> dict[str, str]:
        """Return a note in this language, for a letter that may be in another."""
        return {
            "text": self.text(say(key)),
            "language": self._language,
            "dir": direction(self._language),
        }

    def _clean(self, text: str) -> str:
        return text.translate(_VOWEL_SIGNS) if self._language in _FROM_THE_RIGHT else text

    def _name_of(self, key: str) -> str:
        area = self._municipality.area(key)
        return self._clean(area.name.in_language(self._language)) if area else key

    def _blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        return [self._block(block) for block in blocks]

    def _section(self, section: Section) -> dict[str, Any]:
        return {"heading": self.text(section.heading), "blocks": self._blocks(section.blocks)}

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Bullets):
            items = [[self._line(line) for line in item] for item in block.items]
            own = any(line["own"] for item in items for line in item)
            return {"listed": items, "own": False, "in_danish": self._in_danish(own)}
        if isinstance(block, Each):
            each = self.text(block.text).split("\n\n")
            items = [[{"text": one.strip(), "own": False}] for one in each]
            return {"listed": items, "own": False, "in_danish": None}
        line = self._line(block)
        parts = [part.strip() for part in line["text"].split("\n\n")]
        own = line["own"]
        return {
            "paragraphs": [part for part in parts if part],
            "own": own,
            "in_danish": self._in_danish(own),
        }

    def _line(self, line: Line) -> dict[str, Any]:
        if isinstance(line, Say):
            return {"text": self.text(line), "own": False}
        return {"text": line.text, "own": isinstance(line, Own) and not isinstance(line, Name)}

    def _in_danish(self, own: bool) -> str | None:
        return self.text(say("letters.in_danish")) if own and self._language != DANISH else None

    def _sender(self) -> dict[str, Any]:
        post = self._municipality.post
        return {
            "address": (
                post.name or self._municipality.name,
                post.street,
                f"{post.postcode} {post.town}",
            ),
            "phone_label": self.text(say("letters.phone.label")),
            "phone": _phone(self._municipality.phone.number),
        }

    def _contact(self) -> dict[str, Any]:
        contact = self._facts.contact
        who = (
            say("letters.contact.named", name=contact.name)
            if contact.name
            else say("letters.contact.unnamed")
        )
        interpreter = self._here.interpreter
        label = self.text(say("letters.interpreter.label"))
        return {
            "heading": self.text(say("letters.part.contact")),
            "who": self.text(who),
            "unit": contact.unit,
            "phone": self._call(contact.phone, *self._hours(contact)),
            "texts": [
                self.text(say("people.call_hint")),
                f"{label}: {self._clean(interpreter.text)}",
            ],
        }

    def _hours(self, contact: Contact) -> tuple[str | None, bool]:
        """Return when a phone is answered, and whether it is said in Danish alone."""
        if contact.hours:
            return contact.hours, self._language != DANISH
        own = contact.phone == self._municipality.phone.number
        return (self._here.phone.hours, False) if own else (None, False)

    def _call(self, number: str, hours: str | None, danish: bool) -> dict[str, Any]:
        return {
            "label": self.text(say("letters.phone.label")),
            "number": _phone(number),
            "hours": hours if danish or hours is None else self._clean(hours),
            "danish": danish,
        }

    def _help(self, lead: str) -> dict[str, Any]:
        return {
            "heading": self.text(say("letters.part.help")),
            "lead": self.text(say(lead)),
            "entries": list(self._helpers()),
        }

    def _helpers(self) -> Iterator[dict[str, Any]]:
        """Yield who else can help. Only an adviser of kind 65e is called independent."""
        adviser = self._here.adviser
        if AdviserKind(adviser.kind) is not AdviserKind.NONE:
            key = f"help.adviser.{adviser.kind}"
            yield {
                "name": self.text(say(f"{key}.name")),
                "text": f"{self.text(say(f'{key}.what'))} {self.text(say(f'{key}.limit'))}",
                "phone": self._call(adviser.phone.number, adviser.phone.hours, False),
            }
        dukh = self._here.dukh.phone
        yield {
            "name": self.text(say("help.dukh.name")),
            "text": self.text(say("help.dukh.what")),
            "phone": self._call(dukh.number, dukh.hours, False),
        }
        yield {
            "name": self.text(say("help.companion.name")),
            "text": self.text(say("help.companion.what")),
            "phone": None,
        }

    def _closing(self) -> dict[str, Any]:
        contact = self._facts.contact
        lines = (contact.name, contact.unit, self._municipality.name)
        return {
            "label": self.text(say("letters.closing.label")),
            "lines": [line for line in lines if line],
        }

    def _drawing(self) -> dict[str, Any]:
        facts, kind = self._facts, self._facts.case_kind
        steps = [
            {
                "label": f"{step.number}. {self.text(say(f'step.{kind}.{step}.label'))}",
                "state": self.text(say(f"step.state.{place}")),
                "here": place in _HERE,
            }
            for step, place in facts.places
        ]
        stops = [Stop(_scene(step, kind), str(place)) for step, place in facts.places]
        # As on the case page: the house lies on the road of a complaint, else only once it is used.
        if facts.appeal and (facts.appeal is not AppealPlace.AHEAD or kind is CaseKind.COMPLAINT):
            stops.append(Stop("appeal", str(facts.appeal)))
            state = self.text(say(f"appeal.state.{facts.appeal}"))
            here = facts.appeal is AppealPlace.NOW
            steps.append({"label": self.text(say("appeal.label")), "state": state, "here": here})
        mirrored = self._language in _FROM_THE_RIGHT
        return {
            "heading": self.text(say("letters.part.drawing")),
            "svg": draw(self._pages, stops, self._alt(), mirrored=mirrored),
            "steps": steps,
        }

    def _alt(self) -> str:
        if self._facts.appeal is AppealPlace.NOW:
            return self.text(say("drawing.alt.appeal"))
        for step, place in self._facts.places:
            if place in _HERE:
                name = Phrase(f"step.{self._facts.case_kind}.{step}.label")
                return self.text(say("drawing.alt.current", number=step.number, label=name))
        return self.text(say("drawing.alt.none"))


def _scene(step: Step, kind: CaseKind) -> str:
    review = kind is CaseKind.REVIEW and step is Step.RECEIVED
    return "received_review" if review else str(step)


def _phone(number: str) -> str:
    """Return a number that no line break and no reading direction takes apart."""
    return number.replace(" ", _NO_BREAK)


def _isolated(value: Value) -> Value:
    """Return a name with its own reading direction; other values as they are."""
    plain = isinstance(value, str) and not isinstance(value, Phrase)
    return f"{_NAME_START}{value}{_NAME_END}" if plain else value
