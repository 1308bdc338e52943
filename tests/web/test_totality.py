"""Everything that can be said has its words, in every language and register."""

import pytest

from portal.core import vocabulary as v
from portal.core.adviser import AdviserKind, Lead
from portal.core.deadlines import DeadlineState
from portal.core.promises import PromiseState
from portal.core.timeline import AppealPlace, Place
from portal.settings import ROOT
from portal.wording.catalogue import Words, load_catalogue
from portal.wording.keys import required_keys

CATALOGUE = load_catalogue(ROOT / "translations")


@pytest.mark.parametrize("words", CATALOGUE.values(), ids=map("-".join, CATALOGUE))
def test_every_key_has_words(words: Words) -> None:
    assert set(required_keys()) <= set(words.texts)


@pytest.mark.parametrize("words", CATALOGUE.values(), ids=map("-".join, CATALOGUE))
@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("step.state.{}", Place),
        ("appeal.state.{}", AppealPlace),
        # Whether a promise was kept can be unclear in one way only.
        *(
            (f"promise.{state}.{{}}", v.Promised)
            for state in PromiseState
            if state is not PromiseState.UNCLEAR
        ),
        *((f"step.{kind}.{{}}.label", v.Step) for kind in v.CaseKind),
        *((f"step.{kind}.{{}}.what", v.Step) for kind in v.CaseKind),
        ("step.{}.usual", v.Step),
        ("step.{}.back", v.Step),
        ("turn.us.step.{}", v.Step),
        ("event.step.entered.{}", v.Step),
        ("status.decided.{}", v.Outcome),
        ("status.reassessed.{}", v.Reassessment),
        ("status.review.{}", v.ReviewReason),
        ("note.review.{}", v.ReviewReason),
        ("who.{}", v.Awaited),
        ("item.{}", v.Item),
        ("turn.you.send.{}", v.Item),
        ("why.{}", v.Why),
        ("return_reason.{}", v.ReturnReason),
        ("extension_reason.{}", v.ExtensionReason),
        ("pause_reason.{}", v.PauseReason),
        ("hearing_not_needed.{}", v.HearingNotNeeded),
        ("close_reason.{}", v.CloseReason),
        ("event.contact.made.{}", v.Channel),
        ("letter.{}", v.LetterKind),
        ("people.decider.{}", v.Decider),
        ("note.deadline.{}", DeadlineState),
        ("note.counts_from.{}", v.CountsFrom),
        ("note.counts_to.{}", v.CountsTo),
        ("help.complain.{}", v.CaseKind),
        ("help.lead.{}", Lead),
        ("kind.{}", v.CaseKind),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_code_has_words(words: Words, pattern: str, codes: type[v.StrEnum]) -> None:
    for code in codes:
        assert words.texts.get(pattern.format(code)), pattern.format(code)


@pytest.mark.parametrize("words", CATALOGUE.values(), ids=map("-".join, CATALOGUE))
def test_every_kind_of_adviser_has_words_and_the_missing_one_has_none(words: Words) -> None:
    for kind in AdviserKind:
        keys = [f"help.adviser.{kind}.{part}" for part in ("name", "what", "limit")]
        assert all((key in words.texts) is (kind is not AdviserKind.NONE) for key in keys)
