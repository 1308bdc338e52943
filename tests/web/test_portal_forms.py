"""A form: what is wrong is said first, in the reader's words, and nothing typed is lost."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from portal.core.files import FileState
from portal.core.say import say
from portal.pages.audience import Audience, audience
from portal.pages.downloads import download
from portal.pages.forms import (
    ChoiceField,
    ChoicesField,
    DanishDateField,
    KeptField,
    Option,
    Own,
    ParagraphsField,
    PortalForm,
    TextField,
    YesField,
)
from portal.pages.rendering import page
from portal.pages.uploads import receives_files
from portal.web.files_field import FilesField
from tests.conftest import Site
from tests.files.samples import HTML, PDF, TEXT
from tests.page_rules import visible_text

PATH = "/proeve"
TEMPLATE = """
{% extends "public/page.html" %}
{% from "components/error_summary.html" import error_summary %}
{% from "components/field.html" import fields %}
{% from "components/form.html" import form_around %}
{% block content %}
{{ error_summary(form.summary) }}
{% call form_around(form, "/proeve") %}
{{ fields(form) }}
<button class="button button--first">{{ t("settings.save") }}</button>
{% endcall %}
{% endblock %}
"""


class TryForm(PortalForm):
    """A form with one of each field."""

    text = ParagraphsField(Own("Hvad vil du sige?"), Own("Med dine egne ord."), most=200)
    name = TextField(Own("Navn"), required=False, autocomplete="name")
    phone = TextField(Own("Telefon"), required=False, kind="tel")
    email = TextField(Own("Mail"), required=False, kind="email")
    when = DanishDateField(Own("Hvornår?"))
    seen = DanishDateField(Own("Hvornår var det?"), required=False, back=True)
    how = ChoiceField(
        Own("Hvordan?"), options=[Option("phone", Own("Ring")), Option("mail", Own("Skriv"))]
    )
    whom = ChoiceField(
        Own("Hvem?"),
        required=False,
        select=True,
        options=[Option("", Own("Vælg")), Option("a", Own("Anna"))],
    )
    needs = ChoicesField(
        Own("Behov"),
        required=False,
        options=[Option("large", Own("Stor skrift"), Own("18 punkt")), Option("sign", Own("Tolk"))],
    )
    agree = YesField(Own("Jeg er enig"), required=False)
    files = FilesField(Own("Filer"), required=False, most=2)
    based_on = KeptField()


GOOD: dict[str, Any] = {
    "text": "Hej.\r\n\r\nDet er mig.",
    "when": "3/5",
    "how": "phone",
    "based_on": "v1",
}


class Form:
    """What stands on a page with a form."""

    def __init__(self, status: int, soup: BeautifulSoup) -> None:
        self.status, self.soup = status, soup

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Return the error summary: where each line leads, and what it says."""
        lines = self.soup.select("[role=alert] li")
        return [(str(line.a["href"]) if line.a else "", line.get_text()) for line in lines]

    @property
    def at_fields(self) -> list[str]:
        """Return the errors at the fields."""
        return [
            line.get_text().removeprefix("Fejl: ") for line in self.soup.select(".field__error")
        ]

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        field = self.soup.find(attrs={"name": name})
        assert field is not None
        return field.get_text().removeprefix("\n") if field.name == "textarea" else field["value"]

    def note(self, name: str) -> str:
        """Return what is pointed out at a field, which must be tied to it."""
        note = self.soup.find(id=f"{name}-note")
        if note is None:
            return ""
        assert f"{name}-note" in self.soup.find(id=name)["aria-describedby"].split()
        return visible_text(note)


@pytest.fixture
def tried(site: Site) -> Callable[..., Any]:
    """Return what sends the form: the page when it is wrong, the data when it is not."""
    bp = Blueprint("try", __name__)
    template = site.app.jinja_env.from_string(TEMPLATE)

    @bp.route(PATH, methods=["GET", "POST"])
    @audience(Audience.PUBLIC)
    @receives_files
    def try_form() -> ResponseReturnValue:
        form = TryForm()
        if form.validate_on_submit() and form.name.data != "REFUSE":
            return {name: field.data for name, field in form._fields.items()} | {
                "when": str(form.when.data),
                "seen": str(form.seen.data),
                "files": [[file.name, len(file.content)] for file in form.files.data],
            }
        if form.name.data == "REFUSE":
            form.text.refuse(say("form.error.day.past", date=form.when.data))
            form.refuse(say("form.error.cpr"))
        title = form.titled(Own("Prøve"))
        return page(template, form=form, title=title), form.status

    @bp.get("/hent/<state>")
    @audience(Audience.PUBLIC)
    def fetch(state: str) -> ResponseReturnValue:
        return download(HTML, "lægens brev.pdf", FileState(state))

    site.app.register_blueprint(bp)

    def send(lang: str = "da", /, files: Any = (), easy: bool = False, **data: Any) -> Any:
        visitor = site.visitor(lang=lang, easy=easy)
        form = visitor.get(PATH).find("form", attrs={"action": PATH})
        token = form.find("input", attrs={"name": "csrf_token"})["value"]
        sent = GOOD | data | {"csrf_token": token}
        if files:
            sent["files"] = [FileStorage(BytesIO(content), name) for name, content in files]
        boundary, body = encode_multipart(MultiDict(sent))
        kind = f"multipart/form-data; boundary={boundary}"
        answer = visitor._checked(visitor.client.post(PATH, data=body, content_type=kind))
        if answer.mimetype == "application/json":
            return answer.get_json()
        return Form(answer.status_code, BeautifulSoup(answer.get_data(as_text=True), "html.parser"))

    return send


# --- what is right ------------------------------------------------------------------------


def test_what_is_right_is_taken_as_it_was_typed(tried: Callable[..., Any]) -> None:
    found = tried(
        name=" Anna\u00a0Holm ",
        seen="i går",
        needs=["sign", "large"],
        agree="1",
        whom="a",
        phone="+45 12 34 56 78",
        email="anna@eksempel.invalid",
    )
    assert found == {
        "text": "Hej.\n\nDet er mig.",
        "name": "Anna Holm",
        "phone": "+45 12 34 56 78",
        "email": "anna@eksempel.invalid",
        "when": "2026-05-03",
        "seen": "2026-04-01",
        "how": "phone",
        "whom": "a",
        "needs": ["sign", "large"],
        "agree": True,
        "files": [],
        "based_on": "v1",
    }


def test_what_may_be_left_out_may(tried: Callable[..., Any]) -> None:
    found = tried(based_on="")
    assert (found["name"], found["whom"], found["needs"], found["agree"]) == ("", None, [], False)
    assert (found["seen"], found["based_on"]) == ("None", "")


def test_text_from_a_word_processor_is_made_plain(tried: Callable[..., Any]) -> None:
    found = tried(text="Jeg sender:\r\n\u2022\tmit\u00a0pas\r\n\u2022\tet foto")
    assert found["text"] == "Jeg sender:\n- mit pas\n- et foto"


# --- what is wrong ------------------------------------------------------------------------


def test_errors_stand_first_lead_to_their_field_and_say_the_same_there(
    tried: Callable[..., Any],
) -> None:
    form = tried(text=" ", when="31/2", how="", based_on="v1")
    assert form.status == 422
    assert form.summary == [
        ("#text", "Skriv noget i feltet »Hvad vil du sige«."),
        ("#when", "Den dag er der ikke i kalenderen. Skriv en anden dag."),
        ("#how", "Vælg et svar ved »Hvordan«."),
    ]
    assert form.at_fields == [text for _, text in form.summary]
    assert form.soup.h1.get_text() == "Ret siden: Prøve"
    assert form.soup.title.get_text().startswith("Ret siden: Prøve")
    alert = form.soup.find(attrs={"role": "alert"})
    assert alert["tabindex"] == "-1"
    assert alert.has_attr("autofocus")
    for target, _ in form.summary:
        field = form.soup.find(id=target[1:])
        assert field.name in {"input", "textarea"}, "something that can be used gets the focus"
    for name in ("text", "when"):
        field = form.soup.find(id=name)
        assert field["aria-invalid"] == "true"
        assert f"{name}-error" in field["aria-describedby"].split()
    group = form.soup.find(id="how").find_parent("fieldset")
    assert group["aria-describedby"] == "how-error"
    assert group.legend.get_text() == "Hvordan?"


def test_what_was_typed_is_kept(tried: Callable[..., Any]) -> None:
    typed = {
        "text": 'Linje 1\n\n- a < b & "c" </textarea>',
        "when": "31/2",
        "name": "Anna & <Bo>",
        "whom": "a",
        "based_on": "v7",
    }
    form = tried(needs=["large"], agree="1", **typed)
    for name in ("when", "based_on"):
        assert form.value(name) == typed[name]
    assert form.value("text") == typed["text"].replace("</textarea>", "</textarea>")
    assert form.soup.find(id="name")["value"] == "Anna & <Bo>"
    assert form.soup.find("option", selected=True)["value"] == "a"
    checked = {field["value"] for field in form.soup.find_all("input", checked=True)}
    assert checked == {"phone", "large", "1"}


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("text", "Mit nummer er 610190 1234.", "ligner et CPR-nummer"),
        ("text", "x" * 201, "201 tegn"),
        ("text", "navn\tbeløb\r\nhusleje\t4000", "en tabel"),
        ("text", "\ufffc se billedet", "et billede"),
        ("text", "abc\u202edef", "vende teksten om"),
        ("text", "a\x00b", "skjulte tegn"),
        ("text", "bl\ufffdd", "kan ikke læses"),
        ("name", "Anna 6101901234", "ligner et CPR-nummer"),
        ("phone", "ring bare", "ligner ikke et nummer"),
        ("email", "anna at eksempel", "ligner ikke en mailadresse"),
        ("when", "snart", "hvilken dag"),
        ("when", "13/13", "kun 12 måneder"),
        ("when", "1/4/2026", "Den dag er gået: onsdag den 1. april 2026"),
        ("how", "pigeon", "Det valg er her ikke"),
        ("whom", "b", "Det valg er her ikke"),
    ],
)
def test_each_mistake_is_named_and_kept(
    tried: Callable[..., Any], field: str, typed: str, says: str
) -> None:
    form = tried(**{field: typed})
    assert form.status == 422
    ((target, text),) = form.summary
    assert target == f"#{field}"
    assert says in text
    if field not in ("how", "whom") and "\x00" not in typed:
        assert form.value(field) == typed


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_it_is_said_in_the_readers_language(
    tried: Callable[..., Any], site: Site, lang: str
) -> None:
    form = tried(lang, when="13/13", text="610190 1234")
    words = site.portal.catalogue[lang, "normal"]
    assert [text for _, text in form.summary] == [
        words.text("form.error.cpr"),
        words.text("form.error.day.no_such_month"),
    ]


def test_what_a_service_refuses_stands_with_the_rest(tried: Callable[..., Any]) -> None:
    form = tried(name="REFUSE")
    assert form.status == 422
    assert [target for target, _ in form.summary] == ["", "#text"]
    assert form.summary[1][1].startswith("Den dag er gået: søndag den 3. maj")


# --- a day is pointed out -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            "3/4",
            "Det er langfredag, og vi har lukket. Den næste dag, vi har åbent, er tirsdag den 7.",
        ),
        ("4/4", "Der holder vi fri. Den næste dag, vi har åbent, er tirsdag den 7. april 2026."),
        ("5. juni", "Den dag har vi lukket. Den næste dag, vi har åbent, er mandag den 8. juni"),
        ("2/4", "Det er skærtorsdag"),
        ("2. maj 2027", "mere end et år frem"),
        ("7/4", ""),
    ],
)
def test_a_day_nobody_is_at_work_is_pointed_out(
    tried: Callable[..., Any], typed: str, says: str
) -> None:
    form = tried(when=typed, text="")
    assert [target for target, _ in form.summary] == ["#text"], "it is no error"
    assert (says in form.note("when")) if says else form.note("when") == ""
    assert form.value("when") == typed


def test_a_day_that_has_just_been_asks_for_its_year(tried: Callable[..., Any]) -> None:
    form = tried(when="1.  april.", text="Ord.")
    says = "Du har skrevet 1. april. Mener du torsdag den 1. april 2027? Skriv årstallet."
    assert form.summary == [("#when", says)]
    assert form.value("when") == "1.  april."
    assert "when" in tried(when="1. april 2027", text="Ord.")


# --- files --------------------------------------------------------------------------------


def test_good_files_are_taken(tried: Callable[..., Any]) -> None:
    found = tried(files=[("brev.pdf", PDF), ("svar.txt", TEXT)])
    assert found["files"] == [["brev.pdf", len(PDF)], ["svar.txt", len(TEXT)]]


def test_no_file_is_no_file(tried: Callable[..., Any]) -> None:
    assert tried(files=[("", b"")])["files"] == []


def kept(form: Form) -> list[tuple[str, str]]:
    """Return the files a page kept: the name shown, and the mark sent back."""
    boxes = form.soup.find_all("input", attrs={"name": "files-kept"})
    assert all(box.has_attr("checked") for box in boxes)
    labels = [form.soup.find("label", attrs={"for": box["id"]}).get_text() for box in boxes]
    return list(zip(labels, [box["value"] for box in boxes], strict=True))


def test_bad_files_are_named_and_good_ones_are_kept(tried: Callable[..., Any]) -> None:
    form = tried(files=[("brev.pdf", PDF), ("side.pdf", HTML)])
    ((target, text),) = form.summary
    assert target == "#files"
    assert "Filen »side.pdf« er noget andet" in text
    assert [name for name, _ in kept(form)] == ["brev.pdf"]
    assert "multipart/form-data" in str(form.soup.find("form", attrs={"action": PATH}))
    assert ".heic" in form.soup.find(id="files")["accept"]


def test_files_need_not_be_chosen_again_because_something_else_is_wrong(
    tried: Callable[..., Any], site: Site
) -> None:
    form = tried(when="", files=[("brev.pdf", PDF)])
    assert [target for target, _ in form.summary] == ["#when"]
    ((_, mark),) = kept(form)
    again = tried(when="31/2", **{"files-kept": [mark]})
    assert kept(again) == [("brev.pdf", mark)], "and again"
    done = tried(files=[("svar.txt", TEXT)], **{"files-kept": [mark, mark]})
    assert done["files"] == [["brev.pdf", len(PDF)], ["svar.txt", len(TEXT)]]
    assert tried()["files"] == [], "what is unticked is not sent"
    files = [path for path in site.portal.settings.files.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert PDF not in files[0].read_bytes(), "it waits encrypted"


def test_a_kept_file_counts_and_a_lost_or_invented_one_is_told(
    tried: Callable[..., Any], site: Site
) -> None:
    form = tried(when="", files=[("a.txt", TEXT), ("b.txt", TEXT)])
    marks = [mark for _, mark in kept(form)]
    more = tried(files=[("c.txt", TEXT)], **{"files-kept": marks})
    assert "Du kan sende 2 filer" in more.summary[0][1]
    invented = tried(**{"files-kept": ["x" * 40]})
    assert invented.summary == [("#files", "Filen er her ikke mere. Vælg den igen.")]
    for path in site.portal.settings.files.rglob("*"):
        if path.is_file():
            path.unlink()
    lost = tried(**{"files-kept": marks[:1]})
    assert lost.summary == [("#files", "Filen er her ikke mere. Vælg den igen.")]
    assert kept(lost) == []


def test_too_many_and_too_big(tried: Callable[..., Any]) -> None:
    form = tried(files=[(f"{n}.txt", TEXT) for n in range(3)])
    assert "Du kan sende 2 filer" in form.summary[0][1]
    form = tried(files=[("stor.txt", b"a" * (10 * 1024 * 1024 + 1))])
    assert "Filen »stor.txt« er for stor. En fil må være på 10 MB." in form.summary[0][1]
    assert form.value("text") == GOOD["text"].replace("\r\n", "\n"), "the words are not lost"


def test_far_too_much_is_refused_unread_and_other_forms_take_less(
    tried: Callable[..., Any], site: Site
) -> None:
    client = site.app.test_client()
    much = {
        "Content-Length": str(80 * 1024 * 1024),
        "Content-Type": "multipart/form-data; boundary=x",
    }
    assert client.post(PATH, headers=much).status_code in (400, 413)
    less = much | {"Content-Length": str(30 * 1024 * 1024)}
    assert client.post("/indstillinger", headers=less).status_code in (400, 413)


def test_what_is_sent_touches_no_disk(
    tried: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: Any, **__: Any) -> None:
        raise AssertionError("a file from a citizen was written unencrypted")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", forbidden)
    assert tried(files=[("stor.txt", b"a" * 3_000_000)])["files"] == [["stor.txt", 3_000_000]]


@pytest.mark.parametrize("state", ["clean", "unscanned"])
def test_a_file_is_saved_and_never_shown(tried: Callable[..., Any], site: Site, state: str) -> None:
    answer = site.app.test_client().get(f"/hent/{state}")
    assert answer.data == HTML
    assert answer.mimetype == "application/octet-stream"
    kept = answer.headers["Content-Disposition"]
    assert (
        kept == "attachment; filename=\"laegens brev.pdf\"; filename*=UTF-8''l%C3%A6gens%20brev.pdf"
    )
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "X-Download-Options": "noopen",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        assert answer.headers.getlist(name) == [value]
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    assert "sandbox" in policy
    assert "style-src" not in policy


@pytest.mark.parametrize("state", ["waiting", "infected"])
def test_a_file_nobody_has_looked_at_is_not_there(
    tried: Callable[..., Any], site: Site, state: str
) -> None:
    assert site.app.test_client().get(f"/hent/{state}").status_code == 404
