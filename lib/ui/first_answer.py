"""What a browser is sent first: Streamlit's own document, told where its server is, so that a page's own address opens without detours.

Without it, Streamlit's script asks below the page's address first (``/response_time/_stcore/health``), is told 404, waits a tenth of a second and
asks again above it; and it opens its connection only after two more answers. With ``BACKEND_BASE_URL`` it asks in the right place, and with
``HOST_CONFIG`` it connects at once and asks meanwhile. The latter only where it has its token against forged requests already, which that
question brings: without the token, a person who is logged in would be taken for a stranger.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BEFORE = b'<script type="module" crossorigin src="./static/js/index.'
"""Streamlit's own script, by which its document is told from other HTML, such as a report that is downloaded."""
SCRIPT = b"""<script>
window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href }
if (document.cookie.includes("_streamlit_xsrf=")) window.__streamlit.HOST_CONFIG = { allowedOrigins: [location.origin], useExternalAuthToken: false }
</script>"""
"""Streamlit's document finds its files beside the page's address too, so what is right for them is right for the server.
Until the server has said who may send it messages, none but itself may (an empty list would be taken for none given)."""
_DATED = ("etag", "last-modified")
"""What would let a browser keep the document when only the script changes."""


class FirstAnswer:
    """Middleware that puts the script into Streamlit's document. All else passes unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI says. The document is asked for uncompressed: it has a few kilobytes."""
        if scope["type"] != "http" or scope["method"] != "GET" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        unpacked = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": unpacked}, receive, _Document(send).send)


class _Document:
    """One answer: an HTML document is held back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        if BEFORE not in self._body:
            await self._send(start)
            await self._send({"type": "http.response.body", "body": self._body})
            return
        body = self._body.replace(BEFORE, SCRIPT + BEFORE, 1)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(body))
        for name in _DATED:
            del headers[name]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})
