"""How Google fails: its errors as it writes them, and answers that do not come whole."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Failure:
    """Instead of an answer. ``how``: ``answer`` with a status, ``drop`` or ``cut`` in the middle, ``silence``, or ``drops`` of one byte at a time."""

    status: int = 200
    error: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    how: str = "answer"
    times: int = 1_000_000


def status(code: int, message: str, word: str, *, times: int = 1_000_000, reason: str | None = None, headers: dict[str, str] | None = None) -> Failure:
    """An error as Google writes it."""
    error: dict[str, Any] = {"code": code, "message": message, "status": word}
    if reason:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}]
    return Failure(code, {"error": error}, headers or {}, times=times)


NOT_SHARED = status(403, "The caller does not have permission", "PERMISSION_DENIED")
API_OFF = status(
    403,
    "Google Sheets API has not been used in project 123456789012 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis",
    "PERMISSION_DENIED",
    reason="SERVICE_DISABLED",
)
NOT_FOUND = status(404, "Requested entity was not found.", "NOT_FOUND")
EXCEL_FILE = status(400, "This operation is not supported for this document", "FAILED_PRECONDITION")
INTERNAL = status(500, "Internal error encountered.", "INTERNAL")
REVOKED = Failure(400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."})
GONE = Failure(400, {"error": "invalid_grant", "error_description": "Invalid grant: account not found"})
_CLOCK = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."
CLOCK = Failure(400, {"error": "invalid_grant", "error_description": _CLOCK})


def too_many(times: int = 1_000_000, after: str | None = None) -> Failure:
    return status(
        429,
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user'",
        "RESOURCE_EXHAUSTED",
        times=times,
        headers={"Retry-After": after} if after else None,
    )
