"""A Data Explorer query's result: columns and rows of whatever the query asked for."""

import json
import re
from typing import Any

from lib.errors import FileError, MappingError
from lib.records import KINDS, Kind
from lib.sources.column_names import distinct
from lib.sources.delivery import Delivery
from lib.sources.exports.derived import texts_of, with_column
from lib.sources.exports.discourse_posts import kinds
from lib.sources.exports.discourse_users import members
from lib.sources.exports.headings import Headings
from lib.sources.exports.named_fields import fields_by_name
from lib.sources.json_file import read_json, shown_in, start_of
from lib.sources.package import Package
from lib.sources.raw_table import RawTable
from lib.sources.row_collector import RowCollector

ACTIVITY, PARENT, KIND = "activity_id (from topic_id, post_number)", "parent_id (from reply_to_post_number)", "kind (from post_number)"
_COLUMNS = re.compile(r'"columns"\s*:\s*\[\s*(?:"|\])')
_BESIDE = re.compile(r'"(?:rows|result_count|colrender|default_limit)"\s*:')


def is_query_result(package: Package, name: str) -> bool:
    """Whether a file starts as a query's result does: an object with a list of columns' names, and rows or what stands beside them."""
    try:
        start = start_of(package, name)
    except FileError:  # whoever reads the package says what is damaged in it
        return False
    return start.lstrip().startswith("{") and bool(_COLUMNS.search(start)) and bool(_BESIDE.search(start))


def read_result(package: Package, name: str) -> RawTable:
    """The rows of a result, their lines being their numbers; a row that is no list of as many values is malformed. FileError where it has no columns."""
    value, shown = read_json(package, name), shown_in(package, name)
    header = value.get("columns") if isinstance(value, dict) else None
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(header, list) or not header or not isinstance(rows, list):
        hint = "run the query, and download its result as JSON"
        raise FileError(f"{shown} is no result of a Data Explorer query.", found="no columns or no rows", hint=hint)
    names = distinct(_text(cell) for cell in header)
    collector = RowCollector(names)
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list):
            collector.refuse(number, "No row, but a single value", "run the query again, and download its result as JSON", _text(row))
        elif len(row) != len(names):
            count = f"{len(row)} value" + ("" if len(row) == 1 else "s")
            collector.refuse(number, f"{count} where there are {len(names)} columns", "run the query again, and download its result as JSON", _text(row))
        else:
            collector.add(number, dict(zip(names, map(_text, row), strict=True)))
    return collector.table(shown, size=package.size, sha256=package.sha256)


def delivery_of(table: RawTable) -> tuple[Delivery, tuple[str, ...]]:
    """The rows as the kind of record that the columns' names speak for, and what is worth a note. MappingError where they speak for none."""
    heads = Headings(table.columns)
    if heads.have("created_at") and heads.find("user_id", "username") and heads.find("post_number", "topic_id", "raw", "cooked", "post_id"):
        return _posts(table, heads), ()
    if heads.find("id", "user_id") and heads.find("trust_level", "admin", "moderator"):
        return members(table)
    kind, columns = _best(heads)
    return Delivery(kind.name, table, columns, zone="UTC"), ()


def _posts(table: RawTable, heads: Headings) -> Delivery:
    topics, numbers = texts_of(table, heads.find("topic_id")), texts_of(table, heads.find("post_number"))
    texts = {"platform": "discourse"}
    columns = heads.fields(
        occurred_at="created_at",
        member_id=("user_id", "username"),
        kind="kind",
        channel=("category_name", "category", "category_id"),
        thread_id="topic_id",
        title=("title", "topic_title"),
        text=("raw", "post_raw", "cooked", "post_cooked"),
        is_solution=("is_solution", "is_accepted_answer", "accepted"),
        views=("views", "reads"),
        url="url",
    )
    if heads.have("topic_id", "post_number"):
        both = (topics != "") & (numbers != "")
        table = with_column(table, ACTIVITY, (topics + "/" + numbers).where(both, ""))
        columns["activity_id"] = ACTIVITY
        answered = texts_of(table, heads.find("reply_to_post_number"))
        if heads.have("reply_to_post_number"):
            table = with_column(table, PARENT, (topics + "/" + answered).where((topics != "") & (answered != ""), ""))
            columns["parent_id"] = PARENT
    else:
        columns |= heads.fields(activity_id=("id", "post_id"))
    if "kind" not in columns and heads.have("post_number"):
        table = with_column(table, KIND, kinds(numbers))
        columns["kind"] = KIND
    return Delivery("activity", table, columns, texts, zone="UTC")


def _best(heads: Headings) -> tuple[Kind, dict[str, str]]:
    """The kind that has most fields among the columns, all of its required ones with them."""
    found = [(kind, fields_by_name(kind, heads.columns)) for kind in KINDS.values()]
    whole = [(kind, columns) for kind, columns in found if all(name in columns for name in kind.required)]
    if not whole:
        raise MappingError(
            "The columns of the query fit no kind of record.",
            found=", ".join(heads.columns),
            hint="name them in the query: for posts topic_id, post_number, user_id, created_at and raw; for users id, created_at, admin and moderator",
        )
    return max(whole, key=lambda one: len(one[1]))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
