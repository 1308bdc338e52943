"""The settings: what is refused, what a demo makes by itself, and that all are documented."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.settings import (
    SETTINGS,
    TOKEN_PREFIX,
    URL_PREFIX,
    SettingsError,
    from_environment,
    kept_secret,
)

OPERATIONS = Path(__file__).parents[1] / "docs" / "operations.md"
SECRET = "s" * 40


def environment(tmp_path: Path, **changed: str) -> dict[str, str]:
    """Return the least that starts a portal in earnest."""
    return {
        "SAGSVEJ_VAR": str(tmp_path),
        "SAGSVEJ_SECRET_KEY": SECRET,
        "SAGSVEJ_IDENTIFIER_KEY": SECRET,
        **changed,
    }


@pytest.mark.parametrize("name", [*SETTINGS, TOKEN_PREFIX, URL_PREFIX])
def test_every_setting_is_in_the_operations_manual(name):
    assert f"`{name}" in OPERATIONS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SAGSVEJ_SECRET_KEY": ""}, "SAGSVEJ_SECRET_KEY is not set; it must be a secret"),
        ({"SAGSVEJ_IDENTIFIER_KEY": "short"}, "SAGSVEJ_IDENTIFIER_KEY has 5 characters;"),
        ({"SAGSVEJ_DEMO": "yes"}, "SAGSVEJ_DEMO is “yes”; it must be 1 or 0."),
        ({"SAGSVEJ_BEHIND_TLS": "true"}, "SAGSVEJ_BEHIND_TLS is “true”; it must be 1 or 0."),
        ({"PORT": "0"}, "PORT is “0”; it must be a whole number from 1 to 65535."),
        ({"PORT": "eighty"}, "PORT is “eighty”; it must be a whole number from 1 to 65535."),
        ({"CASE_API_PORT": "70000"}, "CASE_API_PORT is “70000”; it must be a whole number"),
        ({"SAGSVEJ_WORKERS": "0"}, "SAGSVEJ_WORKERS is “0”; it must be a whole number from 1 to"),
        ({"SAGSVEJ_LOG_LEVEL": "loud"}, "SAGSVEJ_LOG_LEVEL is “loud”; it must be one of DEBUG,"),
        ({"SAGSVEJ_DATABASE_URL": "mysql://x"}, "SAGSVEJ_DATABASE_URL must begin with sqlite:///"),
        ({"SAGSVEJ_DEMOO": "1"}, "SAGSVEJ_DEMOO is not a setting; docs/operations.md lists"),
        ({"SAGSVEJ_SOURCE_TOKEN_A": "x"}, "SAGSVEJ_SOURCE_TOKEN_A has 1 characters;"),
        ({"SAGSVEJ_SOURCE_URL_A": "x"}, "SAGSVEJ_SOURCE_URL_A is “x”; it must begin with https://"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_setting_that_cannot_work_is_one_sentence(tmp_path, changed, sentence):
    with pytest.raises(SettingsError) as error:
        from_environment(environment(tmp_path, **changed))

    assert str(error.value).startswith(sentence)
    assert str(error.value).endswith(".")


def test_no_error_repeats_a_password(tmp_path):
    with pytest.raises(SettingsError) as error:
        from_environment(environment(tmp_path, SAGSVEJ_DATABASE_URL="mysql://u:hunter2@host/d"))

    assert "hunter2" not in str(error.value)


def test_secrets_are_not_in_the_printed_settings(tmp_path):
    printed = repr(from_environment(environment(tmp_path, SAGSVEJ_SOURCE_TOKEN_A=SECRET)))

    assert SECRET not in printed


def test_the_database_of_a_hosting_service_means_our_driver(tmp_path):
    given = environment(tmp_path, SAGSVEJ_DATABASE_URL="postgres://u@host/d")

    assert from_environment(given).database_url == "postgresql+psycopg://u@host/d"


def test_without_a_database_there_is_one_in_var(tmp_path):
    settings = from_environment(environment(tmp_path))

    assert settings.database_url == f"sqlite:///{tmp_path}/portal.sqlite"


def test_a_case_system_is_known_by_its_name_in_the_file(tmp_path):
    settings = from_environment(
        environment(
            tmp_path,
            SAGSVEJ_SOURCE_TOKEN_DEMO_SAGER=SECRET,
            SAGSVEJ_SOURCE_URL_DEMO_SAGER="https://cases.example/",
        )
    )

    assert settings.source_token("demo-sager") == SECRET
    assert settings.source_token("other") is None
    assert settings.source_url("demo-sager", "https://file.example") == "https://cases.example"
    assert settings.source_url("other", "https://file.example") == "https://file.example"


def test_a_demo_makes_its_keys_once_and_for_its_owner_alone(tmp_path):
    given = {"SAGSVEJ_VAR": str(tmp_path / "var"), "SAGSVEJ_DEMO": "1"}
    first, second = from_environment(given), from_environment(given)

    assert first == second
    assert first.secret_key != first.identifier_key
    files = sorted((tmp_path / "var").iterdir())
    assert [file.name for file in files] == ["identifier-key", "secret-key"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_processes_that_start_together_agree_on_a_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(kept_secret, [tmp_path / "key"] * 8))

    assert len(secrets) == 1


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsError, match=r"key cannot be written: File exists\.$"):
        kept_secret(tmp_path / "file" / "key")


# --- ways out ----------------------------------------------------------------------------


def a_file(tmp_path: Path) -> str:
    path = tmp_path / "system.pem"
    path.write_text("certificate")
    return str(path)


def test_a_mail_server_is_read_with_its_defaults(tmp_path):
    smtp = from_environment(
        environment(tmp_path, SAGSVEJ_SMTP_HOST="mail.b.dk", SAGSVEJ_MAIL_FROM="a@b.dk")
    ).smtp
    assert (smtp.host, smtp.port, smtp.sender, smtp.at_once) == ("mail.b.dk", 587, "a@b.dk", False)
    at_once = from_environment(
        environment(
            tmp_path,
            SAGSVEJ_SMTP_HOST="mail.b.dk",
            SAGSVEJ_MAIL_FROM="a@b.dk",
            SAGSVEJ_SMTP_TLS="at-once",
            SAGSVEJ_SMTP_PASSWORD="do not tell",
        )
    ).smtp
    assert (at_once.port, at_once.at_once) == (465, True)
    assert "do not tell" not in repr(at_once)


def test_digital_post_is_read(tmp_path):
    found = from_environment(
        environment(
            tmp_path,
            SAGSVEJ_DIGITAL_POST_URL="https://a.dk/",
            SAGSVEJ_DIGITAL_POST_ISSUER="https://b.dk/issue",
            SAGSVEJ_DIGITAL_POST_CERTIFICATE=a_file(tmp_path),
        )
    ).digital_post
    assert (found.service, found.issuer) == ("https://a.dk", "https://b.dk/issue")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SAGSVEJ_SMTP_HOST": "a"}, "SAGSVEJ_MAIL_FROM is “”; with SAGSVEJ_SMTP_HOST it must"),
        (
            {"SAGSVEJ_SMTP_HOST": "a", "SAGSVEJ_MAIL_FROM": "å@b.dk"},
            "SAGSVEJ_MAIL_FROM is “å@b.dk”;",
        ),
        (
            {"SAGSVEJ_SMTP_HOST": "a", "SAGSVEJ_SMTP_TLS": "none"},
            "SAGSVEJ_SMTP_TLS is “none”; it must be starttls or at-once.",
        ),
        ({"SAGSVEJ_SMTP_USER": "a"}, "SAGSVEJ_SMTP_USER is set, but SAGSVEJ_SMTP_HOST is not;"),
        (
            {"SAGSVEJ_SMTP_HOST": "a", "SAGSVEJ_MAIL_FROM": "a@b.dk", "SAGSVEJ_SMTP_CA": "/no"},
            "SAGSVEJ_SMTP_CA is “/no”; there is no such file.",
        ),
        (
            {"SAGSVEJ_DIGITAL_POST_ISSUER": "https://a"},
            "SAGSVEJ_DIGITAL_POST_ISSUER is set, but SAGSVEJ_DIGITAL_POST_URL is not;",
        ),
        (
            {"SAGSVEJ_DIGITAL_POST_URL": "http://a"},
            "SAGSVEJ_DIGITAL_POST_URL is “http://a”; it must begin with https://.",
        ),
        (
            {"SAGSVEJ_DIGITAL_POST_URL": "https://a", "SAGSVEJ_DIGITAL_POST_ISSUER": "https://b"},
            "SAGSVEJ_DIGITAL_POST_CERTIFICATE is not set;",
        ),
        ({"SAGSVEJ_ADDRESS": "dinsag.dk"}, "SAGSVEJ_ADDRESS is “dinsag.dk”; it must begin with"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_half_a_way_out_is_refused_in_one_sentence(tmp_path, changed, sentence):
    with pytest.raises(SettingsError) as error:
        from_environment(environment(tmp_path, **changed))

    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)
