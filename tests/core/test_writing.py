"""Advice on a text: what it finds, and above all what it leaves alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.readability import sentences
from portal.core.writing import Advice, Finding, TextReader, advice, measure
from portal.core.writing_passive import NO_PASSIVE, passives
from portal.settings import ROOT
from portal.wording.catalogue import load_catalogue

TERMS = {
    "partshøring": "word.partshoering",
    "partshøringen": "word.partshoering",
    "tabt arbejdsfortjeneste": "word.tabt_arbejdsfortjeneste",
    "klage": "word.klage",
    "barnets lov": "word.barnets_lov",
}
READER = TextReader(TERMS)


def found(text: str, code: Advice) -> list[str]:
    return [finding.words for finding in READER.read(text).about(code)]


# --- the passive --------------------------------------------------------------------------

PASSIVE = [
    ("Pengene udbetales den 1. december.", ["udbetales"]),
    ("Ansøgningen behandles af udvalget.", ["behandles"]),
    ("Papirerne sendtes i går.", ["sendtes"]),
    ("Der indhentes oplysninger fra din læge.", ["indhentes"]),
    ("Du bedes sende dit pas.", ["bedes"]),
    ("Brevet bliver sendt i morgen.", ["bliver sendt"]),
    ("Din ansøgning blev ikke modtaget.", ["blev ikke modtaget"]),
    ("Støtten er blevet forlænget.", ["blevet forlænget"]),
    ("Din støtte revurderes hvert år.", ["revurderes"]),
    ("Det skal dokumenteres.", ["dokumenteres"]),
    ("Oplysningerne kan altid hentes her.", ["hentes"]),
    ("Det bør godkendes af lederen.", ["godkendes"]),
    ("Hjælpen tildeles efter reglerne og bevilges for et år.", ["tildeles", "bevilges"]),
    ("Sagen afgøres på mødet.", ["afgøres"]),
    ("Så bliver svaret sendt til dig.", ["bliver svaret sendt"]),
    ("Beløbet tilbagebetales.", ["tilbagebetales"]),
    ("Du partshøres først.", ["partshøres"]),
    ("Der træffes en afgørelse.", ["træffes"]),
    ("Du vil blive kontaktet.", ["blive kontaktet"]),
    ("Mødet afholdes i uge 49.", ["afholdes"]),
]


@pytest.mark.parametrize(("text", "words"), PASSIVE)
def test_a_passive_is_found(text: str, words: list[str]) -> None:
    assert found(text, Advice.PASSIVE) == words


@pytest.mark.parametrize(
    "text",
    [
        "Vi sender brevet i morgen.",
        "Vi mødes på fredag. Vi ses.",
        "Vi tales ved på mandag.",
        "Der findes flere slags hjælp.",
        "Det lykkes ikke altid.",
        "Jeg synes, vi skal tale sammen.",
        "Det skyldes, at lægen er på ferie.",
        "Det er kommunens ansvar.",
        "Du finder kommunes hjemmeside her.",
        "Det er borgernes egen beslutning og familiernes ønske.",
        "Deres papirer og jeres svar er her. Vi kan deres sprog.",
        "Din forældres adresse er den samme.",
        "Brevet er sendt.",
        "Det bliver svært. Det bliver godt. Du bliver 18 år.",
        "Så bliver svaret bedre.",
        "Hun bliver ved med at ringe.",
        "Du bliver glad for det.",
        "Vi skal altid høre, hvad du mener.",
        "Skal vi skrive til dig om to dages tid?",
        "Han blev syg. Hun blev ny leder.",
        "Det er lægens svar, sygehusets brev og skolens plan.",
        "Efter en måneds ventetid ringer vi til dig.",
        "Du kan Mettes nummer.",
        "Vi trives. De længes efter svar.",
        "Ydelses- og sagsnummer.",
        "Det bliver målet for næste år.",
    ],
)
def test_what_only_looks_like_a_passive_is_left_alone(text: str) -> None:
    assert found(text, Advice.PASSIVE) == []


@pytest.mark.parametrize("word", sorted(NO_PASSIVE))
def test_every_exception_is_one(word: str) -> None:
    assert list(passives(f"Det {word}. Vi kan {word} her.")) == []


# --- what blames, hides or says nothing ---------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vi venter, fordi Jobcentret ikke har svaret.", Advice.BLAMES_UNIT),
        ("Det er Ydelsesafdelingens skyld.", Advice.BLAMES_UNIT),
        ("Det skyldes Visitationen.", Advice.BLAMES_UNIT),
        ("Sagen ligger hos Børneafdelingen.", Advice.BLAMES_UNIT),
        ("Jobcenteret er bagud.", Advice.BLAMES_UNIT),
        ("Det er Sundhedsteamets fejl.", Advice.BLAMES_UNIT),
        ("Hjælpemiddelkontoret har ikke nået det.", Advice.BLAMES_UNIT),
        ("Din tidligere sagsbehandler glemte at sende det.", Advice.BLAMES_PERSON),
        ("Min kollega har lavet en fejl.", Advice.BLAMES_PERSON),
        ("Mette glemte at ringe.", Advice.BLAMES_PERSON),
        ("Her er det. Mette Holm har overset dit brev.", Advice.BLAMES_PERSON),
        ("Du har glemt at svare.", Advice.BLAMES_PERSON),
        ("Du skulle have sendt papirerne.", Advice.BLAMES_PERSON),
        ("Det er din egen skyld.", Advice.BLAMES_PERSON),
        ("Det er ikke vores skyld.", Advice.BLAMES_PERSON),
        ("Det er Mettes skyld.", Advice.BLAMES_PERSON),
        ("Det er en fælles beslutning.", Advice.NO_DECIDER),
        ("Det er besluttet, at du ikke får hjælp.", Advice.NO_DECIDER),
        ("Man har vurderet, at det er nok.", Advice.NO_DECIDER),
        ("Systemet kan ikke det.", Advice.NO_DECIDER),
        ("Vi arbejder på din sag.", Advice.EMPTY),
        ("Vi arbejder stadig med sagen.", Advice.EMPTY),
        ("Du får svar snarest muligt.", Advice.EMPTY),
        ("Vi svarer hurtigst muligt.", Advice.EMPTY),
        ("Vi svarer så hurtigt som muligt.", Advice.EMPTY),
        ("Du hører snart fra os.", Advice.EMPTY),
        ("Du hører fra os inden længe.", Advice.EMPTY),
        ("Din sag er under behandling.", Advice.EMPTY),
        ("Vi beklager ventetiden.", Advice.EMPTY),
        ("Efter § 100 får du hjælp.", Advice.LAW),
        ("Se serviceloven.", Advice.LAW),
        ("Det står i lov om social service.", Advice.LAW),
        ("Det følger af barnets lov.", Advice.LAW),
        ("Se paragraf 41.", Advice.LAW),
    ],
)
def test_what_does_harm_is_found(text: str, code: Advice) -> None:
    reading = READER.read(text)
    assert [finding.code for finding in reading.findings] == [code], reading.findings
    assert not reading.refused


@pytest.mark.parametrize(
    "text",
    [
        "Kommunen mangler et svar fra din læge.",
        "Din læge har ikke svaret endnu.",
        "Vi har ikke fået svar fra sygehuset.",
        "Vi glemte at ringe til dig. Det er vi kede af.",
        "Jeg nåede ikke at ringe i går. Jeg ringer i morgen kl. 9.",
        "Jeg skriver det for din skyld og for barnets skyld.",
        "Min kollega Mette ringer til dig på mandag.",
        "Mette Holm har din sag nu.",
        "Din nye sagsbehandler hedder Mette. Hun ringer den 12. maj.",
        "Vi spørger Jobcentret om din løn. Du får svar den 3. maj.",
        "Jobcentret har sendt os dit brev.",
        "Mødet er på Ydelseskontoret den 3. maj.",
        "Leder Hanne Bang har besluttet det, fordi du har hjælp nok i dag.",
        "Udvalget besluttede det den 3. maj. Reglen siger, at du skal bo her.",
        "Så snart vi har svaret, ringer vi til dig.",
        "Vi ser på, hvad loven siger.",
        "Det ved jeg ikke endnu, men jeg undersøger det. Jeg ringer den 3. maj.",
        "Intet nyt, du er ikke glemt. Vi venter på svar fra din læge.",
        "Du skulle have hørt fra os den 3. maj. Det gjorde du ikke.",
        "Du har ikke sendt dit pas endnu. Send det senest den 3. maj.",
        "Du får 4.000 kr. den 1. i hver måned.",
        "Vi holder mødet i kommunens hus. Ring på 12 34 56 78.",
        "Klagen er her nu. Du kan klage igen.",
    ],
)
def test_good_text_is_left_alone(text: str) -> None:
    assert READER.read(text).findings == ()


def test_a_decision_with_its_decider_hides_nobody() -> None:
    assert found("Det blev besluttet den 3. maj af Hanne Bang.", Advice.NO_DECIDER) == []


# --- words, numbers, sentences ------------------------------------------------------------


def test_a_cpr_number_is_the_one_thing_refused() -> None:
    reading = READER.read("Anna, 610190-1234, har søgt.")
    assert reading.refused
    (finding,) = reading.findings
    assert (finding.code, finding.words) == (Advice.CPR, "610190-1234")
    assert advice(finding).values == {}, "the number is not said again"


def test_a_professional_word_is_told_once_with_its_explanation() -> None:
    text = "Du får tabt arbejdsfortjeneste. Partshøring: svar på partshøringen."
    reading = READER.read(text)
    assert [(one.words, one.term) for one in reading.findings] == [
        ("tabt arbejdsfortjeneste", "word.tabt_arbejdsfortjeneste"),
        ("Partshøring", "word.partshoering"),
    ]


def test_a_law_is_told_as_a_law_and_not_as_a_word_too() -> None:
    reading = READER.read("Det står i barnets lov.")
    assert [one.code for one in reading.findings] == [Advice.LAW]


def test_without_a_glossary_no_word_is_professional() -> None:
    assert TextReader({}).read("Partshøring og merudgifter.").findings == ()


def test_a_long_sentence_is_shown_by_its_beginning() -> None:
    long = "Vi vil gerne se alle de papirer, du har fra din læge,\nog"
    text = f"Hej. Vi vil gerne se alle de papirer, du har fra din læge, og {'x ' * 5}. Hej igen."
    (finding,) = READER.read(text).findings
    assert finding.code is Advice.LONG_SENTENCE
    assert finding.number == 18
    assert text[finding.start : finding.end].startswith("Vi vil gerne")
    assert advice(finding).values["words"] == "Vi vil gerne se alle de …"
    assert len(sentences(long)) == 2
    assert (
        READER.read(
            "Et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten."
        ).findings
        == ()
    )


def test_findings_stand_where_they_say() -> None:
    text = (
        "Kære Anna.\r\n\r\nVi arbejder på din sag. Penge udbetales snarest muligt efter § 4."
        "\n- Det er Ydelsesafdelingens skyld, og det kan vi ikke gøre noget ved lige nu i dag her."
    )
    reading = READER.read(text)
    for finding in reading.findings:
        assert " ".join(finding.words.split()) in " ".join(
            text[finding.start : finding.end].split()
        )
    assert [one.start for one in reading.findings] == sorted(one.start for one in reading.findings)
    assert {one.code for one in reading.findings} == {
        Advice.EMPTY,
        Advice.PASSIVE,
        Advice.LAW,
        Advice.BLAMES_UNIT,
        Advice.LONG_SENTENCE,
    }


def test_lix_has_its_band_and_is_said_with_care_of_a_short_text() -> None:
    reading = READER.read("Vi læser din sag. Du skal ikke gøre noget nu.")
    assert (reading.lix, reading.band, reading.is_short) == (5, "very_easy", True)
    assert measure(reading).key == "writing.lix.short"
    longer = READER.read("Vi læser din sag. Du skal ikke gøre noget nu. " * 12)
    assert measure(longer).key == "writing.lix.text"
    heavy = "Sagsbehandlingstiden afhænger af oplysningsgrundlaget i ansøgningen. " * 3
    assert READER.read(heavy).band == "very_hard"
    nothing = READER.read(" \n ")
    assert (nothing.lix, nothing.band, nothing.findings) == (None, None, ())
    assert measure(nothing).key == "writing.lix.none"


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_finding_lies_in_it(text: str) -> None:
    for finding in READER.read(text).findings:
        assert 0 <= finding.start < finding.end <= len(text)


def test_a_long_text_is_read_quickly() -> None:
    """No pattern takes more than its share: the desk asks at every preview."""
    import time

    text = "Vi arbejder med " + "din " * 3000 + "x" * 10_000 + " bliver" * 2000
    begun = time.process_time()
    READER.read(text)
    assert time.process_time() - begun < 3


# --- how often it speaks up ---------------------------------------------------------------

# Findings in a hundred sentences of what this portal itself says, the words read and found plain
# by people: what is found there is nearly always really so, and seldom.
SELDOM = {
    Advice.CPR: 0.0,
    Advice.BLAMES_UNIT: 0.0,
    Advice.BLAMES_PERSON: 0.0,
    Advice.NO_DECIDER: 0.1,
    Advice.LAW: 0.5,
    Advice.EMPTY: 0.3,
    Advice.PASSIVE: 3.0,
    Advice.LONG_SENTENCE: 2.0,
    Advice.PROFESSIONAL_WORD: 9.0,
}


@pytest.mark.parametrize("register", ["normal", "easy"])
def test_the_portals_own_words_are_seldom_pointed_out(register: str) -> None:
    words = load_catalogue(Path(ROOT) / "translations")["da", register]
    reader = TextReader(words.forms)
    findings: list[tuple[str, Finding]] = []
    count = 0
    for key, text in words.all_texts().items():
        if key.startswith("writing."):
            continue
        plain = text.replace("{", "").replace("}", "")
        count += len(sentences(plain))
        findings += [(key, finding) for finding in reader.read(plain).findings]
    assert count > 1500
    for code, most in SELDOM.items():
        those = [(key, one.words) for key, one in findings if one.code is code]
        assert 100 * len(those) / count <= most, (code, those)
