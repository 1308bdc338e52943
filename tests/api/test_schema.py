"""The running portal is held against its own contract by generated requests, over HTTP."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.running import SOURCE, Server

# What a schema cannot say. An event that is right by the schema may be set aside for these,
# and for no other reason.
BEYOND_A_SCHEMA = {
    "identifier",
    "unsafe_character",
    "date_range",
    "too_deep",
    "wrong_form",  # a line break in what must be one line
    "empty",  # nothing but spaces
    "review_reason",
    "not_complete",
    "dates_reversed",
    "not_correctable",
    "changed_content",
}


@pytest.fixture(scope="module")
def portal_server(start: Callable[[str], Server], new_database: Callable[[str], str]) -> Server:
    return start(new_database("sqlite"))


@pytest.mark.parametrize("mode", GenerationMode)
def test_generated_requests_are_answered_as_the_contract_says(
    portal_server: Server, mode: GenerationMode
) -> None:
    """Every answer has a documented status, media type and form; wrong requests are refused."""
    contract = schemathesis.openapi.from_url(f"{portal_server.url}/openapi.json")
    operation = contract["/api/v1/events"]["POST"]
    statuses: Counter[int] = Counter()

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=40,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def hold(case: schemathesis.Case) -> None:
        if mode is GenerationMode.POSITIVE:
            case.body = ours(case.body)
        answer = case.call(
            base_url=portal_server.url,
            headers={"Authorization": f"Bearer {portal_server.token}"},
        )
        statuses[answer.status_code] += 1
        # Judged below, more closely.
        case.validate_response(answer, excluded_checks=[positive_data_acceptance])
        if mode is GenerationMode.POSITIVE:
            assert reasons(answer) <= BEYOND_A_SCHEMA, answer.text

    hold()
    assert statuses.total() >= 30
    assert mode is GenerationMode.NEGATIVE or statuses[200] >= 5


def ours(body: Any) -> Any:
    """Return generated events as the source of the token would send them, and in time."""
    if isinstance(body, list):
        return [ours(event) for event in body]
    return {**body, "source": SOURCE, "time": "2026-03-02T09:30:00Z"}


def reasons(answer: requests.Response) -> set[str]:
    """Return why events were set aside, apart from what a corrected payload does not keep."""
    if answer.status_code == 200:
        return set()
    return {
        error["code"]
        for error in answer.json()["errors"]
        if not error["pointer"].startswith("/data/data")
    }
