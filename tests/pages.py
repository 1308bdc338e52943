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
        path: Where it is; ``{62-130}`` stands for the public id of that case.
        person: Key of the demo person who is signed in, None for nobody.
        status: What the server answers with.
        journeys: The journeys it lies on; such pages are tried in every combination.
        expired: The page comes from sending the form of ``path`` after it has run out.
    """

    name: str
    path: str
    person: str | None = None
    status: int = 200
    journeys: tuple[str, ...] = ()
    expired: bool = False


_PUBLIC = (
    Page("home", "/", journeys=("find",)),
    Page("casework", "/saadan-behandler-vi-sager"),
    Page("words", "/ord"),
    Page("help", "/hjaelp-fra-andre"),
    Page("offers", "/hjaelp-uden-ansoegning"),
    Page("contact", "/kontakt"),
    Page("was", "/was"),
    Page("privacy", "/privatliv"),
    Page("settings", "/indstillinger", journeys=("choices",)),
    Page("demo", "/demo", journeys=("find",)),
    Page("demo-sent", "/demo/sendt"),
    Page("signed-out", "/log-af"),
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
    Page("set-aside", "/medarbejder/lagt-til-side", "medarbejder"),
)

# The cases that a journey leads to, by who reads them.
_ON_JOURNEYS = {
    "mads": ("find", "choices"),
    "bent": ("hearing",),
    "ahmed": ("late",),
    "sara": ("child",),
}
_CLOSED_TO = {
    ("bjarne", "62-168"),
    ("steen", "62-163"),
    ("viktor", "62-165"),
    ("viktor", "62-169"),
}
"""Who is named in a case and may not see it: who has died, has lost custody, or whose power of
attorney has ended, or was linked by mistake. They meet the page that says that nothing is there.
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
        status=404 if (person, script.reference) in _CLOSED_TO else 200,
        journeys=journeys,
    )


CASE_PAGES: tuple[Page, ...] = tuple(_case_pages())
PAGES: tuple[Page, ...] = (*_PUBLIC, *_ERRORS, *_SIGNED_IN, *CASE_PAGES)

NOT_PAGES = {
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
