"""The catalogue: every page a person can meet, and who has to be signed in to meet it.

A route that is not here fails ``tests/browser/test_catalogue.py``; so does a demo case.
"""

from dataclasses import dataclass

from portal.demo import DEMO_PEOPLE
from portal.sources.embedded.cases import CASES
from portal.sources.embedded.script import CaseScript

READINGS = ("da", "easy", "en", "ar")
"""The ways a page can be read: three languages, and Danish that is easy to read."""

JOURNEYS = ("find", "hearing", "late", "child", "choices")
"""Sign in and find the case; answer a hearing; a late case; a parent; change how pages are read."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        name: Unique, and fit for a file name.
        path: Where it is; ``{62-130}`` stands for the public id of that case, and
            ``{62-130:receipt}`` for that of its letter of that kind.
        person: Key of the demo person who is signed in, None for nobody.
        status: What the server answers with.
        journeys: The journeys it lies on; such pages are tried in every combination.
        expired: The page comes from sending the form of ``path`` after it has run out.
        sends: The page comes from sending the form of ``path`` as it stands.
        first: What this person sends before: the path of its form, and what is filled in.
    """

    name: str
    path: str
    person: str | None = None
    status: int = 200
    journeys: tuple[str, ...] = ()
    expired: bool = False
    sends: bool = False
    first: tuple[str, tuple[tuple[str, str], ...]] | None = None


_PUBLIC = (
    Page("home", "/", journeys=("find",)),
    Page("casework", "/saadan-behandler-vi-sager"),
    Page("words", "/ord"),
    Page("openness", "/ordlyd-og-raad"),
    Page("help", "/hjaelp-fra-andre"),
    Page("offers", "/hjaelp-uden-ansoegning"),
    Page("contact", "/kontakt"),
    Page("was", "/was"),
    Page("privacy", "/privatliv"),
    Page("settings", "/indstillinger", journeys=("choices",)),
    Page("demo", "/demo", journeys=("find",)),
    Page("demo-sent", "/demo/sendt"),
    Page("signed-out", "/log-af"),
    Page("enter", "/log-ind"),
)
_ERRORS = (
    Page("form-expired-400", "/indstillinger", status=400, expired=True),
    Page("sign-in-first-401", "/mine-sager", status=401),
    Page("not-there-404", "/findes-ikke", status=404),
    Page("not-your-case-404", "/sag/{62-110}", "bent", status=404),
)
_SIGNED_IN = (
    Page("cases-one", "/mine-sager", "bent", journeys=("hearing",)),
    Page("cases-two", "/mine-sager", "mads", journeys=("find",)),
    Page("cases-family", "/mine-sager", "sara", journeys=("child",)),
    Page("cases-none", "/mine-sager", "bjarne"),
    Page("contact-signed-in", "/kontakt", "mads"),
    Page("looks", "/sag/{62-116}/hvem-har-set", "sunniva"),
    Page("looks-parent", "/sag/{62-160}/hvem-har-set", "sara"),
    Page("again", "/sag/{62-102}/vist-igen", "mads"),
    Page("again-shown", "/sag/{62-102}/vist-igen?dag=i+dag&laes=let", "mads"),
    Page("looks-none", "/sag/{62-101}/hvem-har-set", "freja"),
    Page("unusual", "/databeskyttelse", "databeskyttelse"),
    Page("set-aside", "/medarbejder/lagt-til-side", "medarbejder"),
)

_ASKED = ("/sag/{62-126}/spoerg", (("text", "Hvornår kommer der en og måler op?"),))
_ACTS = (
    Page("act-answer", "/sag/{62-104}/svar", "bent", journeys=("hearing",)),
    Page("act-more-time", "/sag/{62-104}/mere-tid", "bent"),
    Page("act-before-answer", "/sag/{62-102}/sig-noget", "mads"),
    Page("act-send", "/sag/{62-110}/send", "tomasz"),
    Page("act-complain", "/sag/{62-136}/klag", "soren"),
    Page("act-see-case", "/sag/{62-102}/se-min-sag", "mads"),
    Page("act-ask", "/sag/{62-102}/spoerg", "mads"),
    Page("act-call-back", "/sag/{62-102}/ring-mig-op", "mads"),
    Page("act-urgent", "/sag/{62-102}/det-haster", "mads"),
    Page("act-disagree", "/sag/{62-102}/det-passer-ikke", "mads"),
    Page("act-expert", "/sag/{62-102}/fagperson", "mads"),
    Page("act-not-open", "/sag/{62-102}/klag", "mads"),
    Page("act-look-only-403", "/sag/{62-162}/spoerg", "lotte", status=403),
    Page("act-answer-wrong", "/sag/{62-104}/svar", "bent", status=422, sends=True),
    Page("act-call-back-wrong", "/sag/{62-102}/ring-mig-op", "mads", status=422, sends=True),
    Page("act-receipt", "/sag/{62-126}/kvittering", "vibeke", first=_ASKED),
    Page("act-no-receipt-404", "/sag/{62-102}/kvittering", "mads", status=404),
    Page("act-sent", "/sag/{62-126}/sendt", "vibeke", first=_ASKED),
    Page("act-nothing-sent", "/sag/{62-102}/sendt", "mads"),
    Page("agreements", "/sag/{62-124}/aftaler", "gitte"),
    Page("agreement-remembered", "/sag/{62-124}/husker-anderledes", "gitte"),
    Page("contact-agreement", "/sag/{62-160}/kontakt", "sara"),
    Page("contact-agreement-wrong", "/sag/{62-160}/kontakt", "sara", status=422, sends=True),
)
_INVITED = (
    "/sag/{62-110}/adgang/giv",
    (("name", "Min søster"), ("what", "read_letters"), ("until", "1/12")),
)
_ACCESS = (
    Page("access", "/sag/{62-102}/adgang", "mads"),
    Page("access-invited", "/sag/{62-110}/adgang", "tomasz", first=_INVITED),
    Page("access-give", "/sag/{62-102}/adgang/giv", "mads"),
    Page("access-give-wrong", "/sag/{62-102}/adgang/giv", "mads", status=422, sends=True),
    Page("access-guardian", "/sag/{62-164}/adgang", "jorgen"),
    Page("access-yours", "/sag/{62-164}/adgang", "else"),
    Page("access-parent", "/sag/{62-160}/adgang", "sara"),
    Page("access-sister", "/sag/{62-175}/adgang", "ingrid"),
    Page("access-change", "/sag/{62-175}/adgang/{62-175:given_here}", "ingrid"),
    Page("access-given", "/sag/{62-175}/adgang", "solveig"),
    Page("access-paper", "/sag/{62-193}/adgang", "anders"),
    Page("access-before", "/sag/{62-192}/adgang", "aksel"),
    Page("access-protected", "/sag/{62-190}/adgang", "maja"),
    Page("case-given", "/sag/{62-175}", "solveig"),
    Page("letter-given", "/sag/{62-175}/brev/{62-175:caseworker}", "solveig"),
    Page("cases-mandate", "/mine-sager", "pia"),
    Page("cases-over", "/mine-sager", "gry"),
    Page("code", "/kode", "troels"),
    Page("code-wrong", "/kode", "troels", status=422, sends=True),
)
_GIVE_ON = (
    Page("give-on", "/giv-videre/et-link-fra-borgerraadgiveren", "mads"),
    Page("give-on-nothing-chosen", "/giv-videre/et-link", "mads", status=422, sends=True),
    Page("give-on-begin", "/giv-videre", "mads"),
    Page("give-on-done", "/giv-videre?svar=givet", "mads"),
    Page("give-on-none", "/giv-videre/et-link", "bjarne"),
)
_CASE = "/medarbejder/sag"
_DESK = (
    Page("desk", "/medarbejder", "medarbejder"),
    Page("desk-unit", "/medarbejder/enhed", "leder"),
    Page("desk-unit-not-yours-404", "/medarbejder/enhed", "mette", status=404),
    Page("desk-case", _CASE + "/{62-126}", "medarbejder"),
    Page("desk-case-held", _CASE + "/{62-133}", "medarbejder"),
    Page("desk-case-not-yours-404", _CASE + "/{62-102}", "pernille", status=404),
    Page("desk-update", _CASE + "/{62-120}/nyt", "medarbejder"),
    Page("desk-agreement", _CASE + "/{62-126}/aftale", "medarbejder"),
    Page("desk-move", _CASE + "/{62-126}/flyt?loefte=62-126-moede", "medarbejder"),
    Page("desk-kept", _CASE + "/{62-126}/holdt?loefte=62-126-moede", "medarbejder"),
    Page("desk-talk", _CASE + "/{62-133}/samtale", "medarbejder"),
    Page("desk-copy", _CASE + "/{62-126}/fagsystem", "medarbejder"),
    Page("desk-unsent", _CASE + "/{62-120}/ikke-sendt", "medarbejder"),
    Page("desk-access", _CASE + "/{62-126}/adgang", "medarbejder"),
    Page("desk-own-case-403", _CASE + "/{62-193}", "mette", status=403),
    Page("desk-seen", _CASE + "/{62-126}/som-borgeren", "medarbejder"),
    Page("desk-again", _CASE + "/{62-126}/vist-igen", "medarbejder"),
    Page(
        "desk-again-shown",
        _CASE + "/{62-126}/vist-igen?dag=i+dag&laes=ar&som=ndhfmpdmpm",
        "medarbejder",
    ),
    Page("desk-again-wrong", _CASE + "/{62-126}/vist-igen?dag=32/1", "medarbejder", status=422),
    Page(
        "desk-again-letter",
        _CASE + "/{62-110}/vist-igen/brev/{62-110:request}",
        "medarbejder",
    ),
)

_WORDING = (
    Page("wording", "/ordlyd", "ordlyd"),
    Page("wording-hardest", "/ordlyd?sprog=let&orden=hardest", "ordlyd"),
    Page("wording-text", "/ordlyd/tekst/status.received.application", "ordlyd"),
    Page("wording-compare", "/ordlyd/tekst/case.late/sammenlign/let", "ordlyd"),
    Page("wording-write", "/ordlyd/ret/da/status.received.application", "ordlyd"),
    Page("wording-write-wrong", "/ordlyd/ret/let/case.late", "ordlyd", status=422, sends=True),
    Page("wording-draft", "/ordlyd/udkast/1", "ordlyd"),
    Page("wording-rewrite", "/ordlyd/udkast/1/ret", "ordlyd"),
    Page("wording-case", "/ordlyd/vis/sag-hearing?tekst=turn.you.hearing", "ordlyd"),
    Page("wording-letter", "/ordlyd/vis/brev-hearing?stor=1", "ordlyd"),
    Page("wording-nothing-404", "/ordlyd/tekst/nothing", "ordlyd", status=404),
)

_UNDERSTOOD = (
    Page("understood", "/forstod-du"),
    Page("understood-contact", "/forstod-du/kontakt"),
    Page("understood-case", "/sag/{62-104}/forstod-du", "bent"),
    Page("understood-letter-en", "/sag/{62-110}/brev/{62-110:request}/forstod-du", "tomasz"),
    Page("understood-letter-ar", "/sag/{62-166}/brev/{62-166:receipt}/forstod-du", "layla"),
    Page("understood-about", "/forstod-du/om/da/turn.you.hearing"),
    Page("understood-about-ar", "/forstod-du/om/ar/case.late"),
    Page(
        "understood-about-wrong",
        "/forstod-du/om/da/turn.you.hearing",
        status=422,
        sends=True,
    ),
    Page("understood-numbers", "/ordlyd/forstod-borgerne", "ordlyd"),
    Page("understood-words", "/ordlyd/ord-fra-borgere", "ordlyd"),
    Page("understood-word", "/ordlyd/ord-fra-borgere/demo-ord-1", "ordlyd"),
)

_COUNCIL = (
    Page("council", "/handicapraad", "raad"),
    Page("council-texts", "/handicapraad/tekster", "raad"),
    Page("council-hardest", "/handicapraad/tekster?sprog=let&orden=hardest", "raad"),
    Page("council-text", "/handicapraad/tekst/da/turn.you.hearing", "raad"),
    Page("council-compare", "/handicapraad/tekst/da/turn.you.hearing/sammenlign", "raad"),
    Page("council-text-ar", "/handicapraad/tekst/ar/turn.you.hearing", "raad"),
    Page("council-say", "/handicapraad/tekst/da/turn.you.hearing/sig-noget?saetning=1", "raad"),
    Page(
        "council-say-wrong",
        "/handicapraad/tekst/da/turn.you.hearing/sig-noget?saetning=1",
        "raad",
        status=422,
        sends=True,
    ),
    Page("council-said", "/handicapraad/kommentarer", "raad"),
    Page("council-words", "/handicapraad/ordvalg", "raad"),
    Page("council-words-ar", "/handicapraad/ordvalg?sprog=ar", "raad"),
    Page(
        "council-seen-marked",
        "/handicapraad/laes/da/sag-hearing/som-borgeren?tekst=turn.you.hearing",
        "raad",
    ),
    Page("council-desk", "/handicapraad/sagsbehandlernes-tekster", "raad"),
    Page("council-walk", "/handicapraad/laes", "raad"),
    Page("council-walk-hearing", "/handicapraad/laes/da/sag-hearing", "raad"),
    Page("council-walk-letter-ar", "/handicapraad/laes/ar/brev-hearing", "raad"),
    Page("council-seen", "/handicapraad/laes/da/sag-hearing/som-borgeren", "raad"),
    Page("council-walk-notices", "/handicapraad/laes/let/mail-og-sms", "raad"),
    Page("council-rounds", "/handicapraad/runder", "raad"),
    Page("council-rounds-member", "/handicapraad/runder", "raadsmedlem"),
    Page("council-rounds-wrong", "/handicapraad/runder", "raad", status=422, sends=True),
    Page("council-round", "/handicapraad/runder/demo-runde", "raadsmedlem"),
    Page("council-meeting", "/handicapraad/runder/demo-runde/moede", "raad"),
    Page("council-number", "/handicapraad/laes/da/nummer", "raad"),
    Page("council-number-wrong", "/handicapraad/laes/da/nummer", "raad", status=422, sends=True),
    Page("council-least-understood", "/handicapraad/tekster?orden=understood", "raad"),
    Page("council-owed", "/ordlyd/kommentarer", "ordlyd"),
    Page("council-answer", "/ordlyd/kommentarer/demo-kommentar", "ordlyd"),
)

_LETTERS = (
    Page("letter-request-en", "/sag/{62-110}/brev/{62-110:request}", "tomasz"),
    Page("letter-receipt-ar", "/sag/{62-166}/brev/{62-166:receipt}", "layla"),
    Page("letter-caseworker", "/sag/{62-175}/brev/{62-175:caseworker}", "ingrid"),
    Page("letter-not-yours-404", "/sag/{62-110}/brev/{62-110:request}", "bent", status=404),
    Page("handover-chosen", "/sag/{62-170}/ny-sagsbehandler", "gerda"),
    Page("desk-letters", _CASE + "/{62-133}/breve", "medarbejder"),
    Page("desk-letter-update", _CASE + "/{62-126}/breve/update", "medarbejder"),
    Page("desk-letter-delay", _CASE + "/{62-120}/breve/delay", "medarbejder"),
    Page("desk-letter-hearing", _CASE + "/{62-126}/breve/hearing", "medarbejder"),
    Page("desk-letter-decision", _CASE + "/{62-133}/breve/decision", "medarbejder"),
    Page("desk-change-one", _CASE + "/{62-126}/skift", "medarbejder"),
    Page("desk-change-many", "/medarbejder/skift", "medarbejder"),
    Page("desk-change-none", "/medarbejder/skift", "leder"),
    Page("desk-change-colleague", "/medarbejder/skift/2a3153735392acda", "leder"),
    Page("desk-handover-one", _CASE + "/{62-126}/overdragelse", "medarbejder"),
    Page("desk-handover-many", "/medarbejder/overdragelse", "medarbejder"),
)

# The cases that a journey leads to, by who reads them.
_ON_JOURNEYS = {
    "mads": ("find", "choices"),
    "bent": ("hearing",),
    "ahmed": ("late",),
    "sara": ("child",),
}
_CLOSED_TO = {
    ("bjarne", "62-168"): 404,
    ("viktor", "62-169"): 404,
    ("steen", "62-163"): 403,
    ("viktor", "62-165"): 403,
    ("gry", "62-191"): 403,
    ("henning", "62-192"): 403,
}
"""Who is named in a case and may not see it. Who has died or was linked by mistake meets the page
that says that nothing is there; who could see it once, the page that says that this is over.
"""


def _case_pages() -> list[Page]:
    """Return a page for everybody who is named in a demo case, in the order of the demo."""
    keys = {person.key for person in DEMO_PEOPLE}
    return [
        _case_page(script, citizen.key)
        for script in CASES
        for citizen in script.people
        if citizen.key in keys
    ]


def _case_page(script: CaseScript, person: str) -> Page:
    first = next(one.reference for one in CASES if any(c.key == person for c in one.people))
    journeys = _ON_JOURNEYS.get(person, ()) if script.reference == first else ()
    return Page(
        f"case-{script.reference}-{person}",
        f"/sag/{{{script.reference}}}",
        person,
        status=_CLOSED_TO.get((person, script.reference), 200),
        journeys=journeys,
    )


CASE_PAGES: tuple[Page, ...] = tuple(_case_pages())
PAGES: tuple[Page, ...] = (
    *_PUBLIC,
    *_ERRORS,
    *_SIGNED_IN,
    *_DESK,
    *_WORDING,
    *_UNDERSTOOD,
    *_COUNCIL,
    *_LETTERS,
    *_ACTS,
    *_GIVE_ON,
    *_ACCESS,
    *CASE_PAGES,
)

NOT_PAGES = {
    "/.well-known/security.txt": "text for whoever has found a hole",
    "/handicapraad/laes/<sprog>/papir": "all texts as PDF, to be saved",
    "/handicapraad/runder/<round_id>/referat": "the minutes as PDF, to be saved",
    "/api/v1/journal": "JSON for a case system",
    "/api/v1/journal/<item>/files/<file>": "a file for a case system",
    "/medarbejder/sag/<public_id>/fil/<file_id>": "a citizen's file, to be saved",
    "/medarbejder/sag/<public_id>/vist-igen/brev/<letter_id>/pdf": "a letter as PDF, to be saved",
    "/medarbejder/sag/<public_id>/vist-igen/brev/<letter_id>/dokument": "the document, to be saved",
    "/sag/<public_id>/hvem-har-set/csv": "who has opened the case, as a spreadsheet",
    "/sag/<public_id>/hvem-har-set/pdf": "who has opened the case, as PDF",
    "/sag/<public_id>/brev/<letter_id>/pdf": "a letter as PDF, to be saved",
    "/sag/<public_id>/brev/<letter_id>/dokument": "the authority's own document, to be saved",
    "/log-ind/<who>": "the way to a provider; tests/providers goes it",
    "/log-ind/faerdig": "the way in, or why not; tests/providers",
    "/log-ind/metadata": "our description for a provider",
    "/log-ind/retur": "the way back from a provider",
    "/log-ind/saml/ude": "the way back from a provider, signed out",
    "/log-ind/ude": "likewise",
    "/healthz": "JSON for an orchestrator",
    "/openapi.json": "JSON for a case system's developer",
    "/static/<path:filename>": "files that pages ask for",
}
"""Routes that answer GET with something that is no page, by rule, and what they answer with."""


def named(name: str) -> Page:
    """Return the page of that name."""
    return next(page for page in PAGES if page.name == name)


def case_of(person: str) -> Page:
    """Return the page of somebody's first case."""
    return next(page for page in CASE_PAGES if page.person == person)
