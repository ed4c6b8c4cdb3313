"""The service account: taken from a table or a file, and never shown."""

import json

import pytest

from lib.errors import SettingError
from lib.sources.sheets.account import ServiceAccount
from tests.sources.sheets.google_server import EMAIL, Google

WHERE = "sources.survey.service_account"


@pytest.fixture
def table() -> dict[str, str]:
    google = Google([])
    google.url = "http://127.0.0.1:1"
    return google.account


def test_a_table_and_a_file_are_one_account(table, tmp_path):
    file = tmp_path / "key.json"
    file.write_text(json.dumps(table))
    assert ServiceAccount.of(table, WHERE) == ServiceAccount.of(str(file), WHERE)
    assert ServiceAccount.of(table, WHERE).email == EMAIL


def test_a_key_whose_line_breaks_came_as_letters_is_read(table):
    assert ServiceAccount.of({**table, "private_key": table["private_key"].replace("\n", "\\n")}, WHERE).email == EMAIL


def test_neither_repr_nor_an_error_shows_the_key(table):
    secret = table["private_key"].splitlines()[3]
    assert secret not in repr(ServiceAccount.of(table, WHERE))
    damaged = table["private_key"].replace(secret, secret[5:])
    with pytest.raises(SettingError) as caught:
        ServiceAccount.of({**table, "private_key": damaged}, WHERE)
    assert "private_key of sources.survey.service_account cannot be read" in str(caught.value)
    assert caught.value.__context__ is None  # a traceback shows nothing more
    assert not any(line in str(caught.value) for line in damaged.splitlines()[1:-1])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"type": "authorized_user"}, "is no service account's key. Found: type = 'authorized_user'"),
        ({"type": None, "web": {}}, "Found: an OAuth client's file"),
        ({"type": ""}, "Found: no type"),
        ({"private_key": ""}, "has no private_key. Found: the keys client_email"),
        ({"private_key": None, "client_email": None}, "has no client_email and no private_key"),
    ],
)
def test_what_is_no_key_is_said(table, changes, words):
    with pytest.raises(SettingError) as caught:
        ServiceAccount.of({**table, **changes}, WHERE)
    assert words in str(caught.value)
    assert table["private_key"].splitlines()[3] not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "names a file that is not there"), ("[]", "which is not JSON with keys"), ("-----BEGIN", "which is not JSON with keys")],
)
def test_a_file_that_is_none_is_said(tmp_path, content, words):
    file = tmp_path / "key.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingError, match=words):
        ServiceAccount.of(str(file), WHERE)


@pytest.mark.parametrize("pasted", ['{"private_key": "s3cret"}', "-----BEGIN PRIVATE KEY----- s3cret", "s3cret\ns3cret"])
def test_a_key_in_the_place_of_its_path_is_not_shown(pasted):
    with pytest.raises(SettingError, match="holds the key itself") as caught:
        ServiceAccount.of(pasted, WHERE)
    assert "s3cret" not in str(caught.value)


def test_a_number_is_no_account():
    with pytest.raises(SettingError, match="neither a table nor a path"):
        ServiceAccount.of(3, WHERE)
