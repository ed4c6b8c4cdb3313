"""The document a browser is sent first, seen from outside: an ASGI app inside, what it would send, and what comes out."""

import asyncio
from typing import Any

from lib.ui.first_answer import BEFORE, SCRIPT, FirstAnswer

NAVIGATION = [(b"accept", b"text/html,application/xhtml+xml,*/*;q=0.8"), (b"accept-encoding", b"gzip")]
PAGE = b"<!DOCTYPE html><html><head><title>App</title>" + BEFORE + b'x.js"></script></head></html>'


def answered(*bodies: bytes, kind: bytes = b"text/html; charset=utf-8", headers: list[tuple[bytes, bytes]] = NAVIGATION, method: str = "GET") -> Any:
    """What the inner app was asked with, the headers that came out, and the body."""
    asked: list[Any] = []
    sent: list[Any] = []

    async def inside(scope: Any, receive: Any, send: Any) -> None:
        asked.append(dict(scope["headers"]))
        length = str(sum(map(len, bodies))).encode()
        given = [(b"content-type", kind), (b"content-length", length), (b"etag", b'"1"'), (b"last-modified", b"Sat"), (b"cache-control", b"no-cache")]
        await send({"type": "http.response.start", "status": 200, "headers": given})
        for place, body in enumerate(bodies):
            await send({"type": "http.response.body", "body": body, "more_body": place < len(bodies) - 1})

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(FirstAnswer(inside)({"type": "http", "method": method, "headers": headers}, receive, send))
    return asked[0], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def test_a_document_is_told_where_its_server_is() -> None:
    asked, headers, body = answered(PAGE)
    assert body == PAGE.replace(BEFORE, SCRIPT + BEFORE)
    assert int(headers[b"content-length"]) == len(body)
    assert b"accept-encoding" not in asked  # a packed one could not be written into


def test_a_document_that_comes_in_pieces_is_whole() -> None:
    assert answered(PAGE[:20], PAGE[20:], b"")[2] == answered(PAGE)[2]


def test_no_browser_keeps_a_document_whose_script_may_change() -> None:
    headers = answered(PAGE)[1]
    assert b"etag" not in headers
    assert b"last-modified" not in headers
    assert headers[b"cache-control"] == b"no-cache"


def test_what_is_no_document_passes_as_it_is() -> None:
    _, headers, body = answered(b"\x89PNG <head>", kind=b"image/png")
    assert (body, headers[b"etag"]) == (b"\x89PNG <head>", b'"1"')


def test_a_report_that_is_downloaded_as_html_passes_as_it_is() -> None:
    report = b"<!doctype html><html><head><title>Report</title></head></html>"
    _, headers, body = answered(report[:10], report[10:])
    assert (body, headers[b"etag"]) == (report, b'"1"')


def test_what_no_browser_opens_passes_as_it_is() -> None:
    asked, _, body = answered(PAGE, headers=[(b"accept", b"*/*"), (b"accept-encoding", b"gzip")])
    assert (body, asked[b"accept-encoding"]) == (PAGE, b"gzip")
    assert answered(PAGE, method="HEAD")[2] == PAGE


def test_a_connection_that_is_no_request_passes() -> None:
    seen: list[str] = []

    async def inside(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(FirstAnswer(inside)({"type": "websocket"}, None, None))  # type: ignore[arg-type]
    assert seen == ["websocket"]
