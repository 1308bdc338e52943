"""Every text a citizen can meet: complete, plain, and kept to the promises about its words."""

import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from portal.core import readability
from portal.wording.keys import required_keys

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "translations"
LANGUAGES = ("da", "en", "ar")

REQUIRED = required_keys()

# What a placeholder may at worst be filled with: long names, long dates, whole sentences.
FILLED = {
    "area": "Borgerstyret personlig assistance",
    "band": "meget svær",
    "basis": "84 sager, vi afgjorde. Halvdelen tog mellem 7 og 11 uger.",
    "channel": "i Digital Post",
    "date": "torsdag den 24. september 2026",
    "field": "Hvornår hører borgeren fra os igen",
    "high": "11 uger",
    "holiday": "Kristi himmelfart",
    "item": "et møde om din sag",
    "kept": "torsdag den 24. september 2026",
    "label": "Rådgiver indhenter nødvendige oplysninger",
    "length": "8 uger",
    "letter": "et brev med svar på din klage",
    "looks": "24",
    "low": "7 uger",
    "months": "12",
    "municipality": "Ringkøbing-Skjern Kommune",
    "name": "Charlotte Marie Bundgaard-Christensen",
    "next": "tirsdag den 22. september 2026",
    "number": "3",
    "old": "onsdag den 25. november 2026",
    "owner": "Charlotte Marie Bundgaard-Christensen",
    "phone": "99 99 12 35",
    "place": "{date}",
    "reason": "Ankestyrelsen har bedt os om at se på sagen igen.",
    "title": "Send noget til os",
    "site": "dinsag.ringkoebing-skjern.example",
    "step": "Rådgiver indhenter nødvendige oplysninger",
    "unit": "Center for Handicap og Psykiatri",
    "when": "fredag den 20. november kl. 14.05",
    "who": "en kollega i kommunen",
    "words": "så hurtigt som muligt",
}

# Phrases that stand inside a sentence, or as a heading or a label: no full stop of their own.
WITHOUT_STOP = re.compile(
    r"status\..*|(?:who|item|channel|letter|role|kind)\..*|.*\.(?:heading|label|sublabel|name)"
    r"|drawing\.title\..*"
)
ENDS = (".", "?", "؟")

LAWS = {
    "da": r"serviceloven|forvaltningsloven|retssikkerhedsloven|barnets lov|servicelov|paragraf",
    "en": r"Social Services Act|Public Administration Act|Legal Protection|section \d",
    "ar": r"قانون الخدمات|قانون الإدارة|قانون الطفل|المادة \d",
}
# Empty comfort, spin, evasion, and what makes a person a case to be dealt with.
FORBIDDEN = {
    "da": r"desværre|arbejder på (?:din )?sag|højtryk|tillykke|heldigvis|godt nyt|vi beklager"
    r"|fælles beslutning|hurtigst muligt|løbende|ifm\.|vedr\.|pga\.|jf\.",
    "en": r"unfortunately|sorry for|working on your case|congratulations|good news|please note",
    "ar": r"للأسف|نأسف|مبروك|نعمل على ملفك",
}
INDEPENDENT = {"da": r"uafhængig", "en": r"independent", "ar": r"مستقل"}
LAW_WORDS = frozenset(
    {
        "word.barnets_lov",
        "word.serviceloven",
        "word.forvaltningsloven",
        "word.retssikkerhedsloven",
    }
)
# "sag" stands in nearly every sentence: explained with all the other words, not at each step.
ON_THE_WORDS_PAGE_ONLY = frozenset({"word.sag"})
EASY_WORDS_IN_A_SENTENCE = 15
RUNNING_TEXT_WORDS = 100
LIX_NORMAL, LIX_EASY = 35, 25


@cache
def texts(language: str) -> dict[str, dict[str, str]]:
    """Return every wording entry of a language: key to register to text."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((TRANSLATIONS / language / "wording").glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        assert not found.keys() & entries.keys(), f"{path}: a key stands in two files"
        found |= entries
    return found


@cache
def glossary(language: str) -> dict[str, dict[str, Any]]:
    path = TRANSLATIONS / language / "glossary.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def messages(language: str) -> Catalog:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def labels(language: str) -> dict[str, str]:
    return {str(m.id): str(m.string) for m in messages(language) if m.id}


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def every_text(language: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of all wording, in each register, and of all labels."""
    for key, entry in texts(language).items():
        for register, text in entry.items():
            yield f"{key} ({register})", text
    yield from labels(language).items()


def means(language: str) -> Iterator[tuple[str, str]]:
    for key, entry in glossary(language).items():
        for register in ("text", "easy"):
            if register in entry:
                yield f"{key} ({register})", entry[register]


def offenders(pattern: str, language: str) -> list[str]:
    found = re.compile(pattern, re.IGNORECASE)
    return [
        f"{name}: {text}"
        for name, text in (*every_text(language), *means(language))
        if found.search(text)
    ]


# --- complete ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_words_and_no_words_are_left_over(language: str) -> None:
    assert sorted(REQUIRED.keys() - texts(language).keys()) == []
    assert sorted(texts(language).keys() - REQUIRED.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_has_a_text_and_danish_an_easy_one_too(language: str) -> None:
    registers = {"text", "easy"} if language == "da" else {"text"}
    for key, entry in texts(language).items():
        assert entry.keys() == registers, key
        assert all(text.strip() == text != "" for text in entry.values()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_holds_exactly_its_placeholders(language: str) -> None:
    wrong = [
        (key, register, sorted(placeholders(text)), sorted(REQUIRED[key]))
        for key, entry in texts(language).items()
        for register, text in entry.items()
        if placeholders(text) != REQUIRED[key]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_professional_words_are_explained_in_every_language(language: str) -> None:
    assert glossary(language).keys() == glossary("da").keys()
    assert len(glossary(language)) >= 73
    for key, entry in glossary(language).items():
        assert all(entry[part] for part in ("word", "text")), key
        assert bool(entry["forms"]) == (key not in ON_THE_WORDS_PAGE_ONLY), key
        assert ("easy" in entry) == (language == "da"), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_belongs_to_two_words(language: str) -> None:
    forms = [form for entry in glossary(language).values() for form in entry["forms"]]

    assert sorted({form for form in forms if forms.count(form) > 1}) == []
    assert [form for form in forms if form != form.casefold() or form.strip() != form] == []


def test_a_danish_word_is_itself_one_of_its_forms() -> None:
    for key, entry in glossary("da").items():
        if key not in ON_THE_WORDS_PAGE_ONLY:
            assert entry["word"].casefold() in entry["forms"], key


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_translated_word_keeps_the_danish_one_beside_it(language: str) -> None:
    for key, entry in glossary(language).items():
        danish = glossary("da")[key]["word"]
        assert danish.casefold() in entry["word"].casefold(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_translated(language: str) -> None:
    known = set().union(*(labels(one) for one in LANGUAGES))

    assert sorted(known - labels(language).keys()) == []
    for message in messages(language):
        if message.id:
            assert message.string not in ("", message.id), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("folder", ["templates", "portal/web"])
def test_every_label_a_page_asks_for_is_there(folder: str) -> None:
    asked = re.compile(r"\b(?:t|label)\(\s*[\"']([a-z_]+(?:\.[a-z_0-9]+)+)[\"']")
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".html", ".py"}]
    keys = {key for path in files for key in asked.findall(path.read_text(encoding="utf-8"))}

    assert keys
    assert sorted(keys - labels("da").keys()) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_label_keeps_its_placeholders(language: str) -> None:
    holder = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    for key, text in labels(language).items():
        assert sorted(holder.findall(text)) == sorted(holder.findall(labels("da")[key])), key


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_text_was_left_in_danish(language: str) -> None:
    """Names of institutions and of places in Denmark may be the same; sentences may not."""
    same = [
        key
        for key, entry in texts(language).items()
        if entry["text"] == texts("da")[key]["text"] and len(entry["text"].split()) > 1
    ]
    assert same == []
    danish = r"\b(?:og|ikke|hvis|skal|fordi|hvad|når|din|kan du)\b"
    assert offenders(danish, language) == []


def test_arabic_is_written_in_arabic() -> None:
    arabic = re.compile(r"[\u0600-\u06ff]")

    assert [name for name, text in every_text("ar") if not arabic.search(text)] == []


# --- plain ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_plain_without_markup_paragraph_signs_and_shouting(language: str) -> None:
    assert offenders(r"[<>§!！%&]|\*\*|https?:", language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_names_a_law(language: str) -> None:
    assert offenders(LAWS[language], language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_empty_comfort(language: str) -> None:
    assert offenders(FORBIDDEN[language], language) == []


def test_the_caseworker_is_called_raadgiver_in_hedensteds_label_only() -> None:
    alone = re.compile(r"\brådgiver(?:en|e|ne|s)?\b", re.IGNORECASE)
    allowed = re.compile(r"step\.\w+\.information\.label|step\.information\.sublabel")
    found = [name for name, text in every_text("da") if alone.search(text)]

    assert [name for name in found if not allowed.match(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_adviser_outside_the_administration_is_called_independent(language: str) -> None:
    found = offenders(INDEPENDENT[language], language)

    assert [line for line in found if not line.startswith("help.adviser.65e.")] == []
    assert any(line.startswith("help.adviser.65e.name") for line in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_have_no_full_stop_and_other_texts_have_one(language: str) -> None:
    wrong = []
    for key, entry in texts(language).items():
        for register, text in entry.items():
            ends = text.endswith((*ENDS, "{reason}", "{basis}"))
            if ends == bool(WITHOUT_STOP.fullmatch(key)):
                wrong.append(f"{key} ({register}): {text}")
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_is_one_sentence(language: str) -> None:
    for key, entry in texts(language).items():
        if key.startswith("status.") or key.endswith(".heading"):
            for text in entry.values():
                assert len(readability.sentences(text)) == 1, key
                assert not re.search(r"[.?؟:]", text), key


def test_the_five_steps_are_named_as_hedensted_named_them() -> None:
    names = [
        "Ansøgning modtages",
        "Rådgiver indhenter nødvendige oplysninger",
        "Sagsbehandling",
        "Partshøring",
        "Afgørelse",
    ]
    steps = ("received", "information", "casework", "hearing", "decision")
    da = texts("da")

    for register in ("text", "easy"):
        said = [da[f"step.application.{step}.label"][register] for step in steps]
        assert said == names
        for kind in ("complaint", "review"):
            rest = [da[f"step.{kind}.{step}.label"][register] for step in steps[1:]]
            assert rest == names[1:]
        assert da["step.complaint.received.label"][register] == "Klage modtages"
        assert da["step.information.sublabel"][register] == "Rådgiver er din sagsbehandler"
        assert da["drawing.title.application"][register] == "Sådan behandler vi din ansøgning"
        assert da["drawing.title.complaint"][register] == "Sådan behandler vi din klage"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_held_does_not_hint_at_the_outcome(language: str) -> None:
    """A decision and a complaint's answer are held in words that hold no yes and no no."""
    hints = {
        "da": r"\b(?:ja|nej|ikke|afslag|bevil\w*|medhold|ændre\w*)\b",
        "en": r"\b(?:yes|no|not|refus\w*|grant\w*|reject\w*|approv\w*|chang\w*)\b",
        "ar": r"نعم|(?<!\w)لا(?!\w)|رفض|موافق|قبول|تغيير",
    }
    held = (
        "status.held",
        "turn.us.held",
        "event.decision.held",
        "status.complaint_answered",
        "turn.us.complaint_answered",
        "event.complaint.answer_held",
        "status.complaint_board_answered",
        "turn.us.board_answered",
    )
    for key in held:
        for text in texts(language)[key].values():
            assert not re.search(hints[language], text, re.IGNORECASE), key


# --- easy to read --------------------------------------------------------------------


def test_an_easy_sentence_has_at_most_fifteen_words() -> None:
    long = [
        f"{key}: {sentence}"
        for key, entry in texts("da").items()
        for sentence in readability.sentences(entry["easy"].format_map(FILLED))
        if len(readability.words(sentence)) > EASY_WORDS_IN_A_SENTENCE
    ]
    long += [
        f"{name}: {sentence}"
        for name, text in means("da")
        if name.endswith("(easy)")
        for sentence in readability.sentences(text)
        if len(readability.words(sentence)) > EASY_WORDS_IN_A_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize(("register", "limit"), [("text", LIX_NORMAL), ("easy", LIX_EASY)])
def test_running_danish_text_is_easy_by_lix(register: str, limit: int) -> None:
    measured = {}
    for path in sorted((TRANSLATIONS / "da" / "wording").glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        text = "\n".join(entry[register].format_map(FILLED) for entry in entries.values())
        assert len(readability.words(text)) >= RUNNING_TEXT_WORDS, path.name
        measured[path.name] = readability.lix(text)
    explained = "\n".join(entry[register] for entry in glossary("da").values())
    measured["glossary.toml"] = readability.lix(explained)

    assert {name: score for name, score in measured.items() if score >= limit} == {}


def test_easy_text_uses_digits_and_no_abbreviations() -> None:
    counted = re.compile(r"\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti) (?:uger|dage|måneder|trin)\b")
    short = re.compile(r"\b(?:fx|bl\.a|f\.eks|ca|evt|mv|osv|dvs|tlf|nr|stk)\b\.?", re.IGNORECASE)
    for key, entry in texts("da").items():
        assert not counted.search(entry["easy"]), key
        assert not short.search(entry["easy"]), key


def test_easy_text_has_no_condition_with_a_not_in_it() -> None:
    negated = re.compile(r"\b(?:hvis|når|medmindre) (?:\w+ ){1,4}ikke\b|medmindre", re.IGNORECASE)
    found = [key for key, entry in texts("da").items() if negated.search(entry["easy"])]

    assert found == []


def test_every_long_word_in_easy_text_is_explained() -> None:
    """A word of 13 letters or more is either explained where it stands or an everyday one."""
    everyday = {"telefonnummeret"}
    explained = {form for entry in glossary("da").values() for form in entry["forms"]}
    unexplained = {
        word.casefold()
        for entry in texts("da").values()
        for word in readability.words(entry["easy"])
        if sum(letter.isalpha() for letter in word) >= 13
    }
    assert sorted(unexplained - explained - everyday) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unreviewed_translation_says_so(language: str) -> None:
    text = texts(language)["page.translation.not_reviewed"]["text"]
    machine = {"da": "maskine", "en": "machine", "ar": "آلي"}

    assert machine[language] in text.casefold()
