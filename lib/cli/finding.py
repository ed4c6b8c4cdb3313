"""One thing that ``doctor`` looked at."""

from dataclasses import dataclass
from typing import Literal

from lib.errors import CommunityError

State = Literal["works", "note", "broken"]


@dataclass(frozen=True)
class Finding:
    """``note``: nothing is wrong, but the owner should know."""

    check: str
    state: State
    found: str
    hint: str = ""


def broken(check: str, error: CommunityError) -> Finding:
    """What an error says, as a finding."""
    return Finding(check, "broken", f"{error.what} {error.found or ''}".strip(), error.hint or "")
