"""What a letter must hold: a fact that is missing stops it, and what is there is said."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.core.letters import REQUIRED, LetterFacts, is_binding, missing
from portal.core.vocabulary import CaseKind, LetterKind, Outcome
from portal.services.write_letter import LetterMissesError, Reader, Workshop, write_letter
from tests.letters import samples
from tests.letters.conftest import Write
from tests.letters.reading import article, plain

OF_KIND = {facts.kind: facts for facts in samples.OF_EACH_KIND}
NOTHING: dict[str, Any] = {
    "content": {"waiting": (), "words": None},
    **{name: {name: ()} for name in ("asked", "evidence", "reasons", "ends", "instead")},
}
REQUIREMENTS = [(kind, name) for kind, names in REQUIRED.items() for name in names]


def said(facts: LetterFacts, write: Write, place: int = 0) -> str:
    return plain(article(write(facts).html, place).get_text(" "))


def test_there_is_a_sample_of_each_kind_the_portal_writes() -> None:
    assert set(OF_KIND) == set(REQUIRED)
    assert [missing(facts) for facts in samples.ALL] == [()] * len(samples.ALL)


@pytest.mark.parametrize(("kind", "name"), REQUIREMENTS)
def test_nothing_goes_without_what_the_kind_requires(
    kind: LetterKind, name: str, workshop: Workshop
) -> None:
    without = replace(OF_KIND[kind], **NOTHING.get(name, {name: None}))

    assert missing(without) == (name,)
    with pytest.raises(LetterMissesError) as refused:
        write_letter(without, Reader(), workshop)
    assert refused.value.names == (name,)


@pytest.mark.parametrize("kind", [LetterKind.OTHER, LetterKind.APPEAL_DECISION])
def test_a_letter_the_portal_does_not_write_is_refused(kind: LetterKind) -> None:
    assert missing(replace(samples.RECEIPT, kind=kind)) == ("kind",)


@pytest.mark.parametrize("kind", REQUIRED)
def test_every_letter_needs_somebody_to_call(kind: LetterKind) -> None:
    facts = OF_KIND[kind]

    assert missing(replace(facts, contact=replace(facts.contact, phone=" "))) == ("phone",)
    assert missing(replace(facts, party="")) == ("party",)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (LetterKind.REQUEST, "answer_by"),
        (LetterKind.HEARING, "answer_by"),
        (LetterKind.DECISION, "complain_by"),
        (LetterKind.UPDATE, "next_contact"),
        (LetterKind.DELAY, "deadline"),
    ],
)
def test_a_day_that_has_passed_is_as_good_as_none(kind: LetterKind, name: str) -> None:
    facts = OF_KIND[kind]

    assert missing(replace(facts, **{name: facts.dated - timedelta(days=1)})) == (name,)
    assert missing(replace(facts, **{name: facts.dated})) == ()


def test_blank_texts_are_no_texts() -> None:
    assert missing(replace(samples.HEARING, evidence=("", " "), may_mean=" ")) == (
        "evidence",
        "may_mean",
    )
    assert missing(replace(samples.UPDATE_LOOKING, words="  ")) == ("content",)


def test_a_decision_in_a_review_says_in_words_what_happens_to_the_help() -> None:
    review = replace(samples.DECISION, case_kind=CaseKind.REVIEW, outcome_words=None)

    assert missing(review) == ("outcome_words",)


def test_a_letter_to_a_parent_names_the_young_person() -> None:
    assert missing(replace(samples.TURNING_18_PARENT, about=None)) == ("about",)


def test_hearings_decisions_and_all_about_complaints_are_binding() -> None:
    binding = {facts.kind for facts in samples.OF_EACH_KIND if is_binding(facts)}

    assert binding == {LetterKind.HEARING, LetterKind.DECISION, LetterKind.REASSESSMENT}
    assert is_binding(samples.COMPLAINT)


def test_a_receipt_says_when_it_came_and_when_one_hears_again(write: Write) -> None:
    text = said(samples.RECEIPT, write)

    for part in ("20. november 2026", "4. december 2026", "29. januar 2027", "Merudgifter"):
        assert part in text
    assert "Hvor er sagen nu?" in text


def test_an_unknown_date_is_said_to_be_unknown(write: Write) -> None:
    assert "Vi ved ikke endnu, hvornår du får svar." in said(samples.REVIEW, write)


def test_a_request_says_what_why_by_when_and_how_to_get_help(write: Write) -> None:
    text = said(samples.REQUEST, write)

    for part in (
        "Send os en udtalelse",
        "Vi spørger, fordi vi skal forstå, hvad du har brug for.",
        "kvitteringer for medicin fra august til oktober",
        "Send det til os senest mandag den 14. december 2026.",
        "Så hjælper vi dig med at svare",
        "Så aftaler vi en ny dag.",
        "Så svarer vi ud fra det, vi har.",
    ):
        assert part in text


def test_a_change_of_caseworker_says_what_stays_and_lets_one_choose(write: Write) -> None:
    text = said(samples.CASEWORKER, write)

    for part in (
        "Fra tirsdag den 1. december 2026 er det Yusuf Demir",
        "senest tirsdag den 8. december 2026",
        "Alle dine papirer er her stadig.",
        "Du får stadig svar fra os senest fredag den 29. januar 2027.",
        "Vi ringer til dig senest tirsdag den 8. december 2026.",
        "om du kan låne en stol, mens du venter. Det gør vi senest tirsdag den 15. december",
        "Du skal ikke sende eller fortælle det igen.",
        "Din søster må være med til møder.",
        "Skal Yusuf Demir læse sagen først, eller vil du hellere selv fortælle?",
        "ring til Lone Skov på 99 99 12 35",
        "Vi venter på din læge.",
    ):
        assert part in text


def test_a_change_of_caseworker_never_says_why(write: Write) -> None:
    told = replace(samples.CASEWORKER, words="Birte er blevet syg.", reason=samples.DELAY.reason)

    assert write(told).html == write(samples.CASEWORKER).html


def test_a_delay_says_the_new_day_and_why(write: Write) -> None:
    text = said(samples.DELAY, write)

    assert "Fristen var mandag den 30. november 2026." in text
    assert "Nu får du svar senest fredag den 15. januar 2027." in text
    assert "Vi mangler stadig papirer. Vi ringer til lægen igen den 1. december." in text
    assert "Du får svar senere end fristen" in text
    assert "Vi har ikke svaret dig til tiden" in said(samples.DELAY_PASSED, write)


def test_who_asked_for_more_time_is_not_told_that_we_are_late(write: Write) -> None:
    asked = replace(samples.DELAY_PASSED, reason="citizen_asked")

    assert "forsinkede" not in said(asked, write)
    assert "ikke svaret dig til tiden" not in said(asked, write)


def test_an_update_says_what_is_waited_for_and_the_next_day(write: Write) -> None:
    text = said(samples.UPDATE, write)

    assert "Der er ikke noget nyt, men du er ikke glemt" in text
    assert "Vi venter på sygehuset. Vi mangler papirer om behandling." in text
    assert "Vi har ventet siden mandag den 26. oktober 2026." in text
    assert "Du hører fra os senest mandag den 7. december 2026." in text


def test_an_update_tells_the_reader_when_it_is_their_turn(write: Write) -> None:
    assert "Sig ja eller nej til, at vi må hente oplysninger" in said(samples.UPDATE_TURN, write)
    assert "Du skal ikke gøre noget nu." not in said(samples.UPDATE_TURN, write)


def test_a_hearing_says_what_it_may_mean_and_what_silence_does(write: Write) -> None:
    text = said(samples.HEARING, write)

    for part in (
        "Brevet er ikke et ja eller et nej.",
        "du kan gå 200 meter uden hjælp",
        "Det kan betyde, at vi ikke dækker taxa til korte ture.",
        "gør det senest mandag den 14. december 2026",
        "Ring eller skriv til os før mandag den 14. december 2026. Så aftaler vi en ny dag.",
        "Hører vi ikke fra dig, beslutter vi efter mandag den 14. december 2026",
        "Du kan ringe, skrive eller komme og sige det.",
        "Udtalelse fra din læge, 4. november 2026",
    ):
        assert part in text


def test_a_decision_cover_points_to_the_decision_itself(write: Write) -> None:
    text = said(samples.DECISION, write)

    for part in (
        "Du får noget af det, du har søgt om",
        "Du får 1.250 kr. om måneden",
        "Medicinen og kosten er nødvendig",
        "Hvad har dit svar ændret? Du skrev, at din kost er dyrere om vinteren.",
        "flere ansatte i kommunen, der har besluttet det sammen",
        "Visitationsudvalget for handicap",
        "Vi vil gerne tale med dig om svaret.",
        "klage til os senest mandag den 21. december 2026",
        "sender vi din klage til Ankestyrelsen",
        "Selve afgørelsen ligger ved dette brev.",
        "Det er afgørelsen, der gælder.",
        "Afgørelse om merudgifter, 19. november 2026",
        "Det gælder fra tirsdag den 1. december 2026.",
    ):
        assert part in text


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_sentence(outcome: Outcome, write: Write, workshop: Workshop) -> None:
    letter = write(replace(samples.DECISION, outcome=outcome, outcome_words=None))
    words = workshop.catalogue["da", "normal"]

    assert letter.title == words.text(f"status.decided.{outcome}")


def test_a_reassessment_says_where_the_complaint_goes(write: Write) -> None:
    changed, partly = samples.REASSESSMENTS

    assert "Vi sendte din klage til Ankestyrelsen fredag den 20. november 2026." in said(
        samples.REASSESSMENT, write
    )
    assert "Vi sender din klage videre til Ankestyrelsen." in said(partly, write)
    assert "sendte din klage" not in said(changed, write)
    assert "klage til os senest mandag den 21. december 2026" in said(changed, write)


def test_turning_18_says_what_ends_and_what_may_take_its_place(write: Write) -> None:
    early, soon = said(samples.TURNING_18, write), said(samples.TURNING_18_SOON, write)
    parent = said(samples.TURNING_18_PARENT, write)

    assert "Du fylder 18 år mandag den 24. maj 2027." in early
    assert (
        "Denne hjælp slutter mandag den 24. maj 2027. Merudgifter til et barn Aflastning" in early
    )
    assert "Merudgifter Støtte i hverdagen Plads i botilbud" in early
    assert "Der er tid endnu." in early
    assert "Der er en måned til." in soon
    assert "Kære Henrik Krogh" in parent
    assert "Noget af hjælpen slutter, når Liva Krogh fylder 18 år" in parent
    assert "Det gør Liva Krogh." in parent


def test_an_area_nobody_named_is_shown_as_it_is(write: Write) -> None:
    assert "new_area" in said(replace(samples.RECEIPT, area="new_area"), write)


def test_a_letter_about_a_child_says_so(write: Write) -> None:
    about = replace(samples.RECEIPT, about="Liva Krogh", dated=date(2026, 11, 24))

    assert "Brevet handler om Liva Krogh." in said(about, write)
