"""Whom one can sign in as at ``/demo``, and what one will see."""

from dataclasses import dataclass
from enum import StrEnum

from portal.sources.embedded import people as p
from portal.sources.embedded.people import Citizen, Team, Worker


class DemoRole(StrEnum):
    """What somebody signs in as."""

    CITIZEN = "citizen"
    STAFF = "staff"
    LEADER = "leader"
    EDITOR = "editor"
    COUNCIL = "council"
    DATA_PROTECTION = "data_protection"


class DemoGroup(StrEnum):
    """Where a person stands on the page. ``FIRST`` is what to try first."""

    FIRST = "first"
    STEPS = "steps"
    WAITING = "waiting"
    DATES = "dates"
    DECISIONS = "decisions"
    COMPLAINTS = "complaints"
    REVIEWS = "reviews"
    FAMILIES = "families"
    RELATIVES = "relatives"
    FEEDS = "feeds"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One button of the page.

    ``shows`` is one Danish sentence. ``identifier`` is the test number the case system
    knows the person by, DDMMYY with 60 added to the day; None for staff, who have a
    ``unit`` instead. ``acts_for`` are the numbers of whom a Digital Fuldmagt is from.
    """

    key: str
    name: str
    shows: str
    group: DemoGroup
    identifier: str | None = None
    role: DemoRole = DemoRole.CITIZEN
    language: str | None = None
    unit: str | None = None
    acts_for: tuple[str, ...] = ()


def _worker(key: str, worker: Worker, team: Team, shows: str) -> DemoPerson:
    return DemoPerson(key, worker.name, shows, DemoGroup.STAFF, role=DemoRole.STAFF, unit=team.name)


def _person(
    citizen: Citizen, group: DemoGroup, shows: str, acts_for: tuple[Citizen, ...] = ()
) -> DemoPerson:
    return DemoPerson(
        citizen.key,
        citizen.name,
        shows,
        group,
        citizen.identifier,
        language=citizen.language,
        acts_for=tuple(one.identifier for one in acts_for),
    )


_G = DemoGroup

DEMO_PEOPLE: tuple[DemoPerson, ...] = (
    _person(
        p.MADS,
        _G.FIRST,
        "Søger om en kørestol, og kommunen venter på lægen. Har også en sag om sin bolig.",
    ),
    _person(p.BENT, _G.FIRST, "Er i partshøring og kan svare. Får brevene på papir."),
    _person(p.SARA, _G.FIRST, "Er mor til Noah på otte år og har en sag ved siden af hans."),
    _person(p.LAYLA, _G.FIRST, "Læser arabisk. Noten fra kommunen er skrevet på dansk."),
    _person(p.MIKKEL, _G.FIRST, "Har klaget, og klagen er hos Ankestyrelsen."),
    # The steps
    _person(p.FREJA, _G.STEPS, "Har lige søgt. Sagen er i trin 1."),
    _person(p.NADIA, _G.STEPS, "Er i sagsbehandling, trin 3. Kommunen har lovet at ringe i dag."),
    _person(p.LENE, _G.STEPS, "Har fået det, hun søgte om."),
    _person(p.PALLE, _G.STEPS, "Systemet fortæller kun, at sagen er åben. Trinnet er ukendt."),
    _person(p.THUY, _G.STEPS, "Sagen er gået tilbage til trin 2, og der står hvorfor."),
    _person(p.KASPER, _G.STEPS, "Har selv bedt om en pause."),
    _person(p.DORTHE, _G.STEPS, "Sagen er i gang igen efter en pause."),
    # Waiting
    _person(p.TOMASZ, _G.WAITING, "Skal selv sende kvitteringer. Læser engelsk."),
    _person(p.INGRID, _G.WAITING, "Venter på hospitalet. Har også en lang sag med 60 hændelser."),
    _person(p.HODAN, _G.WAITING, "Venter på sin arbejdsgiver."),
    _person(p.JENS, _G.WAITING, "Venter på et tilbud om ombygning af en bil."),
    _person(p.PIPALUK, _G.WAITING, "Venter på den kommune, hun er flyttet fra."),
    _person(p.ARNE, _G.WAITING, "Venter på en specialist."),
    _person(p.SUNNIVA, _G.WAITING, "Venter på lægen, og lægens svar er over tiden."),
    _person(
        p.TROELS,
        _G.WAITING,
        "Venter på sin repræsentant. Må se en vens sag og har en hændelse af ukendt type.",
    ),
    # Dates
    _person(p.AHMED, _G.DATES, "Kommunens frist er overskredet, og ingen har sagt noget."),
    _person(p.KIRSTEN, _G.DATES, "Fristen er forlænget, og der er en ny dato."),
    _person(p.RASMUS, _G.DATES, "Fristen er forlænget, men den nye dato er også passeret."),
    _person(p.DIANA, _G.DATES, "Fristen er ikke begyndt, fordi der mangler papirer."),
    _person(p.GITTE, _G.DATES, "Aftalen er flyttet, og der står hvorfor."),
    _person(p.ELIAS, _G.DATES, "Kommunen ringede ikke, som den havde lovet."),
    _person(p.VIBEKE, _G.DATES, "Aftalen blev holdt, og der er lavet en ny."),
    _person(p.SAMUEL, _G.DATES, "Aftalen blev holdt, men der er ikke lavet en ny."),
    _person(p.TOVE, _G.DATES, "Ingen har lovet noget endnu."),
    _person(p.HENRIK, _G.DATES, "Aftalen er flyttet to gange."),
    # Hearing and decisions
    _person(p.ANNE, _G.DECISIONS, "Har fået længere tid til at svare i partshøringen."),
    _person(p.MARIAM, _G.DECISIONS, "Har svaret i partshøringen."),
    _person(p.ERIK, _G.DECISIONS, "Partshøring er ikke nødvendig. Et møde skal afgøre sagen."),
    _person(p.VERA, _G.DECISIONS, "Afgørelsen er ikke sendt. Siden viser ikke, hvad den er."),
    _person(p.VIGGO, _G.DECISIONS, "Afgørelsen er ikke sendt. Siden er mage til Veras."),
    _person(p.LAILA, _G.DECISIONS, "Har fået en del af det, hun søgte om."),
    _person(p.SOREN, _G.DECISIONS, "Har fået afslag og kan klage."),
    _person(p.JASMINA, _G.DECISIONS, "Ansøgningen er afvist uden at blive vurderet."),
    _person(p.PER, _G.DECISIONS, "Trak selv sin ansøgning. Sagen er afsluttet."),
    # Complaints
    _person(p.RIKKE, _G.COMPLAINTS, "Har klaget, og kommunen ser på sagen igen."),
    _person(p.HASSAN, _G.COMPLAINTS, "Kommunen har set på klagen, men svaret er ikke sendt."),
    _person(p.BIRGIT, _G.COMPLAINTS, "Kommunen har ændret sin afgørelse efter klagen."),
    _person(p.CONNIE, _G.COMPLAINTS, "Ankestyrelsen er enig med kommunen."),
    _person(p.OLGA, _G.COMPLAINTS, "Ankestyrelsen har ændret kommunens afgørelse."),
    _person(p.NIELS, _G.COMPLAINTS, "Ankestyrelsen har sendt sagen tilbage til kommunen."),
    _person(p.ZAHRA, _G.COMPLAINTS, "Klagen er sin egen sag og er lige modtaget."),
    _person(p.ROBERT, _G.COMPLAINTS, "Klagen er sin egen sag og er hos Ankestyrelsen."),
    # Begun by the municipality
    _person(p.HELLE, _G.REVIEWS, "Kommunen følger op på hendes støtte."),
    _person(p.AGNES, _G.REVIEWS, "Kommunen vurderer hendes hjælp på ny."),
    _person(p.IBRAHIM, _G.REVIEWS, "Kommunen overvejer at give ham mindre hjælp."),
    _person(p.STINE, _G.REVIEWS, "Kommunen overvejer at stoppe hendes hjælp."),
    # Several people
    _person(p.OMAR, _G.FAMILIES, "Er far til Noah og ser kun barnets sag."),
    _person(p.EMMA, _G.FAMILIES, "Er 17 år og ser selv sin sag."),
    _person(p.LOTTE, _G.FAMILIES, "Er mor til Emma og kan se, hvor sagen er."),
    _person(p.CAMILLA, _G.FAMILIES, "Er mor til Ida og har to sager og en koordinator."),
    _person(p.STEEN, _G.FAMILIES, "Har ikke forældremyndighed mere og ser ikke Idas sag."),
    _person(p.JORGEN, _G.FAMILIES, "Søger om en plads i et botilbud og har en værge."),
    _person(p.ELSE, _G.FAMILIES, "Er værge for sin søn Jørgen."),
    _person(p.GERDA, _G.FAMILIES, "Har en ny sagsbehandler. En ven må se en af hendes sager."),
    _person(p.KAREN, _G.FAMILIES, "Har beskyttet navn og adresse."),
    _person(p.BJARNE, _G.FAMILIES, "Er død. Ingen kan se sagen her, og alle breve er stoppet."),
    # Who may see the case of somebody else
    _person(p.SOLVEIG, _G.RELATIVES, "Har fået adgang til sin søster Ingrids sag i to måneder."),
    _person(p.PIA, _G.RELATIVES, "Har Digital Fuldmagt fra sin far Bent.", (p.BENT,)),
    _person(p.MAJA, _G.RELATIVES, "Er mor til Alma. Hendes navn og adresse er beskyttet."),
    _person(p.JONAS, _G.RELATIVES, "Er far til Alma. Hans navn og adresse er beskyttet."),
    _person(p.VILLADS, _G.RELATIVES, "Fylder 18 år i dag og ser selv sin sag."),
    _person(p.GRY, _G.RELATIVES, "Er mor til Villads, der er fyldt 18. Ser, hvad der er slut."),
    _person(p.AKSEL, _G.RELATIVES, "Havde en værge indtil for nylig."),
    _person(p.HENNING, _G.RELATIVES, "Var værge for Aksel. Hans tid er gået."),
    _person(p.ANDERS, _G.RELATIVES, "Hans søster har fuldmagt og arbejder i kommunen."),
    _person(p.METTE_AT_HOME, _G.RELATIVES, "Er søster til Anders og arbejder også i kommunen."),
    # What a feed can do
    _person(p.LISBETH, _G.FEEDS, "Har en sag fra et system, der ikke har meldt noget i ni dage."),
    _person(
        p.VIKTOR,
        _G.FEEDS,
        "En dato er rettet, og en oplysning er fjernet. Var ved en fejl koblet på en anden sag.",
    ),
    _worker("medarbejder", p.LISE, p.ADULTS, "Sagsbehandler for voksne. Ser, hvad der venter."),
    _worker("mette", p.METTE, p.AIDS, "Sagsbehandler for hjælpemidler og bolig."),
    _worker("pernille", p.PERNILLE, p.FAMILIES, "Sagsbehandler for børn og familier."),
    DemoPerson(
        "leder",
        "Hanne Voss",
        "Leder i Team Voksne med handicap. Ser hele teamets liste.",
        _G.STAFF,
        role=DemoRole.LEADER,
        unit=p.ADULTS.name,
    ),
    DemoPerson(
        "databeskyttelse",
        "Dorte Munk",
        "Passer på, hvem der åbner sager. Ser, hvad der er at spørge til.",
        _G.STAFF,
        role=DemoRole.DATA_PROTECTION,
    ),
    DemoPerson(
        "ordlyd",
        "Signe Dalgaard",
        "Redaktør i kommunen. Ser og retter de tekster, borgerne møder.",
        _G.STAFF,
        role=DemoRole.EDITOR,
    ),
    DemoPerson(
        "raad",
        "Bodil Kjær",
        "Formand for handicaprådet. Læser teksterne og siger, hvad rådet mener. Ser ingen sager.",
        _G.STAFF,
        role=DemoRole.COUNCIL,
        unit="Formandskab",
    ),
    DemoPerson(
        "raadsmedlem",
        "Kaj Holm",
        "Medlem af handicaprådet. Læser teksterne og siger, hvad der er svært. Ser ingen sager.",
        _G.STAFF,
        role=DemoRole.COUNCIL,
    ),
)
