"""Facebook groups, which have no export of their own: a table that somebody made of one, read by the names of its columns."""

from lib.errors import FileError, MappingError
from lib.records import kind
from lib.sources.delivery import Delivery
from lib.sources.exports.named_fields import fields_by_name
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.table_files import candidates, read_whole
from lib.sources.origin import Progress
from lib.sources.package import Package


def _recognises(package: Package) -> bool:
    """Never: there is nothing that such tables have in common."""
    return False


@platform(
    "facebook",
    "Facebook groups",
    "Facebook exports no groups: give a CSV made by hand or by a tool, with a row a post or comment, its id, time, author and kind.",
    recognises=_recognises,
)
def facebook(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Posts and comments by the names of the columns, as the fields of an activity are called; MappingError names what is missing."""
    names = candidates(package)
    if not names:
        raise FileError(f"{package.name} holds no table.", hint="give a CSV file")
    activity = kind("activity")
    deliveries = []
    for name in names:
        table = read_whole(package, name, tell)
        columns = fields_by_name(activity, table.columns)
        texts = {} if "platform" in columns else {"platform": "facebook"}
        for field in activity.required:
            if field not in columns:
                hint = f"call a column {field}; or bring it in as any other table: import activity {table.name} --map {field}=COLUMN"
                raise MappingError(f"{table.name} has no column for {field}.", found=", ".join(table.columns), hint=hint)
        deliveries.append(Delivery("activity", table, columns, texts, zone=wishes.zone))
    return Export(tuple(deliveries), {"rows": sum(one.table.rows for one in deliveries)})
