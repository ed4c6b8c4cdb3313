"""What sections of several types of sources have in common: a record kind, and the fields that columns and texts feed."""

from collections.abc import Mapping
from typing import Any, cast, get_args
from zoneinfo import available_timezones

from lib.errors import CommandError, SettingError
from lib.records import Kind
from lib.records import kind as record_kind
from lib.sources.delivery import DateOrder


def kind_of(name: str, where: str) -> Kind:
    """The record kind that a section is named for; SettingError where there is none."""
    try:
        return record_kind(name)
    except CommandError as error:
        raise SettingError(f"[{where}] names no record kind.", found=name, hint=error.hint) from None


def fields_of(section: Mapping[str, Any], key: str, kind: Kind, where: str) -> dict[str, str]:
    """``map`` or ``set`` of a section: a text for each field; SettingError for a field that the kind does not have."""
    given = section.get(key, {})
    if not isinstance(given, Mapping):
        raise SettingError(f"{where}.{key} is no section.", found=type(given).__name__, hint=f'write it like {key} = {{ {kind.required[0]} = "…" }}')
    for name, value in given.items():
        if name not in kind.names:
            raise SettingError(f"{where}.{key} names a field that {kind.name} does not have.", found=name, hint=f"the fields are {', '.join(kind.names)}")
        if not isinstance(value, str):
            raise SettingError(f"{where}.{key}.{name} is no text.", found=type(value).__name__, hint="write it in quotes")
    return dict(given)


def dates_of(section: Mapping[str, Any], where: str) -> DateOrder | None:
    """The order of day and month; None where the section leaves it open."""
    given = section.get("dates")
    if given is not None and given not in get_args(DateOrder):
        raise SettingError(f"{where}.dates is no order of day and month.", found=repr(given)[:60], hint='write dates = "dmy" or dates = "mdy"')
    return cast("DateOrder | None", given)


def zone_of(section: Mapping[str, Any], where: str) -> str | None:
    """The zone of times without an offset; None where the section leaves it out."""
    given = section.get("zone")
    if given is not None and given not in available_timezones():
        raise SettingError(f"{where}.zone is no time zone.", found=repr(given)[:60], hint="write it like Europe/Warsaw")
    return cast("str | None", given)
