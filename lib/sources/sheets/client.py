"""Asking Google for spreadsheets: every question has a timeout, is asked again where that may help, and ends in words."""

import io
import json
import time
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from google.auth.exceptions import GoogleAuthError, RefreshError
from gspread import HTTPClient
from gspread.utils import absolute_range_name
from requests import PreparedRequest, Response, Session
from requests.auth import AuthBase
from requests.exceptions import ConnectTimeout, ReadTimeout, RequestException, SSLError
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_exponential_jitter
from urllib3.exceptions import HTTPError, InvalidHeader, ReadTimeoutError
from urllib3.util import Retry

from lib.errors import SourceError
from lib.sources.sheets.account import ServiceAccount
from lib.sources.sheets.cells import column_letters
from lib.sources.sheets.patience import USUAL, Patience
from lib.sources.sheets.refusal import PASSING, refusal, token_refusal

_PIECE = 1 << 16
_FIELDS = "properties(title,locale,timeZone),sheets(properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount)),merges)"
_NET = "check the machine's network and its proxy, and sync again later"


class _Passing(Exception):
    """A failure that another try may not meet. ``after``: seconds that the server asks to wait."""

    def __init__(self, error: SourceError, after: float = 0) -> None:
        super().__init__(error.what)
        self.error, self.after = error, after


class _TokenAnswer(NamedTuple):
    """What google-auth wants to know of an answer."""

    status: int
    headers: Any
    data: bytes


class _Bearer(AuthBase):
    """The token in a request's head; being an ``auth`` it is not put aside for what a .netrc says."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class GoogleClient(HTTPClient):
    """gspread's client for one reading. Use it in a ``with``; all it raises is SourceError."""

    def __init__(self, account: ServiceAccount, server: str, patience: Patience = USUAL) -> None:
        super().__init__(None, Session())  # type: ignore[arg-type]
        self._account, self._server, self._patience = account, server, patience
        self._ends = time.monotonic() + patience.whole

    def __enter__(self) -> "GoogleClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def metadata(self, key: str) -> dict[str, Any]:
        """Title, locale and zone of a spreadsheet, and its worksheets with their merged ranges; no cells."""
        return _with(self.fetch_sheet_metadata, "sheets", key, params={"includeGridData": "false", "fields": _FIELDS})

    def values(self, key: str, worksheets: Sequence[tuple[str, int]], *, values: str, dates: str) -> list[list[list[Any]]]:
        """All cells of worksheets, each a title and its number of columns, in one read. ``values`` and ``dates`` say how Google is to render them."""
        ranges = [absolute_range_name(title, f"A:{column_letters(columns - 1)}") for title, columns in worksheets]
        params = {"valueRenderOption": values, "dateTimeRenderOption": dates, "majorDimension": "ROWS"}
        found = _with(self.values_batch_get, "valueRanges", key, ranges, params=params)["valueRanges"]
        if len(found) != len(ranges):
            raise _no_sheet()
        return [one.get("values", []) for one in found]

    def request(self, method: str, endpoint: str, params: Any = None, data: Any = None, json: Any = None, files: Any = None, headers: Any = None) -> Response:
        """One question, asked again as long as patience lasts."""
        asking = Retrying(retry=retry_if_exception_type(_Passing), wait=self._wait, stop=self._is_over, reraise=True)
        try:
            answer: Response = asking(self._ask, method, self._server + urlsplit(endpoint).path, params)
        except _Passing as last:
            tries = asking.statistics.get("attempt_number", 1)
            raise _given_up(last.error, tries, last.after) from None
        return answer

    def _wait(self, state: RetryCallState) -> float:
        patience = self._patience
        asked = _passing(state).after
        return max(asked, wait_exponential_jitter(multiplier=patience.first, max=patience.longest, jitter=patience.first)(state))

    def _is_over(self, state: RetryCallState) -> bool:
        return state.attempt_number >= self._patience.tries or time.monotonic() + state.upcoming_sleep >= self._ends

    def _ask(self, method: str, url: str, params: Any) -> Response:
        self._renew()
        answer = self._fetch(method, url, params=params, auth=_Bearer(str(self._account.credentials.token)))
        if answer.status_code == 200:
            return answer
        error = refusal(answer.status_code, _json(answer.content), self._account.email)
        if error.again:
            raise _Passing(error, _retry_after(answer))
        raise error

    def _renew(self) -> None:
        """A token, where there is none that still holds. Google's own ``refresh`` asks through us, and so knows our timeout."""
        credentials = self._account.credentials
        if credentials.valid:
            return
        try:
            credentials.refresh(self._token_request)  # type: ignore[no-untyped-call]
        except RefreshError as error:
            raise token_refusal(error.args[1] if len(error.args) > 1 else None, self._account.email) from None
        except GoogleAuthError as error:
            raise SourceError("Google cannot be asked for a token.", found=type(error).__name__, hint=_NET) from None

    def _token_request(self, url: str, method: str = "GET", body: Any = None, headers: Any = None, **_: Any) -> "_TokenAnswer":
        asked = self._fetch(method, url, data=body, headers=headers)
        if asked.status_code in PASSING:
            raise _Passing(refusal(asked.status_code, _json(asked.content), self._account.email), _retry_after(asked))
        return _TokenAnswer(asked.status_code, asked.headers, asked.content)

    def _fetch(self, method: str, url: str, **how: Any) -> Response:
        """The whole answer, within the time there is: a server that sends drop by drop does not hold us."""
        try:
            with self.session.request(method, url, stream=True, timeout=self._timeout(), **how) as answer:
                whole = io.BytesIO()
                while piece := answer.raw.read1(_PIECE, decode_content=True):
                    whole.write(piece)
                    self._timeout()
        except (RequestException, HTTPError) as error:
            raise _network(error) from None
        kept = Response()
        kept.status_code, kept.headers, kept.encoding, kept.url = answer.status_code, answer.headers, "utf-8", answer.url
        whole.seek(0)
        kept.raw = whole
        return kept

    def _timeout(self) -> float:
        """How long an answer may take now."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise _slow(f"no whole answer within {self._patience.whole:g} s")
        return min(self._patience.answer, left)


def _passing(state: RetryCallState) -> _Passing:
    error = state.outcome.exception() if state.outcome else None
    return error if isinstance(error, _Passing) else _Passing(_no_sheet())


def _with(question: Any, part: str, *args: Any, **how: Any) -> dict[str, Any]:
    """The answer to a question, which must be JSON with a list called ``part``."""
    try:
        answer = question(*args, **how)
    except ValueError:
        raise _no_sheet() from None
    if not isinstance(answer, dict) or not isinstance(answer.get(part), list):
        raise _no_sheet()
    return answer


def _network(error: RequestException | HTTPError) -> Exception:
    """What a failure below HTTP means."""
    if isinstance(error, SSLError):
        hint = "check the machine's clock, and the certificate of its proxy"
        return SourceError("There is no secure connection to Google.", found=type(error).__name__, hint=hint)
    if isinstance(error, ConnectTimeout) or "NewConnectionError" in repr(error) or "NameResolution" in repr(error):
        return _Passing(SourceError("Google cannot be reached.", found="no connection", hint=_NET, again=True))
    if isinstance(error, ReadTimeout | ReadTimeoutError) or "timed out" in str(error):
        return _Passing(_slow("a silence that was too long"))
    return _Passing(SourceError("The connection to Google broke off.", found="an answer that is not whole", hint=_NET, again=True))


def _slow(found: str) -> SourceError:
    return SourceError("Google Sheets does not answer in time.", found=found, hint=_NET, again=True)


def _no_sheet() -> SourceError:
    return SourceError("What answered is not Google Sheets.", found="an answer without a spreadsheet", hint=_NET, again=True)


def _given_up(error: SourceError, tries: int, asked: float) -> SourceError:
    times = f"{tries} times" if tries > 1 else "once"
    waits = f", and Google asks to wait {asked:,.0f} s" if asked else ""
    return SourceError(error.what, found=f"{error.found}; asked {times}{waits}", hint=error.hint, again=error.again)


def _json(body: Any) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _retry_after(answer: Response) -> float:
    """The seconds that a server asks to wait; 0 where it does not say."""
    try:
        return Retry().parse_retry_after(answer.headers.get("Retry-After", "0"))
    except InvalidHeader:
        return 0
