"""``store``: the whole of it moved, exported, checked."""

from dataclasses import astuple
from pathlib import Path

import pandas as pd

from lib.cli.command import Call, argument, command
from lib.cli.progress import Progress
from lib.errors import CommandError, StoreUnreachable
from lib.settings import Deployment
from lib.store import dialect, integrity, moves, open_store, parquet_export
from lib.wording import plural

_TAKES = {"copy": ("FROM", "TO"), "export": ("FOLDER",), "check": ()}


@command(
    "store",
    argument("action", choices=tuple(_TAKES), help="what to do with it"),
    argument("words", metavar="FROM TO, or FOLDER", nargs="*", help="copy: the addresses of two stores; export: a folder; check: nothing"),
    argument("--without-personal", action="store_true", help="export: leave out names, hashes of addresses, and what people wrote"),
    examples=(
        "store check",
        "store copy duckdb:///data/community.duckdb postgresql://user:password@host/community",
        "store export backup/2026-11-21",
    ),
)
def store(call: Call) -> int:
    """Copies a whole store into an empty one, writes it to Parquet files, or checks that it is whole.

    copy: every table, in one transaction, verified by counts and checksums of both sides; prints table, rows, checksum. A store of an older
    version is upgraded by being opened, also FROM. export: a Parquet file a table, all as they are at one moment. check: the
    exit code is 1 if something is broken; nothing is changed.
    """
    action, words = call.values.action, call.values.words
    wanted = _TAKES[action]
    if len(words) != len(wanted):
        usage = " ".join(("store", action, *wanted))
        raise CommandError(f"`store {action}` takes {' and '.join(wanted) or 'no more words'}.", found=f"{len(words)} words", hint=f"python -m lib {usage}")
    if call.values.without_personal and action != "export":
        raise CommandError("--without-personal is for `store export`.", hint="leave it out")
    if action == "copy":
        return _copy(call, *words)
    return _export(call, *words) if action == "export" else _check(call)


def _copy(call: Call, source: str, target: str) -> int:
    if call.values.store:
        raise CommandError("`store copy` names both stores itself.", found="--store as well", hint="leave --store out")
    _must_be_there(source)
    limit = Deployment.load().memory_limit
    opened = open_store(source, memory_limit=limit)
    try:
        to = open_store(target, memory_limit=limit)
        try:
            with Progress() as progress:
                moved = moves.copy(opened, to, progress)
        finally:
            to.close()
    finally:
        opened.close()
    call.table(pd.DataFrame([astuple(one) for one in moved], columns=["table", "rows", "checksum"]))
    call.say(f"Copied and verified: {plural(sum(one.rows for one in moved), 'row')}. The app uses it once COMMUNITY_STORE, or store in the secrets, names it.")
    return 0


def _must_be_there(source: str) -> None:
    """StoreUnreachable where FROM is a file that does not exist: opened, it would be made, and nothing copied."""
    address = dialect.parse(source)
    if address.get_backend_name() == "duckdb" and not Path(address.database or "").is_file():
        raise StoreUnreachable(f"There is no store {dialect.shown(address)}.", hint="check FROM: duckdb:///relative/path or duckdb:////absolute/path")


def _export(call: Call, folder: str) -> int:
    with call.store() as opened, Progress() as progress:
        found = parquet_export.export(opened, Path(folder), progress, without_personal=call.values.without_personal)
    call.table(pd.DataFrame([(one.table, one.rows, one.checksum, str(one.file)) for one in found], columns=["table", "rows", "checksum", "file"]))
    return 0


def _check(call: Call) -> int:
    with call.store() as opened, Progress() as progress:
        found = integrity.check(opened, progress)
    rows = [(one.check, "broken" if one.broken else "works", one.rows, one.hint) for one in found]
    call.table(pd.DataFrame(rows, columns=["check", "state", "rows", "hint"]))
    return int(any(one.broken for one in found))
