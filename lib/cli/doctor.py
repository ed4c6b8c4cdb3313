"""``doctor``: what works, what doesn't, what to do."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from lib.cli.command import Call, command
from lib.cli.configured_sources import configured_sources
from lib.cli.data_quality import data_quality
from lib.cli.finding import Finding, broken
from lib.errors import CommunityError, InputError, reference
from lib.metrics import METRICS
from lib.scope import Scope
from lib.settings import SECRETS, Deployment
from lib.store import Store

_NEEDED_FOR_LOGIN = ("redirect_uri", "cookie_secret")
_NEEDED_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_STALE = timedelta(days=8)


@command("doctor", examples=("doctor", "doctor --store postgresql://user:password@host/community"))
def doctor(call: Call) -> int:
    """Looks at settings, store, data, configured sources and login: what works, what doesn't, what to do.

    The exit code is 1 if something is broken.
    """
    findings = [*_settings_of_installation(), *_store(call), *configured_sources(SECRETS), *_login(SECRETS)]
    call.table(pd.DataFrame([astuple(finding) for finding in findings], columns=["check", "state", "found", "hint"]))
    return int(any(finding.state == "broken" for finding in findings))


def _unforeseen(check: str, error: Exception) -> Finding:
    return Finding(check, "broken", reference(error), "a fault of ours: report it with this line")


def _settings_of_installation() -> Iterator[Finding]:
    try:
        deployment = Deployment.load()
    except CommunityError as error:
        yield broken("settings of this installation", error)
        return
    where = str(SECRETS) if SECRETS.exists() else "the environment and defaults"
    yield Finding("settings of this installation", "works", f"from {where}; DuckDB may take {deployment.memory_limit}")


def _store(call: Call) -> Iterator[Finding]:
    try:
        with call.store() as store:
            yield Finding("store", "works", f"{store.shown_url}, version {store.version}")
            for check in (_settings_of_community, _sources, _metrics, data_quality):
                yield from _guarded(check, store)
    except CommunityError as error:
        yield broken("store", error)


def _guarded(check: Callable[[Store], Iterator[Finding]], store: Store) -> Iterator[Finding]:
    """One failing check does not take the others down."""
    name = check.__name__.strip("_").replace("_", " ")
    try:
        yield from check(store)
    except CommunityError as error:
        yield broken(name, error)
    except Exception as error:
        yield _unforeseen(name, error)


def _settings_of_community(store: Store) -> Iterator[Finding]:
    zone = store.settings.zone
    if zone == "UTC":
        yield Finding("settings of community", "note", "days are cut in UTC", "python -m lib settings set zone Europe/Warsaw, or wherever the community lives")
    else:
        yield Finding("settings of community", "works", f"days are cut in {zone}")


def _sources(store: Store) -> Iterator[Finding]:
    snapshots = store.snapshots()
    active = snapshots[snapshots["active"]]
    if active.empty:
        yield Finding("sources", "note", "nothing was imported yet", "python -m lib demo, or: python -m lib import KIND FILE")
    for key, group in active.groupby(["source", "kind"], sort=True):
        source, kind = key if isinstance(key, tuple) else (key, "")
        last = group["imported_at"].max()
        stale = store.now() - last > _STALE
        found = f"{kind}, last imported {last:%Y-%m-%d %H:%M} UTC"
        yield Finding(f"source {source}", "note" if stale else "works", found, "import a newer file, or: python -m lib sync" if stale else "")


def _metrics(store: Store) -> Iterator[Finding]:
    """Asks each metric about the last days of its data: a fault shows here before it shows on a page."""
    failed = 0
    for metric in METRICS.values():
        data = store.data_period(metric.data)
        scope = Scope(data.last - timedelta(days=6), data.last) if data else Scope()
        try:
            metric(store, scope)
        except InputError:
            continue  # it wants an option of its own, and says so
        except CommunityError as error:
            failed += 1
            yield broken(f"metric {metric.name}", error)
        except Exception as error:
            failed += 1
            yield _unforeseen(f"metric {metric.name}", error)
    if not failed:
        yield Finding("metrics", "works", f"all {len(METRICS)} answer")


def _login(secrets: Path) -> Iterator[Finding]:
    try:
        auth: dict[str, Any] = tomllib.loads(secrets.read_text(encoding="utf-8")).get("auth", {}) if secrets.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        yield Finding("login", "broken", f"{secrets} cannot be read", "see .streamlit/secrets.example.toml")
        return
    if not auth:
        yield Finding(
            "login", "note", "not set up: whoever reaches the app sees and changes everything", "fill [auth] as .streamlit/secrets.example.toml shows"
        )
        return
    providers = {name: part for name, part in auth.items() if isinstance(part, dict)}
    lacking = [key for key in _NEEDED_FOR_LOGIN if not auth.get(key)]
    for name, part in providers.items() or [("", auth)]:
        lacking += [f"{name}.{key}".strip(".") for key in _NEEDED_OF_PROVIDER if not part.get(key)]
    misnamed = [name for name in providers if "_" in name]
    if lacking:
        yield Finding("login", "broken", f"[auth] lacks {', '.join(lacking)}", "see .streamlit/secrets.example.toml")
    elif misnamed:
        yield Finding("login", "broken", f"the provider {misnamed[0]} has an underscore in its name", "name it without one")
    elif find_spec("authlib") is None:
        yield Finding("login", "broken", "the library Authlib is not installed", "install requirements.txt again")
    else:
        yield Finding("login", "works", f"set up for {', '.join(providers) or 'one provider'}")
