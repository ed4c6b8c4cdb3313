"""The account through which Google Sheets are read: a service account, as its JSON key file describes it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from lib.errors import SettingError

if TYPE_CHECKING:
    from google.oauth2.service_account import Credentials

SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly"
TOKENS = "https://oauth2.googleapis.com/token"
_NEEDED = ("client_email", "private_key")
_MAKE = "make a JSON key for the service account under Google Cloud, IAM & Admin, Service Accounts, Keys"


@dataclass(frozen=True)
class ServiceAccount:
    """``email`` is the address with which a spreadsheet is to be shared. The key itself is never shown.

    Google's libraries are loaded for the first account, and not where there is none: they take half a second.
    """

    email: str
    credentials: "Credentials" = field(repr=False, compare=False)

    @classmethod
    def of(cls, given: Any, where: str) -> Self:
        """The account that a table of the JSON's keys describes, or the path of the JSON file; SettingError, without secrets, for anything else.

        ``where`` names the setting, such as ``sources.survey.service_account``.
        """
        if isinstance(given, str) and ("{" in given or "PRIVATE KEY" in given or "\n" in given):  # never shown, as a path is
            hint = "write its keys in a section of their own, or put the file on this machine and give its path"
            raise SettingError(f"{where} holds the key itself, where its path belongs.", hint=hint)
        if isinstance(given, str):
            return cls._of_table(_read(Path(given).expanduser(), where), f"the file that {where} names")
        if isinstance(given, Mapping):
            return cls._of_table(given, where)
        raise SettingError(f"{where} is neither a table nor a path.", found=type(given).__name__, hint="give the keys of the JSON file, or its path")

    @classmethod
    def _of_table(cls, table: Mapping[str, Any], where: str) -> Self:
        from google.auth.exceptions import GoogleAuthError
        from google.oauth2.service_account import Credentials

        kind = table.get("type")
        if kind != "service_account":
            found = f"type = {str(kind)[:40]!r}" if kind else "an OAuth client's file" if {"web", "installed"} & set(table) else "no type"
            raise SettingError(f"{where} is no service account's key.", found=found, hint=_MAKE)
        missing = [name for name in _NEEDED if not isinstance(table.get(name), str) or not table[name].strip()]
        if missing:
            found = f"the keys {', '.join(sorted(map(str, table)))}"
            raise SettingError(f"{where} has no {' and no '.join(missing)}.", found=found, hint="copy the whole JSON file")
        known = {name: str(value) for name, value in table.items()}
        known["private_key"] = known["private_key"].replace("\\n", "\n")  # as a TOML text in single quotes leaves it
        try:
            credentials = Credentials.from_service_account_info({"token_uri": TOKENS, **known}, scopes=[SCOPE])  # type: ignore[no-untyped-call]
        except (ValueError, TypeError, GoogleAuthError):
            credentials = None  # the error's own words could hold a part of the key
        if credentials is None:
            hint = f'copy it whole, from "-----BEGIN PRIVATE KEY-----" to "-----END PRIVATE KEY-----", with its \\n, or {_MAKE}'
            raise SettingError(f"The private_key of {where} cannot be read.", found=f"{len(known['private_key'])} characters", hint=hint)
        return cls(known["client_email"].strip(), credentials)


def _read(path: Path, where: str) -> Mapping[str, Any]:
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingError(f"{where} names a file that is not there.", found=str(path), hint="correct the path, or put the JSON file there") from None
    except OSError as error:
        raise SettingError(f"The file that {where} names cannot be read.", found=f"{path}: {error.strerror}", hint="check its permissions") from None
    except ValueError:
        table = None
    if not isinstance(table, Mapping):
        raise SettingError(f"The file that {where} names is no service account's key.", found=f"{path}, which is not JSON with keys", hint=_MAKE)
    return table
