"""What sections of all types of sources have in common: a record kind, the fields that columns and texts feed, zone and order of dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast, get_args
from zoneinfo import available_timezones

from lib.errors import CommandError, SettingError
from lib.records import Kind
from lib.records import kind as record_kind
from lib.sources.delivery import DateOrder

_KEYS = ("map", "set", "dates")


@dataclass(frozen=True)
class KindSection:
    """The section of one record kind. ``columns``: a field from a column, ``texts``: a field from a constant or template; no field is in both."""

    columns: Mapping[str, str]
    texts: Mapping[str, str]
    dates: DateOrder | None

    @classmethod
    def of(cls, kind: str, section: Any, where: str, *, own: tuple[str, ...], example: str) -> Self:
        """What the section ``where`` says; SettingError what to write instead. ``own``: keys of its type alone, of which ``example`` shows one."""
        known = _kind(kind, where)
        if not isinstance(section, Mapping):
            raise SettingError(f"{where} is no section.", found=type(section).__name__, hint=f"write [{where}] with {example} below")
        for name in section:
            if name not in (*own, *_KEYS):
                raise SettingError(f"[{where}] has a key that nobody knows.", found=str(name), hint=f"the keys are {', '.join((*own, *_KEYS))}")
        columns, texts = (_fields(section, key, known, where) for key in ("map", "set"))
        both = sorted(set(columns) & set(texts))
        if both:
            raise SettingError(f"[{where}] has {both[0]} under map and under set.", hint="give one of the two")
        return cls(columns, texts, _dates(section, where))


def zone_of(section: Mapping[str, Any], where: str) -> str | None:
    """The zone of times without an offset; None where the section leaves it out."""
    given = section.get("zone")
    if given is None or (isinstance(given, str) and given in available_timezones()):
        return given
    raise SettingError(f"{where}.zone is no time zone.", found=repr(given)[:60], hint="write it like Europe/Warsaw")


def _kind(name: str, where: str) -> Kind:
    try:
        return record_kind(name)
    except CommandError as error:
        raise SettingError(f"[{where}] names no record kind.", found=name, hint=error.hint) from None


def _fields(section: Mapping[str, Any], key: str, kind: Kind, where: str) -> dict[str, str]:
    given = section.get(key, {})
    if not isinstance(given, Mapping):
        raise SettingError(f"{where}.{key} is no section.", found=type(given).__name__, hint=f'write it like {key} = {{ {kind.required[0]} = "…" }}')
    for name, value in given.items():
        if name not in kind.names:
            raise SettingError(f"{where}.{key} names a field that {kind.name} does not have.", found=str(name), hint=f"the fields are {', '.join(kind.names)}")
        if not isinstance(value, str):
            raise SettingError(f"{where}.{key}.{name} is no text.", found=type(value).__name__, hint="write it in quotes")
    return dict(given)


def _dates(section: Mapping[str, Any], where: str) -> DateOrder | None:
    given = section.get("dates")
    if given is not None and given not in get_args(DateOrder):
        hint = 'write "dmy" where the day stands first, "mdy" where the month does'
        raise SettingError(f"{where}.dates is no order of day and month.", found=repr(given)[:60], hint=hint)
    return cast("DateOrder | None", given)
