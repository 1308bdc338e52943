"""A case system hands over its decision, and the letter goes with it."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.store.models import DocumentRow
from tests.conftest import OTHER_TOKEN, TOKEN, Site
from tests.services.letters import begun
from tests.services.test_write_by_hand import PDF

WHERE = {"case": "S-1", "kind": "decision", "about": "d-1"}


@pytest.fixture
def client(site: Site) -> FlaskClient:
    site.record(begun())
    return site.app.test_client()


def send(client: FlaskClient, body: bytes = PDF, token: str = TOKEN, **changes: Any) -> Any:
    media = changes.pop("media", "application/pdf")
    return client.post(
        "/api/v1/documents",
        query_string=WHERE | changes,
        data=body,
        headers={"Authorization": f"Bearer {token}", "Content-Type": media},
    )


def test_a_document_is_kept_once(site: Site, client: FlaskClient) -> None:
    first, again = send(client), send(client)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    with site.portal.reading.connect() as connection:
        (row,) = connection.execute(
            select(DocumentRow.kind, DocumentRow.about, DocumentRow.content)
        )
    assert tuple(row) == ("decision", "d-1", PDF)


@pytest.mark.parametrize(
    ("status", "changes"),
    [
        (401, {"token": "nobody's"}),
        (404, {"token": OTHER_TOKEN}),
        (404, {"case": "S-2"}),
        (400, {"kind": "receipt"}),
        (400, {"about": ""}),
        (400, {"case": "x" * 81}),
        (415, {"media": "text/plain"}),
        (422, {"body": b"no pdf"}),
        (422, {"body": b""}),
        (413, {"body": PDF[:-7] + b" " * 6 * 1024 * 1024 + b"%%EOF\n"}),
    ],
)
def test_what_cannot_be_used_is_refused(
    client: FlaskClient, status: int, changes: dict[str, Any]
) -> None:
    answer = send(client, **changes)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
