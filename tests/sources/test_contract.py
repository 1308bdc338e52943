"""The contract: what is accepted, what is refused, and how a refusal is said."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import validate
from pydantic import ValidationError

from portal.core import vocabulary
from portal.core.vocabulary import EventType
from portal.sources import openapi
from portal.sources.contract import PAYLOADS, read_event
from portal.sources.fields import holds_identifier
from portal.sources.problems import CODES, OWN_CODES, json_pointer, problems

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEST_NUMBER = "610161-1234"


def event(type_: str = "sagsvej.step.entered", /, **changes: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": "e-1",
        "source": "demo-sager",
        "type": type_,
        "subject": "SAG-2026-0042",
        "time": "2026-03-02T09:30:00+01:00",
        "recordedtime": "2026-03-02T09:31:00+01:00",
        "sequence": "1",
        "data": {"step": "received"},
        **changes,
    }


def example(type_: EventType) -> dict[str, Any]:
    """Return a payload with every field of a type, from the contract's own examples."""
    fields = PAYLOADS[type_].model_fields
    data = {f.alias or name: f.examples[0] for name, f in fields.items() if f.examples}
    if type_ is EventType.CASE_OPENED:
        data |= {"kind": "review", "complete": True}
    return data


def refused(payload: Any, now: datetime | None = NOW) -> set[tuple[str, str]]:
    """Return where and why an event is refused."""
    with pytest.raises(ValidationError) as caught:
        read_event(payload, now)
    return {(problem.pointer, problem.code) for problem in problems(caught.value)}


# --- every type ----------------------------------------------------------------------


def test_every_type_has_a_payload() -> None:
    assert set(PAYLOADS) == set(EventType)


@pytest.mark.parametrize("type_", EventType)
def test_a_full_event_is_read(type_: EventType) -> None:
    payload = event(type_, data=example(type_))
    envelope, data = read_event(payload, NOW)
    assert envelope.type == type_
    assert data is not None
    assert data.model_dump(mode="json", by_alias=True, exclude_unset=True).keys() == (
        payload["data"].keys()
    )


@pytest.mark.parametrize("type_", EventType)
def test_only_what_is_marked_must_be_there(type_: EventType) -> None:
    fields = PAYLOADS[type_].model_fields
    must = {field.alias or name for name, field in fields.items() if field.is_required()}
    least = {name: value for name, value in example(type_).items() if name in must}
    if type_ is EventType.CASE_OPENED:
        least["kind"] = "application"  # a review must say what it is about
    assert read_event(event(type_, data=least))
    for name in must:
        without = {key: value for key, value in least.items() if key != name}
        assert (f"/data/{name}", "missing") in refused(event(type_, data=without))


@pytest.mark.parametrize("type_", EventType)
def test_null_says_the_same_as_leaving_out(type_: EventType) -> None:
    for name, field in PAYLOADS[type_].model_fields.items():
        if field.is_required() or field.default is not None:
            continue
        data = example(type_)
        if type_ is EventType.CASE_OPENED:
            data = {"kind": "application", "area": "x"}
        assert read_event(event(type_, data=data | {name: None}))


@pytest.mark.parametrize("type_", EventType)
def test_a_field_the_type_does_not_have_is_refused(type_: EventType) -> None:
    data = example(type_) | {"reason_for_change": "x"}
    assert ("/data/reason_for_change", "unknown_field") in refused(event(type_, data=data))


@pytest.mark.parametrize("type_", [EventType.CASEWORKER_ASSIGNED, EventType.CASEWORKER_CHANGED])
def test_a_change_of_caseworker_has_no_field_for_words(type_: EventType) -> None:
    names = set(PAYLOADS[type_].model_fields)
    assert not names & {"reason", "note", "why", "comment"}


def test_a_type_from_the_future_is_kept() -> None:
    envelope, data = read_event(event("sagsvej.home_visit.planned", data={"on": "2026-04-20"}))
    assert data is None
    assert envelope.data == {"on": "2026-04-20"}


def test_further_attributes_are_read_past() -> None:
    envelope, _ = read_event(event(traceparent="00-ab-cd-01", dataschema="https://example.org/s"))
    assert not hasattr(envelope, "traceparent")


# --- identifiers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        TEST_NUMBER,
        TEST_NUMBER.replace("-", ""),
        "910165-1234",  # fails modulus 11, and is valid
        "310290-0000",  # no such day
        "000000-0000",
    ],
)
def test_an_identifier_is_taken_by_its_shape_alone(number: str) -> None:
    data = {"party": "part-1", "role": "person", "identifier": number}
    assert read_event(event("sagsvej.party.added", data=data))


@pytest.mark.parametrize(
    "number", ["61016-1234", "610161-12345", "610161 1234", "", "６１０１６１1234"]
)
def test_what_is_no_identifier_is_refused(number: str) -> None:
    data = {"party": "part-1", "role": "person", "identifier": number}
    assert refused(event("sagsvej.party.added", data=data)) == {("/data/identifier", "wrong_form")}


_NUMBERS = [TEST_NUMBER, "6101611234", "cpr-6101611234", "CPR6101611234", "sag_610161-1234"]


@pytest.mark.parametrize("number", _NUMBERS)
@pytest.mark.parametrize("field", ["id", "subject"])
def test_no_identifier_in_the_envelope(field: str, number: str) -> None:
    assert (f"/{field}", "identifier") in refused(event(**{field: number}))


@pytest.mark.parametrize("number", _NUMBERS)
def test_no_identifier_in_a_reference(number: str) -> None:
    assert refused(event("sagsvej.waiting.ended", data={"waiting": number})) == {
        ("/data/waiting", "identifier")
    }


@pytest.mark.parametrize(
    "text",
    [
        f"Ring om {TEST_NUMBER}.",
        "cpr 6101611234",
        "nummer 610161 1234",
        "610161 - 1234",
        "610161–1234",
        "x6101611234x",
    ],
)
@pytest.mark.parametrize(
    ("type_", "field", "rest"),
    [
        ("sagsvej.activity.noted", "note", {}),
        ("sagsvej.caseworker.assigned", "name", {}),
        ("sagsvej.unit.assigned", "unit", {}),
        ("sagsvej.unit.assigned", "phone_hours", {"unit": "Team"}),
        ("sagsvej.decider.named", "name", {"decider": "board"}),
        ("sagsvej.party.changed", "name", {"party": "part-1"}),
        ("sagsvej.aid.ordered", "anything", {}),
    ],
)
def test_no_identifier_in_words(type_: str, field: str, rest: dict[str, str], text: str) -> None:
    found = refused(event(type_, data={**rest, field: text}))
    assert {code for _, code in found} == {"identifier"}


def test_no_identifier_as_a_number_or_a_key_of_an_unknown_type() -> None:
    assert refused(event("sagsvej.aid.ordered", data={"a": [{"b": 6101611234}]}))
    assert refused(event("sagsvej.aid.ordered", data={"6101611234": 1}))


@pytest.mark.parametrize(
    "fine",
    [
        "3f2b1c4d-123456-1234-ab",
        "SAG-2026-004211",
        "ab123456-1234-4abc-8def-1234567890ab",
        "0123456789abcdef1234567890abcdef",
        "12345678901",
    ],
)
def test_ids_that_only_resemble_are_taken(fine: str) -> None:
    if fine == "3f2b1c4d-123456-1234-ab":
        assert refused(event(id=fine)) == {("/id", "identifier")}  # it stands by itself
    else:
        assert read_event(event(id=fine))


@given(st.uuids())
def test_every_uuid_is_a_good_id(uuid: Any) -> None:
    assert read_event(event(id=str(uuid)))


@pytest.mark.parametrize(
    "text", ["+45 79755000", "+4579755000", "ring 75 12 34 56", "1.234.567 kr."]
)
def test_phones_and_sums_are_no_identifiers(text: str) -> None:
    assert not holds_identifier(text)


def test_a_refusal_never_repeats_the_value() -> None:
    secret = "Hemmelig Person"
    wrong = event(
        "sagsvej.party.added",
        id=f"{secret} {TEST_NUMBER}",
        time=secret,
        sequence=secret,
        data={
            "party": secret,
            "role": secret,
            "identifier": secret,
            secret * 9: 1,
            "x": TEST_NUMBER,
        },
    )
    for payload in (wrong, {**wrong, "id": "e-1", "time": event()["time"], "sequence": "1"}):
        with pytest.raises(ValidationError) as caught:
            read_event(payload)
        said = json.dumps([[p.pointer, p.code, p.reason] for p in problems(caught.value)])
        assert secret not in said
        assert TEST_NUMBER not in said


# --- dates, times, text --------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026-02-30", "not_a_date"),
        ("10/4 2026", "not_a_date"),
        ("2026-04-10T00:00:00Z", "not_a_date"),
        (1775779200, "not_a_date"),
        ("1775779200", "not_a_date"),
        (True, "not_a_date"),
        ("0001-01-01", "date_range"),
        ("9999-12-31", "date_range"),
    ],
)
def test_what_is_no_date_is_refused(value: Any, code: str) -> None:
    data = {"hearing": "h-1", "due_on": value}
    assert refused(event("sagsvej.hearing.extended", data=data)) == {("/data/due_on", code)}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026-03-02", "not_a_time"),
        ("2026-03-02T09:30:00", "not_a_time"),
        ("2026-03-02 09:30:00+01:00", "not_a_time"),
        ("2026-03-02T25:30:00+01:00", "not_a_time"),
        (1775779200, "not_a_time"),
        ("0001-01-01T00:00:00Z", "date_range"),
        ("9999-12-31T23:59:59-11:00", "date_range"),
    ],
)
def test_what_is_no_time_is_refused(value: Any, code: str) -> None:
    assert refused(event(time=value)) == {("/time", code)}


@pytest.mark.parametrize("value", ["2026-03-02T08:30:00Z", "2026-03-02T09:30:00.123456+01:00"])
def test_times_are_taken_with_z_and_with_fractions(value: str) -> None:
    assert read_event(event(time=value))


def test_an_event_may_be_a_day_ahead_and_no_more() -> None:
    ahead = (NOW + timedelta(hours=23, minutes=59)).isoformat()
    too_far = (NOW + timedelta(hours=24, seconds=1)).isoformat()
    assert read_event(event(time=ahead), NOW)
    assert refused(event(time=too_far)) == {("/time", "future_time")}
    assert read_event(event(time=too_far), None)
    letter = example(EventType.LETTER_AVAILABLE) | {"available_at": too_far, "complain_by": None}
    assert refused(event("sagsvej.letter.available", data=letter)) == {
        ("/data/available_at", "future_time")
    }


@pytest.mark.parametrize(
    "bad",
    [
        *("a\x00b", "a\x1bb", "\u202etxet", "\ud800"),
        *("\ue000Ax\ue001", "\ue010law.text\ue012", "\uf8ff", "\U000f0000", "\U0010fffd"),
    ],
)
@pytest.mark.parametrize(
    ("type_", "field"), [("sagsvej.activity.noted", "note"), ("sagsvej.aid.ordered", "x")]
)
def test_text_a_database_or_a_reader_cannot_take_is_refused(
    type_: str, field: str, bad: str
) -> None:
    found = refused(event(type_, data={field: bad}))
    assert {code for _, code in found} <= {"unsafe_character", "not_text"}


def test_a_note_may_have_lines_and_a_name_may_not() -> None:
    assert read_event(event("sagsvej.activity.noted", data={"note": "En.\nTo."}))
    assert refused(event("sagsvej.caseworker.assigned", data={"name": "En\nTo"})) == {
        ("/data/name", "wrong_form")
    }


@pytest.mark.parametrize("value", ["true", 1, "yes"])
def test_true_is_true_and_nothing_else(value: Any) -> None:
    data = {"complete": value, "on": "2026-03-20"}
    assert refused(event("sagsvej.case.completeness", data=data)) == {
        ("/data/complete", "not_true_or_false")
    }


@pytest.mark.parametrize("payload", [None, 1, "x", [], [event()]])
def test_what_is_no_object_is_refused_whole(payload: Any) -> None:
    assert refused(payload) == {("", "not_an_object")}


def test_an_unknown_type_is_not_a_bottomless_pit() -> None:
    deep: dict[str, Any] = {}
    for _ in range(12):
        deep = {"a": deep}
    assert refused(event("sagsvej.aid.ordered", data=deep)) == {("/data", "too_deep")}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_json_has_no_number_for_is_refused(number: float) -> None:
    """Python reads NaN; kept, it would make every page of the case unreadable."""
    found = refused(event("sagsvej.aid.ordered", data={"amount": {"in": number}}))
    assert found == {("/data", "not_a_number")}


# --- rules over several fields -------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "data", "where"),
    [
        ("case.opened", {"kind": "review", "area": "x"}, ("review_reason", "review_reason")),
        (
            "case.opened",
            {"kind": "complaint", "area": "x", "review_reason": "follow_up"},
            ("review_reason", "review_reason"),
        ),
        (
            "case.opened",
            {"kind": "application", "area": "x", "complete_on": "2026-03-01"},
            ("complete_on", "not_complete"),
        ),
        (
            "party.changed",
            {"party": "p", "valid_from": "2026-03-02", "valid_to": "2026-03-01"},
            ("valid_to", "dates_reversed"),
        ),
        (
            "waiting.started",
            {
                "waiting": "v",
                "on": "doctor",
                "item": "other",
                "since": "2026-03-02",
                "due_on": "2026-03-01",
            },
            ("due_on", "dates_reversed"),
        ),
        (
            "caseworker.changed",
            {"name": "N", "valid_from": "2026-03-02", "first_contact_by": "2026-03-01"},
            ("first_contact_by", "dates_reversed"),
        ),
        (
            "letter.available",
            {
                "letter": "b",
                "kind": "decision",
                "channel": "paper",
                "available_at": "2026-03-02T09:00:00+01:00",
                "complain_by": "2026-03-01",
            },
            ("complain_by", "dates_reversed"),
        ),
    ],
)
def test_fields_must_agree(type_: str, data: dict[str, Any], where: tuple[str, str]) -> None:
    field, code = where
    assert refused(event(f"sagsvej.{type_}", data=data)) == {(f"/data/{field}", code)}


# --- corrections ---------------------------------------------------------------------


def test_a_correction_is_read_as_strictly_as_the_event() -> None:
    data = {"event": "e-1", "type": "sagsvej.step.entered", "data": {"step": "nowhere", "x": 1}}
    assert refused(event("sagsvej.event.corrected", data=data)) == {
        ("/data/data/step", "unknown_code"),
        ("/data/data/x", "unknown_field"),
    }


@pytest.mark.parametrize("type_", ["sagsvej.event.corrected", "sagsvej.event.withdrawn"])
def test_a_correction_is_not_corrected(type_: str) -> None:
    data = {"event": "e-1", "type": type_, "data": {"event": "e-0"}}
    assert refused(event("sagsvej.event.corrected", data=data)) == {
        ("/data/type", "not_correctable")
    }


def test_a_corrected_identifier_is_no_leak() -> None:
    wrong = {"party": "part-1", "role": "person", "identifier": "x", "name": TEST_NUMBER}
    data = {"event": "e-1", "type": "sagsvej.party.added", "data": wrong}
    with pytest.raises(ValidationError) as caught:
        read_event(event("sagsvej.event.corrected", data=data))
    assert TEST_NUMBER not in str(problems(caught.value))


# --- how a refusal is said -----------------------------------------------------------


def test_pointers_are_escaped() -> None:
    assert json_pointer(("data", "a/b~c", 0)) == "/data/a~1b~0c/0"


def test_the_caller_may_say_where_places_count_from() -> None:
    with pytest.raises(ValidationError) as caught:
        read_event(event(data={}))
    assert problems(caught.value)[0].pointer == "/data/step"
    assert problems(caught.value, in_data=False)[0].pointer == "/step"


def test_a_flood_of_problems_is_cut_short() -> None:
    found = refused(event(data={f"x{n}": n for n in range(500)}))
    assert len(found) <= 20


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_whatever_comes_is_read_or_refused_with_a_known_code(value: Any) -> None:
    for payload in (value, event(data=value), event(id=value), event("sagsvej.aid.x", data=value)):
        try:
            read_event(payload, NOW)
        except ValidationError as error:
            codes = {problem.code for problem in problems(error)}
        else:
            codes = set()
        assert codes <= CODES.keys()


# --- the document --------------------------------------------------------------------


def test_the_document_in_the_repository_is_the_one_the_models_give() -> None:
    written = (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")
    assert written == openapi.text(), "run `make contract`"


def test_the_document_is_valid() -> None:
    validate(openapi.document())


def test_every_field_has_its_meaning_and_an_example() -> None:
    schemas = openapi.document()["components"]["schemas"]
    for name, schema in schemas.items():
        for field, said in schema.get("properties", {}).items():
            # A list of codes brings its own meaning.
            meaning = said.get("description") or schemas[said["$ref"].split("/")[-1]]["description"]
            assert meaning.endswith((".", "?")), (name, field)
            known = {"examples", "items", "const"} & said.keys() or field == "data"
            assert known, (name, field)


@pytest.mark.parametrize("type_", EventType)
def test_every_type_has_a_schema_of_its_own(type_: EventType) -> None:
    schemas = openapi.document()["components"]["schemas"]
    schema = schemas[openapi.schema_name(type_)]
    assert schema["properties"]["type"]["const"] == type_
    assert {"$ref": f"#/components/schemas/{openapi.schema_name(type_)}"} in (
        schemas["Event"]["oneOf"]
    )


def test_every_code_the_glossary_names_is_there() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    named = re.findall(r"`([A-Z]\w+)\.([A-Z_]+)`", glossary)
    assert len(named) > 10
    for name, member in named:
        assert member in getattr(vocabulary, name).__members__, (name, member)
    for type_ in re.findall(r"`(sagsvej\.\w+\.\w+)`", glossary):
        assert type_ in set(EventType), type_


def test_our_own_codes_are_those_we_raise() -> None:
    """Every code a validator of ours raises is documented, and the other way round."""
    sources = ROOT / "portal" / "sources"
    files = [sources / "contract.py", sources / "fields.py", *(sources / "payloads").glob("*.py")]
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    assert {code for code in OWN_CODES if f'"{code}"' in source} == set(OWN_CODES)
