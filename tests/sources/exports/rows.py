"""The rows of an export as people would write them down."""

from lib.sources.exports import Export


def rows(export: Export, kind: str, of: str | None = None) -> list[dict[str, str]]:
    """The well-formed rows of one record kind, by column; ``of`` chooses activities that are set to a kind, by default those that are not."""
    found = []
    for one in export.deliveries:
        if one.kind == kind and one.texts.get("kind") == of:
            columns = [one.table.column(name).to_pylist() for name in one.table.columns]
            found += [dict(zip(one.table.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return found
