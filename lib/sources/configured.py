"""The sources that an installation names: ``[sources.NAME]`` of the secrets, each made into an origin by its type."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lib.errors import CommandError, SettingError
from lib.settings import SECRETS
from lib.sources.origin import Origin
from lib.sources.origin_type import origin_types


@dataclass(frozen=True)
class Configured:
    """``origins`` by name, in the order of the file; ``broken``: why a section makes none, by its name. No error shows a value that may be a secret."""

    origins: Mapping[str, Origin] = field(default_factory=dict)
    broken: Mapping[str, SettingError] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All that are named, sound ones first."""
        return (*self.origins, *self.broken)

    def chosen(self, names: tuple[str, ...]) -> "Configured":
        """Those of ``names`` only, all where there is none; CommandError for one that is not configured."""
        for name in names:
            if name not in self.names:
                raise CommandError.unknown("configured source", name, self.names) if self.names else unknown_without_any(name)
        if not names:
            return self
        return Configured(
            {name: self.origins[name] for name in self.origins if name in names}, {name: self.broken[name] for name in self.broken if name in names}
        )


def unknown_without_any(name: str) -> CommandError:
    """No source is configured at all, and one was asked for."""
    return CommandError(f"There is no configured source {name!r}.", found="no section [sources.…]", hint=f"add one to {SECRETS}; docs/sources.md shows how")


def configured(secrets: Path = SECRETS) -> Configured:
    """What the secrets file names, nothing where there is no file. SettingError where it cannot be read at all.

    Nothing is contacted.
    """
    try:
        whole = tomllib.loads(secrets.read_text(encoding="utf-8")) if secrets.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingError(f"{secrets} cannot be read.", found=_plain(error), hint="see .streamlit/secrets.example.toml") from None
    sections = whole.get("sources", {})
    if not isinstance(sections, dict):
        raise SettingError("sources is no section.", found=f"{secrets} gives it a value", hint="write a section for each source, such as [sources.forum]")
    origins: dict[str, Origin] = {}
    broken: dict[str, SettingError] = {}
    for name, section in sections.items():
        try:
            origins[name] = _origin(name, section, whole)
        except SettingError as error:
            broken[name] = error
    return Configured(origins, broken)


def _origin(name: str, section: Any, whole: Mapping[str, Any]) -> Origin:
    where = f"[sources.{name}]"
    if not isinstance(section, dict):
        raise SettingError(f"sources.{name} is no section.", found="a value", hint=f"begin it with a line {where}, and type = … below")
    if not name.strip() or name != name.strip() or ":" in name or len(name) > 100 or not name.isprintable():
        raise SettingError(f"The name of {where} cannot be used.", found=repr(name), hint="a short name without a colon, such as forum or helpdesk")
    types = origin_types()
    wanted = section.get("type")
    if wanted is None:
        raise SettingError(f"{where} has no type.", hint=f"add a line type = one of {_quoted(types)}")
    if not isinstance(wanted, str) or wanted not in types:
        near = get_close_matches(str(wanted), types, n=1)
        hint = f'did you mean type = "{near[0]}"?' if near else f"type is one of {_quoted(types)}"
        raise SettingError(f"{where} has a type that there is not.", found=repr(wanted)[:60], hint=hint)
    chosen = types[wanted]
    shared = {key: whole[other] for key, other in chosen.shared.items() if key not in section and other in whole}
    try:
        return chosen.make(name, {**shared, **{key: value for key, value in section.items() if key != "type"}})
    except SettingError:
        raise
    except Exception as error:  # its words may hold a secret
        raise SettingError(f"{where} cannot be made sense of.", found=type(error).__name__, hint="compare it with docs/sources.md") from None


def _plain(error: Exception) -> str:
    """What was wrong with the file, without what stands in it."""
    if isinstance(error, tomllib.TOMLDecodeError):
        return f"no TOML: {error}"
    return "letters that are not UTF-8" if isinstance(error, UnicodeDecodeError) else (getattr(error, "strerror", None) or type(error).__name__)


def _quoted(types: Mapping[str, Any]) -> str:
    return ", ".join(f'"{name}"' for name in sorted(types))
