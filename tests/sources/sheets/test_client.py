"""Asking Google over HTTP: what passes is asked again, what does not ends in words, and nothing waits for ever."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lib.errors import SourceError
from lib.sources.sheets.account import ServiceAccount
from lib.sources.sheets.client import GoogleClient
from lib.sources.sheets.patience import USUAL, Patience
from tests.sources.sheets import google_failures as failures
from tests.sources.sheets.google_failures import Failure
from tests.sources.sheets.google_server import EMAIL, KEY, Google, Tab, serving

QUICK = Patience(answer=5, whole=20, first=0.01, tries=4)
BRIEF = Patience(answer=0.2, whole=0.7, first=0.01, tries=2)


@pytest.fixture
def google() -> Iterator[Google]:
    with serving(Google([Tab("Answers", [["Id"], ["a"]])])) as running:
        yield running


def ask(google: Google, patience: Patience = QUICK, key: str = KEY) -> dict:
    with GoogleClient(ServiceAccount.of(google.account, "x"), google.url, patience) as client:
        return client.metadata(key)


def refused(google: Google, patience: Patience = QUICK, key: str = KEY) -> SourceError:
    with pytest.raises(SourceError) as caught:
        ask(google, patience, key)
    return caught.value


def test_a_token_is_asked_for_once_and_opens_the_spreadsheet(google):
    with GoogleClient(ServiceAccount.of(google.account, "x"), google.url, QUICK) as client:
        assert client.metadata(KEY)["properties"]["title"] == "Community survey"
        assert client.values(KEY, [("Answers", 26)], values="FORMATTED_VALUE", dates="FORMATTED_STRING") == [[["Id"], ["a"]]]
    assert [what for what, _ in google.asked] == ["token", "metadata", "values"]
    assert google.asked[2][1]["ranges"] == ["'Answers'!A:Z"]


def test_several_ranges_are_one_read_and_titles_are_quoted(google):
    google.tabs = [Tab("It's", [["a"]], gid=1), Tab("A1", [[1]], gid=2), Tab("Empty", [], gid=3)]
    with GoogleClient(ServiceAccount.of(google.account, "x"), google.url, QUICK) as client:
        wanted = [("It's", 26), ("A1", 30), ("Empty", 26)]
        assert client.values(KEY, wanted, values="UNFORMATTED_VALUE", dates="SERIAL_NUMBER") == [[["a"]], [[1]], []]
    assert [what for what, _ in google.asked] == ["token", "values"]


@pytest.mark.parametrize("where", ["token", "metadata"])
@pytest.mark.parametrize("failure", [failures.too_many(2), replace(failures.INTERNAL, times=2), Failure(how="drop", times=2)], ids=["429", "500", "dropped"])
def test_what_passes_is_asked_again(google, where, failure):
    google.fails[where] = replace(failure)
    assert ask(google)["sheets"]
    assert [what for what, _ in google.asked].count(where) == 3


def test_429_twice_then_an_answer_takes_less_than_ten_seconds(google):
    google.fails["metadata"] = failures.too_many(2)
    began = time.monotonic()
    assert ask(google, USUAL)["sheets"]
    assert 2 < time.monotonic() - began < 10
    assert sum(most for _, most in USUAL.waits()[:2]) <= 5


def test_all_waits_together_have_an_end():
    assert USUAL.waits() == ((1, 2), (2, 3), (4, 5), (8, 9), (16, 17), (32, 32))
    assert USUAL.answer < USUAL.whole <= 300


def test_what_the_server_asks_to_wait_is_waited(google):
    google.fails["metadata"] = failures.too_many(1, after="1")
    began = time.monotonic()
    assert ask(google)["sheets"]
    assert time.monotonic() - began >= 1


def test_a_wait_beyond_the_patience_is_not_begun(google):
    google.fails["metadata"] = failures.too_many(after="30")
    began = time.monotonic()
    error = refused(google)
    assert time.monotonic() - began < 3
    assert "asked once, and Google asks to wait 30 s" in str(error)
    assert error.again


@pytest.mark.parametrize(
    ("where", "failure", "words", "again"),
    [
        ("metadata", failures.too_many(), "asks to be read less often. Found: 429, Quota exceeded", True),
        ("metadata", failures.INTERNAL, "has a fault of its own. Found: 500, Internal error encountered; asked 4 times", True),
        ("metadata", Failure(503, None), "has a fault of its own. Found: 503; asked 4 times", True),
        ("metadata", failures.NOT_SHARED, f"share it with {EMAIL} as a viewer", False),
        ("metadata", failures.API_OFF, "The Google Sheets API is not enabled in the service account's project", False),
        ("metadata", failures.NOT_FOUND, "There is no such spreadsheet. Found: 404, Requested entity was not found. Hint: check the URL", False),
        ("metadata", failures.EXCEL_FILE, "Save as Google Sheets", False),
        ("metadata", Failure(401, {}), "does not accept the service account's token", False),
        ("metadata", Failure(418, None), "refuses to be read so. Found: 418", False),
        ("metadata", Failure(200, {"kind": "else"}), "What answered is not Google Sheets", True),
        ("metadata", Failure(how="drop"), "The connection to Google broke off. Found: an answer that is not whole; asked 4 times", True),
        ("metadata", Failure(how="cut"), "The connection to Google broke off", True),
        (
            "token",
            failures.REVOKED,
            f"key is revoked or not valid. Found: invalid_grant: Invalid JWT Signature. Hint: make a new JSON key for {EMAIL}",
            False,
        ),
        ("token", failures.GONE, "does not know the service account. Found: invalid_grant: Invalid grant: account not found", False),
        ("token", failures.CLOCK, "finds this machine's clock wrong", False),
        ("token", Failure(403, {"error": "access_denied"}), "gives the service account no token. Found: access_denied", False),
        ("token", Failure(200, {"no": "token"}), "gives the service account no token", False),
        ("token", failures.INTERNAL, "has a fault of its own", True),
        ("token", Failure(how="drop"), "The connection to Google broke off", True),
    ],
)
def test_each_failure_ends_in_the_right_words(google, where, failure, words, again):
    google.fails[where] = replace(failure)
    error = refused(google)
    assert words in str(error)
    assert error.again is again
    assert error.hint
    asked = [what for what, _ in google.asked].count(where)
    assert asked == (QUICK.tries if again and failure.error != {"kind": "else"} else 1)


def test_another_key_is_a_spreadsheet_that_is_not_there(google):
    assert "There is no such spreadsheet" in str(refused(google, key="other"))


@pytest.mark.parametrize("where", ["token", "metadata"])
@pytest.mark.parametrize("how", ["silence", "drops"])
def test_a_slow_server_is_left_in_time(google, where, how):
    google.fails[where] = Failure(how=how)
    began = time.monotonic()
    error = refused(google, BRIEF)
    assert time.monotonic() - began < 3
    assert "does not answer in time" in str(error)
    assert error.again


def test_a_server_that_is_not_there_cannot_be_reached(google):
    google.done.set()
    account = ServiceAccount.of({**google.account, "token_uri": "http://127.0.0.1:1/token"}, "x")
    with GoogleClient(account, google.url, QUICK) as client, pytest.raises(SourceError, match="Google cannot be reached") as caught:
        client.metadata(KEY)
    assert caught.value.again


def test_no_secret_is_in_an_error_or_a_log(google, caplog):
    caplog.set_level("DEBUG")
    secrets = {line for line in google.account["private_key"].splitlines() if len(line) > 20}
    for where, failure in (("token", failures.REVOKED), ("metadata", failures.NOT_SHARED), ("metadata", Failure(how="drop"))):
        google.fails = {where: replace(failure)}
        error: BaseException | None = refused(google)
        while error is not None:
            assert not any(secret in str(error) for secret in (*secrets, *google.tokens, "assertion"))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    assert google.tokens
    assert not any(secret in caplog.text for secret in (*secrets, *google.tokens))
