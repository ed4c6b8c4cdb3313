"""What Google's refusals mean, in words for the person who set the source up."""

from collections.abc import Mapping
from typing import Any

from lib.errors import SourceError

PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""Answers that may be another a little later."""


def refusal(status: int, answer: Any, email: str) -> SourceError:
    """Why a request for a spreadsheet was refused. ``answer`` is the JSON that came with it, or None; ``email`` is the account that asked."""
    error = answer.get("error") if isinstance(answer, Mapping) else None
    error = error if isinstance(error, Mapping) else {}
    message, word = str(error.get("message", "")), str(error.get("status", ""))
    found = said(status, message)
    if status == 429 or word == "RESOURCE_EXHAUSTED":
        hint = "wait a minute, and sync less often; Google counts what all programs of the project read in a minute"
        return SourceError("Google Sheets asks to be read less often.", found=found, hint=hint, again=True)
    if status in PASSING or status >= 500:
        return SourceError("Google Sheets has a fault of its own.", found=found, hint="sync again later; nothing was changed here", again=True)
    if status == 401:
        hint = "see that the service account still exists and is enabled, and make it a new key"
        return SourceError("Google does not accept the service account's token.", found=found, hint=hint)
    if status == 403 and _is_off(error, message):
        hint = "enable the Google Sheets API in the Google Cloud project of the service account, wait a minute, and sync again"
        return SourceError("The Google Sheets API is not enabled in the service account's project.", found=found, hint=hint)
    if status == 403:
        hint = f"open the spreadsheet, press Share, and share it with {email} as a viewer"
        return SourceError("The spreadsheet is not shared with the service account.", found=found, hint=hint)
    if status == 404:
        return SourceError("There is no such spreadsheet.", found=found, hint="check the URL in the setting spreadsheet: copy it from the browser again")
    if word == "FAILED_PRECONDITION":
        hint = "an Excel file in Google Drive is none: open it, choose File, Save as Google Sheets, and name the new one's URL"
        return SourceError("The file is no Google spreadsheet.", found=found, hint=hint)
    return SourceError("Google Sheets refuses to be read so.", found=found, hint="check the source's section in the secrets")


def token_refusal(answer: Any, email: str) -> SourceError:
    """Why Google gives the service account no token. ``answer`` is the JSON that came with the refusal, or None."""
    table = answer if isinstance(answer, Mapping) else {}
    code, message = str(table.get("error", "")), str(table.get("error_description", ""))
    found = ": ".join(part for part in (code, message[:200].rstrip(".")) if part) or None
    lower = message.lower()
    if "account not found" in lower or code in ("deleted_client", "disabled_client"):
        hint = f"see in Google Cloud whether {email} still exists and is enabled"
        return SourceError("Google does not know the service account.", found=found, hint=hint)
    if "timeframe" in lower or "iat and exp" in lower:
        return SourceError("Google finds this machine's clock wrong.", found=found, hint="set the clock, best by a time server")
    if code == "invalid_grant":
        hint = f"make a new JSON key for {email}, and put it in the place of the old one"
        return SourceError("The service account's key is revoked or not valid.", found=found, hint=hint)
    return SourceError(
        "Google gives the service account no token.", found=found, hint=f"see in Google Cloud whether {email} may be used, and make it a new key"
    )


def _is_off(error: Mapping[str, Any], message: str) -> bool:
    details = error.get("details")
    reasons = [detail.get("reason") for detail in details if isinstance(detail, Mapping)] if isinstance(details, list) else []
    return "SERVICE_DISABLED" in reasons or "has not been used in project" in message or "it is disabled" in message


def said(status: int, message: str) -> str:
    """An answer's number and Google's own words, in one line."""
    words = " ".join(message.split()).rstrip(".")[:200]
    return f"{status}, {words}" if words else str(status)
