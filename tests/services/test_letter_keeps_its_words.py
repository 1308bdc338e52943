"""A letter keeps the words it was sent with, and what they were can be found on any later day."""

from sqlalchemy import Engine

from portal.core.wording import Ground, Place
from portal.services.edit_wording import Change, publish, write_draft
from portal.services.edit_wording import Desk as Editor
from portal.services.make_letters import make_ordered
from portal.services.order_letters import order_due
from portal.services.record_wording import record_shipped
from portal.services.shown_words import shown_at
from portal.services.spoken_words import SpokenWords
from portal.services.write_letter import open_workshop
from portal.settings import RESOURCES
from portal.wording.catalogue import load_catalogue
from tests.building import BO, Story, at
from tests.services.letters import Desk, begun, office, sending, workshop

PLACE = Place("letters.receipt.why", "da", "normal")
NEW = "Brevet siger dig, at vi har fået det, du sendte."


def test_yesterdays_letter_keeps_its_words_when_a_text_is_changed(engine: Engine) -> None:
    now = at("2026-04-02 09:00")
    catalogue = SpokenWords(load_catalogue(RESOURCES / "translations"), lambda: now)
    old = catalogue["da", "normal"].texts[PLACE.key]
    record_shipped(engine, catalogue.shipped, at("2026-03-01 08:00"))
    desk = Desk(engine)
    desk.record(begun())
    desk.work("2026-04-01 10:00")
    (yesterday,) = desk.letters(kind="receipt")
    assert old in yesterday.html

    editor = Editor(engine, catalogue)
    made = write_draft(editor, Change(PLACE, NEW, Ground.EXPLAINS, "Klarere."), "Signe", now)
    publish(editor, made, "Signe", now)
    with engine.connect() as connection:
        catalogue.follow(lambda: connection)
    story = Story("S-2").opened("2026-04-01").party(BO, "2026-04-01", name="Bo Prøvesen")
    story.say("unit.assigned", "2026-04-01", unit="Team Voksne", phone="12 34 10 10")
    desk.record(story)
    shop = open_workshop(RESOURCES, catalogue, workshop().municipality)
    later = at("2026-04-02 10:00")
    order_due(engine, office(), later)
    make_ordered(engine, shop, sending(), later, most=10)

    first, second = desk.letters(kind="receipt")
    assert first == yesterday, "not a byte of it has changed"
    assert NEW in second.html
    assert old not in second.html
    with engine.connect() as connection:
        then, today = (shown_at(connection, PLACE, row.made_at) for row in (first, second))
    assert then is not None
    assert today is not None
    assert (then.text, today.text) == (old, NEW)
