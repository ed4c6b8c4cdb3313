"""Google on this machine: a server that answers over HTTP as Google's token and Sheets services do, and fails as they do."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt

from tests.sources.sheets.google_failures import NOT_FOUND, REVOKED, Failure

EMAIL = "dashboard@community.iam.gserviceaccount.com"
_PIECE = 10_000
KEY = "1sPreadSheetKey_of-tests"


@dataclass(frozen=True)
class Cell:
    """A cell whose renderings differ. ``dated``: how a date is rendered as a text; None for a cell that is no date."""

    value: Any
    shown: str
    dated: str | None = None


def date(serial: float, text: str) -> Cell:
    """A cell that is a date or time, shown as ``text``."""
    return Cell(serial, text, text)


@dataclass
class Tab:
    """One worksheet. ``merges``: ranges as first row, end row, first column, end column, from 0, half-open."""

    title: str
    rows: list[list[Any]]
    gid: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    kind: str = "GRID"

    def rendered(self, values: str, dates: str) -> list[list[Any]]:
        """The cells as Google gives them: rows cut after their last filled cell, and the sheet after its last filled row."""
        rows = [[_rendered(cell, values, dates) for cell in row] for row in self.rows]
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        return rows


def _rendered(cell: Any, values: str, dates: str) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, Cell):
        if values == "FORMATTED_VALUE":
            return cell.shown
        return cell.dated if cell.dated is not None and dates == "FORMATTED_STRING" else cell.value
    if values == "FORMATTED_VALUE" and not isinstance(cell, str):
        return str(cell).upper() if isinstance(cell, bool) else f"{cell:g}"
    return cell


class Google:
    """What the server knows; change it between requests. ``fails`` maps token, metadata or values to a failure; ``asked`` lists what came."""

    def __init__(self, tabs: list[Tab], *, zone: str = "Europe/Warsaw", locale: str = "en_US", title: str = "Community survey") -> None:
        self.tabs, self.zone, self.locale, self.title = tabs, zone, locale, title
        self.fails: dict[str, Failure] = {}
        self.asked: list[tuple[str, dict[str, list[str]]]] = []
        self.url = ""
        self.key = KEY
        self.tokens: set[str] = set()
        self.done = threading.Event()
        self.before_values: list[Any] = []  # called one by one, each before a reading of values

    @property
    def account(self) -> dict[str, str]:
        """The service account's JSON key file."""
        return {
            "type": "service_account",
            "project_id": "community",
            "private_key_id": "0123456789abcdef",
            "private_key": _keys()[0],
            "client_email": EMAIL,
            "client_id": "1234567890",
            "token_uri": f"{self.url}/token",
        }

    def section(self, **kinds: dict[str, Any]) -> dict[str, Any]:
        """A source's section for this spreadsheet."""
        return {"type": "google_sheet", "spreadsheet": self.key, "service_account": self.account, "server": self.url, **kinds}

    def token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """A token for an assertion that the account's key signed, for reading spreadsheets."""
        try:
            claims = jwt.decode(form["assertion"][0], certs={"0123456789abcdef": _keys()[1]}, audience="https://oauth2.googleapis.com/token")
        except ValueError:
            return 400, REVOKED.error or {}
        assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
        assert claims["iss"] == EMAIL
        assert claims["scope"] == "https://www.googleapis.com/auth/spreadsheets.readonly"
        token = f"ya29.token-{len(self.tokens)}"
        self.tokens.add(token)
        return 200, {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}

    def metadata(self) -> dict[str, Any]:
        names, sheets = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"), []
        for place, tab in enumerate(self.tabs):
            grid = {"rowCount": 1000, "columnCount": max([26, *map(len, tab.rows)])} if tab.kind == "GRID" else {}
            properties = {"sheetId": tab.gid, "title": tab.title, "index": place, "sheetType": tab.kind, **({"gridProperties": grid} if grid else {})}
            merges = [dict(zip(names, one, strict=True), sheetId=tab.gid) for one in tab.merges]
            sheets.append({"properties": properties, **({"merges": merges} if merges else {})})
        return {"properties": {"title": self.title, "locale": self.locale, "timeZone": self.zone}, "sheets": sheets}

    def values(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        if self.before_values:
            self.before_values.pop(0)()
        found = []
        for wanted in query["ranges"]:
            title, _, cells = wanted.rpartition("!")
            tab = next((tab for tab in self.tabs if "'" + tab.title.replace("'", "''") + "'" == title), None)
            if tab is None or not cells.startswith("A:"):
                return 400, {"error": {"code": 400, "message": f"Unable to parse range: {wanted}", "status": "INVALID_ARGUMENT"}}
            rows = tab.rendered(query.get("valueRenderOption", ["FORMATTED_VALUE"])[0], query.get("dateTimeRenderOption", ["SERIAL_NUMBER"])[0])
            found.append({"range": f"{title}!A1:Z1000", "majorDimension": "ROWS", **({"values": rows} if rows else {})})
        return 200, {"spreadsheetId": KEY, "valueRanges": found}


@cache
def _keys() -> tuple[str, str]:
    """A private key and its public half, made once for the run of the tests."""
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


@contextmanager
def serving(google: Any) -> Iterator[Any]:
    """The server runs; ``google.url`` is its address."""
    handler = type("Handler", (_Handler,), {"google": google})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    google.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield google
    finally:
        google.done.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    google: Google
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        path, query = unquote(address.path), parse_qs(address.query)
        what = "values" if path.endswith("/values:batchGet") else "metadata"
        self.google.asked.append((what, query))
        if self._fails(what):
            return
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.google.tokens:
            self._answer(401, {"error": {"code": 401, "message": "Request had invalid authentication credentials.", "status": "UNAUTHENTICATED"}})
        elif path.split("/")[3].split(":")[0] != self.google.key:
            self._answer(404, NOT_FOUND.error)
        elif what == "values":
            self._answer(*self.google.values(query))
        else:
            self._answer(200, self.google.metadata())

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.google.asked.append(("token", form))
        if not self._fails("token"):
            self._answer(*self.google.token(form))

    def _fails(self, what: str) -> bool:
        failure = self.google.fails.get(what)
        if failure is None or failure.times <= 0:
            return False
        failure.times -= 1
        body = json.dumps(failure.error or {"sheets": [], "filling": "x" * 2000}).encode()
        if failure.how == "silence":
            self.google.done.wait(30)
            self.close_connection = True
            return True
        self.send_response(failure.status)
        for name, value in failure.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        if failure.how == "cut":
            self._cut(body)
            return True
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if failure.how == "drop":
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif failure.how == "drops":
            self._drip(body)
        else:
            self.wfile.write(body)
        return True

    def _cut(self, body: bytes) -> None:
        """An answer in pieces, compressed, of which the last never come."""
        self.close_connection = True
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        piece = gzip.compress(body)[:-20]
        self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")

    def _drip(self, body: bytes) -> None:
        self.close_connection = True
        for byte in body:
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return
            if self.google.done.wait(0.02):
                return

    def _answer(self, code: int, table: Any) -> None:
        """As Google does: compressed where the client can, and in pieces whose number nobody knows before."""
        body = json.dumps(table, ensure_ascii=False).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Transfer-Encoding", "chunked")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for start in range(0, len(body), _PIECE):
            piece = body[start : start + _PIECE]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: Any) -> None: ...
