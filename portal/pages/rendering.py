"""Render a page in the reader's language, with what every page carries."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import current_app, render_template, request
from markupsafe import Markup

from portal.core.adviser import Lead
from portal.core.vocabulary import CaseKind
from portal.identity import AT_WORK, Identity, UserRole
from portal.municipality import in_language
from portal.pages import frame
from portal.pages.editions import label_of
from portal.pages.fragments import Fragments, place
from portal.pages.help_part import Label, help_part
from portal.pages.reader import NAMES, choices
from portal.pages.shapes import in_places, shape_of, with_places
from portal.pages.site import site
from portal.pages.unproxied import kept
from portal.wording.catalogue import EASY, Term, release_name
from portal.wording.speaker import Speaker


class Reader(NamedTuple):
    """The kind of reader, as templates see it: how the page is wanted, never who asks."""

    lang: str
    dir: str
    easy: bool
    calm: bool
    signed_in: bool
    staff: bool = False
    role: str = ""


@dataclass(slots=True)
class Page:
    """What the parts of a page are made with.

    ``label`` gives an interface text by its key, ``facts`` is the municipality in the
    reader's language, ``fragments`` are the pieces kept between requests.
    """

    speaker: Speaker
    label: Label
    facts: Any
    calm: bool
    fragments: Fragments

    def component(self, name: str, part: Any, file: str | None = None) -> Markup:
        """Render a component: the macro ``name`` of the file of that name, or of another."""
        module = current_app.jinja_env.get_template(f"components/{file or name}.html").module
        rendered: Markup = getattr(module, name)(part)
        return rendered

    def shaped(self, name: str, part: dict[str, Any], file: str | None = None) -> Markup:
        """Render a component as :meth:`component` does, all but its texts once (shapes.py)."""
        texts: list[str] = []
        shape = shape_of(part, texts)

        def make() -> Markup:
            return self.component(name, with_places(part), file)

        return self.fragments.filled(("shape", name, shape), make, in_places(texts))

    def kept(self, name: str, *codes: Hashable, make: Callable[[], str], **places: str) -> Markup:
        """Return a piece kept for this language and register, with HTML in its places.

        Args:
            name: What it is.
            codes: What else it depends on. Never a case or a person.
            make: Renders it the first time.
            places: What differs each time.
        """
        return self.fragments.filled(self._key(name, codes), make, places)

    def encoded(
        self, name: str, *codes: Hashable, make: Callable[[], str], **places: str | bytes
    ) -> bytes:
        """Return a piece as :meth:`kept` does, in UTF-8: for one with much in it that is kept."""
        return self.fragments.encoded(self._key(name, codes), make, places)

    def _key(self, name: str, codes: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
        return name, self.speaker.words.language, self.speaker.words.register, *codes

    def words(self, terms: Sequence[Term]) -> Markup:
        """Return the explanations of professional words."""
        if not terms:
            return Markup()
        keys = (term.key for term in terms)
        return self.kept("words", *keys, make=lambda: self.component("words", terms, "word"))

    def help(
        self, lead: Lead = Lead.ORDINARY, kind: CaseKind | None = None, appealed: bool = False
    ) -> Markup:
        """Return help from others than the caseworker."""

        def make() -> str:
            self.speaker.explain()
            part = help_part(self.speaker, self.label, self.facts, lead, kind, appealed)
            part["words"] = self.speaker.explain()
            return self.component("help", part)

        return self.kept("help", lead, kind, appealed, make=make)


def this_page() -> Page:
    """Return what the parts of this request's page are made with."""
    its = kept()
    found: Page | None = its.get("page")
    if found is None:
        here, mine = site(), choices()
        now = here.editions.of_request()
        words = now.words[mine.lang, mine.register]
        found = its.page = Page(
            speaker=Speaker(words, here.now().year),
            label=label_of(words),
            facts=here.facts[mine.lang],
            calm=mine.calm,
            fragments=now.fragments,
        )
    return found


def label(key: str, **values: object) -> str:
    """Return a short text of the interface by its stable key."""
    return this_page().label(key, **values)


def speaker() -> Speaker:
    """Return the speaker of this request: its language, register, and what it has said."""
    return this_page().speaker


def facts() -> Any:
    """Return the municipality's facts in the reader's language."""
    return this_page().facts


def facts_by_language(municipality: Any, room: str | None = None) -> dict[str, Any]:
    """Return the facts as templates read them, once for each language.

    Args:
        municipality: The facts of the file.
        room: Where the adviser's room is, "" within it; None when there is none.
    """
    found = {lang: _with_logo(in_language(municipality, lang)) for lang in NAMES}
    for one in found.values():
        one.adviser.room = room
    return found


def page(template: str, **values: Any) -> str:
    """Render a page. ``help`` may be given; otherwise help from others stands as it always does."""
    reader = _reader()
    context = _every_page(reader)
    values.setdefault("help", this_page().help())
    return render_template(
        template,
        **context,
        header=frame.header(reader, lambda: context, reader.lang),
        footer=frame.footer(reader, lambda: context),
        page_path=request.path if request.method == "GET" else "/",
        **values,
    )


def page_of_parts(template: str, title: str, parts: Mapping[str, Markup | bytes]) -> bytes:
    """Render a page made of parts that are HTML already, and encode it.

    What stands around the parts is the same for every reader of a kind, and kept.

    Args:
        template: Its template, which says where each part stands.
        title: Key of its title.
        parts: Every part by its name; a large one may be in UTF-8 already.
    """
    this, reader = this_page(), _reader()

    def make() -> str:
        context = _every_page(reader)
        places = {name: place(name) for name in ("header", *parts)}
        footer = frame.footer(reader, lambda: context, open_place=True)
        return render_template(template, **context, **places, footer=footer, title=label(title))

    header = frame.header(reader, lambda: _every_page(reader), reader.lang)
    asks = frame.asked()
    given = {**parts, "header": header, "asks": asks}
    return this.fragments.encoded(("page", template, reader, bool(asks)), make, given)


def _reader() -> Reader:
    """Return the kind of reader of this request."""
    mine, identity = choices(), site().who()
    staff = identity is not None and identity.role in AT_WORK
    easy = mine.register == EASY
    return Reader(
        mine.lang, mine.dir, easy, mine.calm, identity is not None, staff, _other_role(identity)
    )


def _other_role(identity: Identity | None) -> str:
    """Return the role of somebody who is neither citizen nor caseworker: it has a page of its own.

    Roles say what is seen, as a language does; never who sees it.
    """
    if identity is None or identity.role is UserRole.CITIZEN or identity.role in AT_WORK:
        return ""
    return str(identity.role)


def _every_page(reader: Reader) -> dict[str, Any]:
    """Return what every template may ask for. None of it says who reads."""
    here, this = site(), this_page()
    words = this.speaker.words
    context = {
        "t": this.label,
        "say": this.speaker.key,
        "reader": reader,
        "municipality": this.facts,
        "css_url": here.css_url,
        "session_js": current_app.config["SESSION_JS"],
        "demo": here.demo,
        "portal_at": here.portal_at,
        "languages": [{"code": code, "name": name} for code, name in NAMES.items()],
        "wording_version": release_name(words),
        "unreviewed": None,
    }
    if reader.lang != "da":
        context["unreviewed"] = this.speaker.key("page.translation.not_reviewed")
    # Called only when the header is not kept yet.
    context["navigation"] = lambda: _navigation(reader, this.label)
    return context


def _navigation(reader: Reader, label: Label) -> list[dict[str, Any]]:
    return [
        {"href": way.href, "label": label(way.key), "current": way.current}
        for way in site().ways(reader.signed_in, reader.staff)
    ]


def _with_logo(facts_in_language: Any) -> Any:
    logo = facts_in_language.look.logo
    facts_in_language.logo = f"/static/{logo}" if logo else None
    return facts_in_language
