"""What the owner of a community decides: typed, bounded, each with a sentence.

``Settings`` are the community's own; they live in the store and change through the Settings page or
``python -m lib settings set``. ``Deployment`` is how this installation runs; it comes from ``.streamlit/secrets.toml``
and the environment, and the store never sees it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from lib.errors import CommandError, SettingError

SECRETS = Path(".streamlit/secrets.toml")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LANGUAGES = (
    "af am an ar as az ba be bg bn br bs ca cs cy da de dz el en eo es et eu fa fi fo fr fy ga gd gl gu ha he hi hr ht hu hy id ig is it ja jv "
    "ka kk km kn ko ku ky la lb lg ln lo lt lv mg mk ml mn mr ms mt my ne nl nn no oc om or pa pl ps pt qu ro ru rw sa se si sk sl sn so sq sr "
    "st sv sw ta te tg th tk tl tr tt ug uk ur uz vi vo wa xh yo zh zu"
)
LANGUAGES = frozenset(_LANGUAGES.split())
"""Those that texts can be told by: py3langid's."""
MOST_MONEY = 1e12
"""Of anything that has a price, in any currency: what follows from it stays a number."""


@dataclass(frozen=True)
class OpenHours:
    """Opening hours on some weekdays, local wall-clock time; Monday is 0. ``closes`` may be 24:00, given as None."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time | None


def _open_hours(text: Any) -> Any:
    """``mon-fri 09:00-17:00, sat 10:00-14:00`` as OpenHours, one a part."""
    if not isinstance(text, str):
        return text
    parts = []
    for part in filter(None, (part.strip() for part in text.lower().split(","))):
        match = re.fullmatch(r"([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})", part)
        if not match or match[1] not in WEEKDAYS or (match[2] or match[1]) not in WEEKDAYS:
            raise ValueError(f"{part!r} is not like 'mon-fri 09:00-17:00'")
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2] or match[1])
        days = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
        opens, closes = int(match[3]) * 60 + int(match[4]), int(match[5]) * 60 + int(match[6])
        if not opens < closes <= 24 * 60 or int(match[4]) > 59 or int(match[6]) > 59:
            raise ValueError(f"{part!r} does not open before it closes, within one day")
        parts.append(OpenHours(tuple(days), time(opens // 60, opens % 60), None if closes == 1440 else time(closes // 60, closes % 60)))
    if not parts:
        raise ValueError("name at least one weekday with its hours")
    spans = sorted(
        (day, part.opens.hour * 60 + part.opens.minute, 1440 if part.closes is None else part.closes.hour * 60 + part.closes.minute)
        for part in parts
        for day in part.weekdays
    )
    for (day, _, closes), (other, opens, _) in pairwise(spans):
        if day == other and opens < closes:
            raise ValueError(f"the hours on {WEEKDAYS[day]} overlap")
    return tuple(parts)


def _hours_text(hours: tuple[OpenHours, ...]) -> str:
    def clock(moment: time | None) -> str:
        return moment.strftime("%H:%M") if moment else "24:00"

    def days(part: OpenHours) -> str:
        run = [WEEKDAYS[day] for day in part.weekdays]
        return run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}"

    return ", ".join(f"{days(part)} {clock(part.opens)}-{clock(part.closes)}" for part in hours)


@cache
def _zones() -> frozenset[str]:
    """The names of all zones; finding them walks through folders, which takes 10 ms."""
    return frozenset(available_timezones())


def _zone(name: Any) -> Any:
    if name not in _zones():
        raise ValueError(f"{name!r} is not a time zone; write it like Europe/Warsaw")
    return name


def _comma_list(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part for part in (part.strip() for part in re.split(r"[,;\n]", value)) if part)
    return value


def _account(value: str) -> str:
    if not re.fullmatch(r"[^:]+:.+", value):
        raise ValueError(f"{value!r} is not like 'forum:ana', the source and the member's id in it")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", value):
        raise ValueError(f"{value!r} is not a two-letter language code such as en or pl")
    if value not in LANGUAGES:
        raise ValueError(f"{value!r} is no language that texts can be told by; write en, pl, de …")
    return value


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


def _pause(value: Any) -> Any:
    """``30 minutes``, ``1 hour`` or ``2 days`` as a timedelta."""
    if value is None or value == "" or isinstance(value, timedelta):
        return value or None
    match = re.fullmatch(r"(\d{1,4})\s*(minute|hour|day)s?", str(value).strip().lower())
    if not match or not int(match[1]):
        raise ValueError("write it like 30 minutes, 1 hour or 1 day")
    return timedelta(**{f"{match[2]}s": int(match[1])})


def _clock_times(value: Any) -> Any:
    """``06:00, 18:00`` as times of the day."""
    times = _comma_list(value)
    if not isinstance(times, tuple):
        return times
    for part in times:
        if isinstance(part, str) and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", part):
            raise ValueError("write it like 06:00, or 06:00, 18:00")
    return tuple(sorted({part if isinstance(part, time) else time.fromisoformat(part.zfill(5)) for part in times}))


_joined = PlainSerializer(lambda items: ", ".join(str(item) for item in items))
Pause = Annotated[timedelta | None, BeforeValidator(_pause)]
ClockTimes = Annotated[tuple[time, ...], NoDecode, BeforeValidator(_clock_times)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_comma_list), _joined]
Accounts = Annotated[tuple[Annotated[str, BeforeValidator(_account)], ...], BeforeValidator(_comma_list), _joined]
Languages = Annotated[tuple[Annotated[str, BeforeValidator(_language)], ...], BeforeValidator(_comma_list), _joined]
Days = Annotated[tuple[date, ...], BeforeValidator(_comma_list), _joined]
Hours = Annotated[tuple[OpenHours, ...], BeforeValidator(_open_hours), PlainSerializer(_hours_text)]
_optional = BeforeValidator(_empty_is_none)
_empty = PlainSerializer(lambda v: "" if v is None else v)
NumberOrNothing = Annotated[float | None, _optional, _empty]
CountOrNothing = Annotated[int | None, _optional, _empty]


class Settings(BaseModel):
    """The community's settings. Values come as text from the store and leave as text through ``shown``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    zone: Annotated[str, BeforeValidator(_zone)] = Field(
        "UTC", description="The time zone whose days the community lives in; days are counted anew after a change."
    )
    week: str = Field("iso", pattern="^iso$", description="How weeks are cut. Only ISO weeks, from Monday, are known.")
    staff: Accounts = Field((), description="Accounts that are staff whatever their record says, as source:member_id, separated by commas.")
    business_hours: Hours = Field(
        _open_hours("mon-fri 09:00-17:00"), description="When staff work, in the community's zone: mon-fri 09:00-17:00, sat 10:00-14:00."
    )
    holidays: Days = Field((), description="Days on which nobody works, as 2026-12-25, separated by commas.")
    target_first_response_hours: float = Field(4.0, gt=0, le=720, description="Half of the questions should be answered by staff within this many hours.")
    target_answered_24h: float = Field(0.8, ge=0, le=1, description="Share of questions that staff should answer within 24 hours, 0 to 1.")
    deflection_share_low: float = Field(0.1, ge=0, le=1, description="Share of self-solved threads that would have become a ticket, lowest case.")
    deflection_share_base: float = Field(0.2, ge=0, le=1, description="The same, most likely case.")
    deflection_share_high: float = Field(0.4, ge=0, le=1, description="The same, highest case.")
    cost_per_ticket: NumberOrNothing = Field(None, ge=0, le=MOST_MONEY, description="What one support ticket costs. Empty: no figure in money is shown.")
    currency: str = Field("EUR", pattern="^[A-Z]{3}$", description="The currency of all money, as a three-letter code.")
    languages: Languages = Field(
        ("en",), min_length=1, description="Languages the community writes in, as two-letter codes; posts in others have no sentiment."
    )
    sentiment_scorer: str = Field("textblob", pattern="^(textblob|vader|average|onnx)$", description="What scores sentiment: textblob, vader, average or onnx.")
    blocked_words: Texts = Field((), description="Words that put a post on the review queue; pl:słowo counts in Polish posts only.")
    trigger_topics: Texts = Field((), description="Topics that put a post on the review queue, words or phrases; de:Kündigung counts in German posts only.")
    quiet_minutes: int = Field(30, ge=1, le=1440, description="Silence after which an unthreaded chat starts a new thread, in minutes.")
    target_monthly_active: CountOrNothing = Field(None, ge=1, description="Monthly active members to have at a quarter's end. Empty: no such goal.")
    target_self_solved: NumberOrNothing = Field(
        None, ge=0, le=1, description="Share of questions that members should solve without staff, 0 to 1. Empty: no such goal."
    )
    target_nps: NumberOrNothing = Field(None, ge=-100, le=100, description="Net Promoter Score of members to reach, -100 to 100. Empty: no such goal.")
    target_tickets_per_1000_customers: NumberOrNothing = Field(
        None, ge=0, le=1e6, description="Support tickets a quarter to each 1,000 customers, at most. Empty: no such goal."
    )
    converted_member_value: NumberOrNothing = Field(
        None,
        ge=0,
        le=MOST_MONEY,
        description="What a customer who converted is worth. Empty: conversions are left out of the community's value. "
        "Where it is set, the whole difference between members and the rest is taken for the community's doing, which data alone cannot show.",
    )

    @property
    def zoneinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def shown(self) -> dict[str, str]:
        """Every value as the text that ``Settings.of`` reads back."""
        return {key: str(value) for key, value in self.model_dump().items()}

    def in_order(self) -> "Settings":
        """These; SettingError where the lowest case of an assumption lies above the most likely one, or that above the highest."""
        low, base, high = self.deflection_share_low, self.deflection_share_base, self.deflection_share_high
        if not low <= base <= high:
            raise SettingError(
                "The share that would have become a ticket has to rise from the lowest case to the highest.",
                found=f"{low:g}, {base:g} and {high:g}",
                hint="change deflection_share_low, deflection_share_base and deflection_share_high so that each is at least the one before",
            )
        return self

    @classmethod
    def of(cls, stored: Mapping[str, str]) -> "Settings":
        """Settings from stored text; SettingError names the key, the value and the reason."""
        try:
            return cls.model_validate(dict(stored))
        except ValidationError as error:
            fault = error.errors()[0]
            key = str(fault["loc"][0]) if fault["loc"] else "settings"
            reason = fault["msg"].removeprefix("Value error, ")
            raise SettingError(f"{key} cannot be {stored.get(key, '')!r}: {reason}.", hint=cls.describe(key)) from None

    @classmethod
    def describe(cls, key: str) -> str:
        """The sentence that says what ``key`` means; CommandError for an unknown key."""
        if key not in cls.model_fields:
            raise CommandError.unknown("setting", key, cls.model_fields)
        return cls.model_fields[key].description or ""


class Deployment(BaseSettings):
    """How this installation runs: from the environment (``COMMUNITY_…``) and the ``[community]`` section of the secrets."""

    model_config = SettingsConfigDict(env_prefix="COMMUNITY_", extra="ignore")

    store: SecretStr = Field(SecretStr("duckdb:///data/community.duckdb"), description="Where the data lie: a DuckDB or PostgreSQL URL.")
    demo: bool = Field(False, description="Fill an empty store with the demo community when the app starts.")
    memory_limit: str = Field("2GB", pattern=r"^\d+(MB|GB)$", description="How much memory DuckDB may take.")
    analysts: tuple[str, ...] = Field((), description="E-mail addresses that may change data once login is set up.")
    session_hours: float = Field(12, gt=0, description="How long a login lasts.")
    sentiment_model: Path | None = Field(None, description="The folder of the model that the scorer onnx uses.")
    sync_every: Pause = Field(None, description="How often the app reads the configured sources by itself; left out: it does not.")
    sync_at: ClockTimes = Field((), description="At which times of the community's day it does.")

    @classmethod
    def load(cls, secrets: Path = SECRETS) -> "Deployment":
        """The environment first, then the ``[community]`` section of the secrets file, then the defaults.

        SettingError where one of them cannot be read; it shows no value, which may be a secret.
        """
        try:
            section = tomllib.loads(secrets.read_text(encoding="utf-8")).get("community", {}) if secrets.exists() else {}
            given = cls()
            return cls(**{**section, **{key: getattr(given, key) for key in given.model_fields_set}})
        except ValidationError as error:
            fault = error.errors()[0]
            key = str(fault["loc"][0]) if fault["loc"] else "community"
            raise SettingError(f"{key} is not as it should be: {fault['msg']}.", hint=f"look at COMMUNITY_{key.upper()} and at {secrets}") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, SettingsError) as error:
            raise SettingError(f"The settings of this installation cannot be read: {error}.", hint=f"look at {secrets} and at COMMUNITY_…") from None
