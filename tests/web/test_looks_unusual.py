"""The list of things to ask about: who sees it, what stands on it, that it is seen is written."""

from datetime import timedelta

from sqlalchemy import Engine, select

from portal.core.looks import What
from portal.identity import Identity, UserRole
from portal.services.look import by_relative, by_staff, write_looks
from portal.services.unusual_looks import things_to_ask
from portal.store.models import CaseRow, LookRow
from tests.building import ANNA, BO, DITTE
from tests.conftest import Clock, Site, Visitor
from tests.page_rules import visible_text
from tests.web.desk import ADULTS, karens, told

PATH = "/databeskyttelse"
NAMESAKE = Identity(UserRole.STAFF, None, "Lise Prøvensen", staff="test:lise", unit=ADULTS)


def responsible(site: Site) -> Visitor:
    return site.visitor().work_as("Dan Beskytter", role=UserRole.DATA_PROTECTION)


def case_ids(site: Site) -> list[tuple[int, str]]:
    with site.portal.reading.connect() as connection:
        rows = connection.execute(select(CaseRow.id, CaseRow.public_id).order_by(CaseRow.id))
        return [(row.id, row.public_id) for row in rows]


def test_only_the_one_responsible_opens_it(site: Site) -> None:
    for role in set(UserRole) - {UserRole.DATA_PROTECTION, UserRole.CITIZEN}:
        site.visitor().work_as("Ole Eksempel", ADULTS, role).get(PATH, 404)
    site.visitor(ANNA).get(PATH, 404)
    site.visitor().get(PATH, 401)
    told(site, karens())
    (_, public_id), *_ = case_ids(site)
    responsible(site).get(f"/medarbejder/sag/{public_id}", 404)
    responsible(site).get("/medarbejder", 404)


def test_an_ordinary_day_is_no_thing_to_ask_about(site: Site) -> None:
    (case,) = told(site, karens())
    site.visitor().work_as("Karen Eksempel", ADULTS).get(case)
    assert "ikke noget at spørge til" in visible_text(responsible(site).get(PATH))


def test_a_namesake_is_asked_about_by_reference_only_and_noted(site: Site, clock: Clock) -> None:
    told(site, karens(name="Anna Prøvensen"), karens("S-2", BO, name="Bo Andet"))
    (first, public_id), (second, other) = case_ids(site)
    with site.portal.engine.begin() as connection:
        write_looks(
            connection, [by_staff(NAMESAKE, one, What.CASE, clock()) for one in (first, second)]
        )
    visitor = responsible(site)
    page = visitor.get(PATH)
    text = visible_text(page)
    assert f"Lise Prøvensen, {ADULTS}" in text
    assert "samme efternavn" in text
    assert public_id in text
    assert other not in text
    assert "Anna" not in text, "by reference only"

    button = page.select_one("form[action='/databeskyttelse/spurgt']")
    assert button is not None
    thing = str(button.select_one("[name=thing]")["value"])  # type: ignore[index]
    assert visitor.post(f"{PATH}/spurgt", PATH, thing=thing).status_code == 303
    after = visitor.get(PATH)
    assert "spurgt, og det er forklaret" in visible_text(after)
    assert after.select_one("form[action='/databeskyttelse/spurgt']") is None
    gone = visitor.post(f"{PATH}/spurgt", "/indstillinger", thing="0" * 64)
    assert gone.headers["Location"] == PATH, "it is no longer on the list"


def test_that_the_list_is_seen_is_written_and_no_citizen_reads_it(site: Site) -> None:
    told(site, karens())
    responsible(site).get(PATH)
    with site.portal.reading.connect() as connection:
        (row,) = connection.execute(select(LookRow.__table__))
    assert (row.case_id, row.role, row.what, row.purpose) == (
        None,
        "data_protection",
        "unusual",
        "control",
    )
    page = site.visitor(ANNA).get(f"{site.paths_of(ANNA)[0]}/hvem-har-set")
    assert "Der står ingen andre" in visible_text(page)


def test_looks_of_relatives_are_never_asked_for(site: Site, clock: Clock) -> None:
    from portal.core.parties import Party
    from portal.core.vocabulary import Role

    told(site, karens(name="Anna Prøvensen"))
    ((case_id, _public),) = case_ids(site)
    relative = Party("p", Role.REPRESENTATIVE, site.portal.identifiers.person(DITTE))
    with site.portal.engine.begin() as connection:
        days = [clock() - timedelta(days=number) for number in range(5)]
        write_looks(
            connection, [by_relative(relative, None, case_id, What.CASE, day) for day in days]
        )
    assert "ikke noget at spørge til" in visible_text(responsible(site).get(PATH))


def test_on_both_databases_somebody_who_is_not_named_is_asked_about(engine: Engine) -> None:
    from portal.municipality import load
    from portal.services.office import open_office
    from portal.services.record_events import From, Origin, record_events
    from portal.services.reread_desk import read_what_came
    from portal.settings import ROOT
    from tests.building import IDENTIFIERS, SOURCE, at, day

    now = at("2026-04-02 10:00")
    go_live = day("2026-01-01")
    assert go_live is not None
    record_events(engine, list(karens()), From(SOURCE, go_live, Origin.PUSH), IDENTIFIERS, now)
    read_what_came(engine, open_office(load(ROOT / "municipality.toml")), now)
    ole = Identity(UserRole.STAFF, None, "Ole Andersen", staff="ole", unit=ADULTS)
    karen = Identity(UserRole.STAFF, None, "Karen Eksempel", staff="karen", unit=ADULTS)
    with engine.begin() as connection:
        case_id = connection.scalar(select(CaseRow.id))
        for number in range(3):
            for who in (ole, karen):
                at_ = now - timedelta(days=number)
                write_looks(connection, [by_staff(who, case_id, What.CASE, at_)])
        (thing,) = things_to_ask(connection, now)
    assert (thing.kind, thing.name, thing.number, thing.cases) == (
        "not_assigned",
        "Ole Andersen",
        3,
        (case_id,),
    )
