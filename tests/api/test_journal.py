"""What was said at the portal is taken over by the case system, over HTTP."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as give
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from sqlalchemy import insert, select, update

from portal.core.files import FileState
from portal.core.updates import Update
from portal.core.vocabulary import MessageKind, UpdateKind
from portal.files import Accepted, Vault
from portal.services.post_update import Opened, Writer, post_update
from portal.services.send_message import Keeping, Submission, send_message
from portal.store import desk, journal
from portal.store.journal import JournalKind
from portal.store.models import AttachmentRow, CaseRow, JournalRow, LetterRow
from tests.api.running import OTHER_SOURCE, Server, conforms
from tests.api.test_documented_examples import blocks

KAREN = Writer("test:karen", "Karen Eksempel", "Handicapteamet")
CASE = "SAG-2026-0042"


def asked(server: Server, path: str = "", token: str | None = "", **more: Any) -> requests.Response:
    """Ask as the case system does."""
    token = server.token if token == "" else token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = path if path.startswith("http") else f"{server.url}/api/v1/journal{path}"
    return requests.get(url, headers=headers, timeout=30, **more)


def acknowledged(server: Server, body: Any, token: str | None = None) -> requests.Response:
    headers = {"Authorization": f"Bearer {token or server.token}"}
    address = f"{server.url}/api/v1/journal/acknowledgements"
    return requests.post(address, json=body, headers=headers, timeout=30)


def a_case(server: Server, event: Callable[..., dict[str, Any]]) -> int:
    """Record a case and return its id."""
    opened = event("sagsvej.case.opened", subject=CASE, data={"kind": "application", "area": "a"})
    assert server.push(opened).status_code == 200
    with server.portal.reading.connect() as connection:
        found = connection.scalar(select(CaseRow.id).where(CaseRow.reference == CASE))
    assert found is not None
    return found


def posted(server: Server, case_id: int, text: str, token: str = "t" * 20) -> str:
    here = server.portal
    with here.engine.connect() as connection:
        seen = desk.last_event_id(connection, case_id)
    wanted = Update(UpdateKind.NEWS, text, here.today() + timedelta(days=14))
    opened = Opened(case_id, "update", token, seen)
    return post_update(here.engine, here.office, opened, wanted, KAREN, here.now())


def sent(server: Server, case_id: int, text: str, *files: Accepted) -> str:
    here = server.portal
    keeping = Keeping(here.engine, Vault(here.settings.files, here.identifiers), here.identifiers)
    submission = Submission(case_id, "p-1", "hash", MessageKind.INFORMATION, text, files)
    return send_message(keeping, submission, here.office, here.now())


def test_a_post_is_handed_out_until_it_is_acknowledged(
    server: Server, event: Callable[..., dict[str, Any]]
) -> None:
    item = posted(server, a_case(server, event), "Vi har fået journalen.")
    for _ in range(2):
        answer = asked(server)
        assert answer.status_code == 200
        assert conforms(answer.json(), "Journal") == []
        (told,) = answer.json()["items"]
        assert (told["item"], told["kind"], told["subject"]) == (item, "update", CASE)
        assert told["author"] == "Karen Eksempel, Handicapteamet"
        assert "Vi har fået journalen." in told["text"]
        assert re.search(r"Skrevet \w+ den \d", told["text"])
        assert "Lovet: at skrive eller ringe senest" in told["text"]
    done = acknowledged(server, [{"item": item, "reference": "J-1"}])
    assert done.json() == {"acknowledged": 1, "repeated": 0, "unknown": []}
    assert conforms(done.json(), "Acknowledged") == []
    again = acknowledged(server, [{"item": item, "reference": "J-2"}])
    assert again.json() == {"acknowledged": 0, "repeated": 1, "unknown": []}
    assert asked(server).json() == {"items": [], "more": False}
    with server.portal.reading.connect() as connection:
        assert connection.scalar(select(JournalRow.reference)) == "J-1", "the first one stands"


def test_a_message_comes_with_its_files_once_they_are_scanned(
    server: Server, event: Callable[..., dict[str, Any]]
) -> None:
    case_id = a_case(server, event)
    content = b"%PDF-1.7 a receipt"
    sent(server, case_id, "Her er kvitteringen. Mit nummer er 610190-1234.",
         Accepted("kvittering.pdf", "application/pdf", content))  # fmt: skip
    (told,) = asked(server).json()["items"]
    assert (told["kind"], told["author"]) == ("message", None)
    assert "610190-1234" in told["text"], "a citizen's words are handed over as they are"
    (file,) = told["files"]
    assert (file["name"], file["state"], file["href"]) == ("kvittering.pdf", "waiting", None)
    address = f"/{told['item']}/files/{file['file']}"
    assert asked(server, address).status_code == 404
    for state, status in ((FileState.INFECTED, 404), (FileState.CLEAN, 200)):
        with server.portal.engine.begin() as connection:
            connection.execute(update(AttachmentRow).values(state=state))
        assert asked(server, address).status_code == status
    (file,) = asked(server).json()["items"][0]["files"]
    assert asked(server, server.url + file["href"]).content == content
    assert asked(server, address, token=server.token[::-1]).status_code == 404
    assert asked(server, address, token=None).status_code == 401


def test_a_letter_is_its_files(server: Server, event: Callable[..., dict[str, Any]]) -> None:
    case_id = a_case(server, event)
    now = datetime.now(UTC)
    with server.portal.engine.begin() as connection:
        row = {"public_id": "L" * 16, "case_id": case_id, "party": "p-1", "person": "hash",
               "kind": "receipt", "occasion": "o", "state": "made", "html": "<p>Brev</p>",
               "pdf": b"%PDF-1.7", "ordered_at": now, "made_at": now}  # fmt: skip
        connection.execute(insert(LetterRow), row)
        journal.add(connection, case_id, JournalKind.LETTER, "L" * 16, now)
    (told,) = asked(server).json()["items"]
    assert conforms(told, "JournalItem") == []
    assert [one["file"] for one in told["files"]] == ["letter.pdf", "letter.html"]
    fetched = [asked(server, server.url + one["href"]).content for one in told["files"]]
    assert fetched == [b"%PDF-1.7", b"<p>Brev</p>"]
    assert asked(server, f"/{told['item']}/files/other").status_code == 404


def test_a_source_sees_and_acknowledges_its_own_only(
    server: Server, event: Callable[..., dict[str, Any]]
) -> None:
    item = posted(server, a_case(server, event), "Vi har fået journalen.")
    other = server.token[::-1]
    assert server.portal.settings.source_token(OTHER_SOURCE) == other
    assert asked(server, token=other).json()["items"] == []
    done = acknowledged(server, [{"item": item, "reference": "J-1"}], other)
    assert done.json() == {"acknowledged": 0, "repeated": 0, "unknown": [item]}
    assert len(asked(server).json()["items"]) == 1


def test_a_page_holds_as_much_as_was_asked_for(
    server: Server, event: Callable[..., dict[str, Any]]
) -> None:
    case_id = a_case(server, event)
    items = [posted(server, case_id, f"Nyt {n}.", f"token-{n:020}") for n in range(3)]
    answer = asked(server, params={"limit": 2}).json()
    assert ([one["item"] for one in answer["items"]], answer["more"]) == (items[:2], True)
    acknowledged(server, [{"item": one, "reference": "J-1"} for one in items[:2]])
    answer = asked(server, params={"limit": 2}).json()
    assert ([one["item"] for one in answer["items"]], answer["more"]) == (items[2:], False)


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1.5", "", "²"])
def test_a_wrong_limit_is_refused(lite_server: Server, limit: str) -> None:
    answer = asked(lite_server, params={"limit": limit})
    assert answer.status_code == 400
    assert conforms(answer.json(), "Problem") == []


@pytest.mark.parametrize(
    "body",
    [{}, [], "x", [{"item": "a"}], [{"item": "a", "reference": "610190-1234"}],
     [{"item": "a", "reference": "J", "more": 1}], [{"item": "a", "reference": ""}]],
    ids=["object", "empty", "text", "no reference", "a cpr number", "more", "empty reference"],
)  # fmt: skip
def test_what_is_no_acknowledgement_is_refused(lite_server: Server, body: Any) -> None:
    answer = acknowledged(lite_server, body)
    assert answer.status_code == 400
    assert conforms(answer.json(), "Problem") == []


def test_without_a_token_nothing_is_handed_out(lite_server: Server) -> None:
    for token in (None, "wrong"):
        answer = asked(lite_server, token=token)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert acknowledged(lite_server, [], "wrong").status_code == 401


# --- as it is documented -----------------------------------------------------------------


def test_the_documented_answer_has_the_form_of_a_real_one(
    server: Server, event: Callable[..., dict[str, Any]]
) -> None:
    (page,) = [json.loads(text) for text in blocks("json", "journal")]
    assert conforms(page, "Journal") == []
    case_id = a_case(server, event)
    posted(server, case_id, "Vi har fået journalen. Jeg læser den i denne uge.")
    sent(server, case_id, "Her er de kvitteringer, I bad om.",
         Accepted("kvittering.pdf", "application/pdf", b"%PDF"))  # fmt: skip
    real = asked(server).json()
    for told, found in zip(page["items"], real["items"], strict=True):
        assert told.keys() == found.keys()
        for name in ("kind", "subject", "author", "title"):
            assert told[name] == found[name]
        # The dates differ; the sentences do not.
        plain = [re.sub(r"\w+ den \d.*?(?=\.$|\.\n)", "…", one["text"]) for one in (told, found)]
        assert plain[0] == plain[1]
        for old, new in zip(told["files"], found["files"], strict=True):
            assert old.keys() == new.keys()


def test_the_documented_acknowledgement_is_answered_as_documented(
    server: Server, event: Callable[..., dict[str, Any]]
) -> None:
    (body,) = [json.loads(text) for text in blocks("json", "acknowledge")]
    (said,) = [json.loads(text) for text in blocks("json", "acknowledged")]
    case_id = a_case(server, event)
    item = posted(server, case_id, "Nyt.")
    with server.portal.engine.begin() as connection:
        known = {"public_id": body[0]["item"]}
        connection.execute(update(JournalRow).where(JournalRow.public_id == item).values(known))
    assert acknowledged(server, body).json() == said


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(
    ("path", "method"),
    [("/api/v1/journal", "GET"), ("/api/v1/journal/acknowledgements", "POST"),
     ("/api/v1/journal/{item}/files/{file}", "GET")],
    ids=["list", "acknowledge", "file"],
)  # fmt: skip
def test_generated_requests_are_answered_as_the_contract_says(
    lite_server: Server, path: str, method: str, mode: GenerationMode
) -> None:
    contract = schemathesis.openapi.from_url(f"{lite_server.url}/openapi.json")
    operation = contract[path][method]

    @give(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=25,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def hold(case: schemathesis.Case) -> None:
        answer = case.call(
            base_url=lite_server.url, headers={"Authorization": f"Bearer {lite_server.token}"}
        )
        case.validate_response(answer, excluded_checks=[positive_data_acceptance])

    hold()


def test_the_day_of_a_post_is_danish(server: Server, event: Callable[..., dict[str, Any]]) -> None:
    posted(server, a_case(server, event), "Nyt.")
    (told,) = asked(server).json()["items"]
    at = datetime.fromisoformat(told["at"])
    assert at.utcoffset() in (timedelta(hours=1), timedelta(hours=2))
    assert at.date() - date.today() <= timedelta(days=1)  # noqa: DTZ011
