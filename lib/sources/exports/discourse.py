"""Discourse: its user list, the archive of one user's posts, and results of Data Explorer, each alone or several in one package."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lib.errors import FileError, MappingError
from lib.sources.delivery import Delivery
from lib.sources.exports.discourse_explorer import delivery_of, is_query_result, read_result
from lib.sources.exports.discourse_posts import activities, is_post_archive
from lib.sources.exports.discourse_users import is_user_list, members
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.table_files import any_table, candidates, known_tables, read_whole, unread
from lib.sources.json_file import read_json
from lib.sources.origin import Progress
from lib.sources.package import Package

_PREFERENCES = "preferences.json"
_LOOKED_AT = 40  # results of queries, to recognise a package by
_PERSONAL = "personal messages, or not told to be none"


@dataclass
class _Found:
    """Grows file by file."""

    deliveries: list[Delivery] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, delivery: Delivery, what: str, left_out: int = 0, notes: Iterable[str] = ()) -> None:
        self.deliveries.append(delivery)
        self.counts[what] = self.counts.get(what, 0) + delivery.table.rows + left_out
        if left_out:
            self.left_out[_PERSONAL] = self.left_out.get(_PERSONAL, 0) + left_out
        self.notes += notes


def _recognises(package: Package) -> bool:
    if any(is_query_result(package, name) for name in candidates(package, ".json")[:_LOOKED_AT]):
        return True
    return any_table(package, lambda headings, _: is_user_list(headings) or is_post_archive(headings))


@platform(
    "discourse",
    "Discourse",
    "In Discourse: Admin, Users, Export, for the user list; a user's Activity, Download my posts; Data Explorer, Run, Download as JSON.",
    recognises=_recognises,
)
def discourse(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Users as members, an archive's public posts and a query's posts as activities, and what else a query's columns speak for."""
    found = _Found()
    users = known_tables(package, lambda headings, _: is_user_list(headings))
    archives = known_tables(package, lambda headings, _: is_post_archive(headings))
    results = tuple(name for name in candidates(package, ".json") if is_query_result(package, name))
    for name in users:
        delivery, notes = members(read_whole(package, name, tell))
        found.add(delivery, "users", notes=notes)
    for name in archives:
        delivery, private = activities(read_whole(package, name, tell), _whose(package, name))
        found.add(delivery, "posts", private)
    for name in results:
        delivery, notes = delivery_of(read_result(package, name))
        found.add(delivery, {"member": "users", "activity": "posts"}.get(delivery.kind, "rows"), notes=notes)
    if not found.deliveries:
        raise FileError(
            f"{package.name} is no export of Discourse.",
            hint="give the user list, the archive of a user's posts (user_archive.csv, or the zip it comes in), or the JSON of a Data Explorer query",
        )
    return Export(
        tuple(found.deliveries), found.counts, found.left_out, (*found.notes, *unread(package, {*users, *archives, *results, *map(_preferences_of, archives)}))
    )


def _preferences_of(name: str) -> str:
    """Where the preferences of the user lie whose posts are in ``name``."""
    beside = name.rpartition("/")[0]
    return f"{beside}/{_PREFERENCES}" if beside else _PREFERENCES


def _whose(package: Package, name: str) -> str:
    """The number of the user whose archive it is, by the preferences that lie beside the posts; MappingError where they do not."""
    path = _preferences_of(name)
    value: Any = read_json(package, path) if path in package.names and not package.is_single else None
    user = value.get("user", value) if isinstance(value, dict) else None
    number = user.get("id") if isinstance(user, dict) else None
    if isinstance(number, int | str) and not isinstance(number, bool) and str(number).strip():
        return str(number).strip()
    raise MappingError(
        f"{name} does not say whose posts these are.",
        found=f"no {_PREFERENCES} beside it that has the id of the user",
        hint=f'give the zip as Discourse sent it; or a folder with {name} and a file {_PREFERENCES} that says {{"id": 12}} for user number 12',
    )
