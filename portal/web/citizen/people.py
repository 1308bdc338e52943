"""Who has the case: the phone stands first, and on a change what stays the same."""

from typing import Any

from portal.core.acts import may_act
from portal.core.adviser import recently_changed
from portal.core.case import Person, deputy_on
from portal.core.say import Say, say
from portal.pages.help_part import Label
from portal.web.citizen.reading import Reading
from portal.wording.speaker import Speaker


def people(reading: Reading, speaker: Speaker, label: Label, facts: Any) -> dict[str, Any]:
    """Return the caseworker card as the component takes it.

    Where names do not show the unit stands; where nothing is known the page says so and
    gives the municipality's phone.
    """
    state = reading.state
    caseworker, unit = state.caseworker, state.unit
    speaker.explain()
    return {
        "heading": label("case.people"),
        "id": "people",
        "name": _name(reading, caseworker, speaker, label),
        "role": speaker.key(
            "people.caseworker.role" if caseworker else "people.caseworker.unknown"
        ),
        "unit": unit.name if unit else None,
        "phone": nearest_phone(reading, speaker, facts, label),
        "link": None,
        "deputy": None,
        "others": _others(reading, speaker, label, facts),
        "change": _change(reading, speaker, label),
        "hint": speaker.key("people.call_hint"),
    }


def _name(reading: Reading, caseworker: Person | None, speaker: Speaker, label: Label) -> str:
    if caseworker is None:
        return label("people.not_known")
    return caseworker.name if reading.names else speaker.key("people.caseworker.hidden")


def nearest_phone(reading: Reading, speaker: Speaker, facts: Any, label: Label) -> dict[str, Any]:
    """Return the nearest phone: the caseworker's, the unit's, the municipality's."""
    for person in (reading.state.caseworker, reading.state.unit):
        phone = _phone(person, speaker, label) if person else None
        if phone is not None:
            return phone
    number = facts.phone.number
    return {
        "number": number,
        "tel": number.replace(" ", ""),
        "hours": facts.phone.hours,
        "label": label("phone.call"),
    }


def _others(reading: Reading, speaker: Speaker, label: Label, facts: Any) -> list[dict[str, Any]]:
    state = reading.state
    found = []
    deputy = deputy_on(state, reading.today)
    if deputy:
        texts = [say("people.deputy.role")]
        if deputy.valid_to:
            texts.append(say("people.valid_to", date=deputy.valid_to))
        found.append(_person(label("people.deputy"), deputy, texts, reading, speaker, label))
    if state.coordinator:
        texts = [say("people.coordinator.role")]
        person = state.coordinator
        found.append(_person(label("people.coordinator"), person, texts, reading, speaker, label))
    if state.decider:
        found.append({"heading": label("people.decider"), "texts": speaker.all(*_decider(reading))})
    return found


def _person(
    heading: str,
    person: Person,
    texts: list[Say],
    reading: Reading,
    speaker: Speaker,
    label: Label,
) -> dict[str, Any]:
    return {
        "heading": heading,
        "name": person.name if reading.names else None,
        "texts": speaker.all(*texts),
        "phone": _phone(person, speaker, label),
    }


def _phone(person: Person, speaker: Speaker, label: Label) -> dict[str, Any] | None:
    """Return somebody's own phone; the hours are Danish words, whatever the page speaks."""
    if not person.phone:
        return None
    return {
        "number": person.phone,
        "tel": person.phone.replace(" ", ""),
        "hours": person.phone_hours,
        "label": label("phone.call"),
        "danish": speaker.language != "da",
    }


def _decider(reading: Reading) -> list[Say]:
    state = reading.state
    texts = [say(f"people.decider.{state.decider}")]
    # A board's or committee's name is no employee's name; a leader's is.
    if state.decider_name and (reading.names or state.decider in ("board", "political_committee")):
        texts.append(say("people.decider.named", name=state.decider_name))
    if state.meets_on:
        texts.append(say("people.decider.meets_on", date=state.meets_on))
    return texts


def _change(reading: Reading, speaker: Speaker, label: Label) -> dict[str, Any] | None:
    state = reading.state
    new = state.coming
    if new is None and recently_changed(state, reading.today):
        new = state.caseworker
    if new is None:
        return None
    day = new.valid_from or (state.changed_at.date() if state.changed_at else reading.today)
    if reading.names:
        intro = say("people.change.intro", name=new.name, date=day)
    else:
        intro = say("people.change.intro_hidden", date=day)
    texts = [intro]
    if new.first_contact_by:
        texts.append(say("people.change.first_contact", date=new.first_contact_by))
    return {
        "heading": label("people.change"),
        "paragraphs": speaker.all(*texts),
        "same_heading": label("people.same"),
        "same": speaker.paragraphs(say("people.change.same")),
        "link": _choose(reading, label),
    }


def _choose(reading: Reading, label: Label) -> dict[str, str] | None:
    """Return where the citizen says how the new caseworker is to begin."""
    party, state = reading.link.party, reading.state
    if state.closed_at is not None or not may_act(party, reading.today):
        return None
    href = f"/sag/{reading.link.public_id}/ny-sagsbehandler"
    return {"href": href, "label": label("handover.title")}
