"""Times as exports write them, as microseconds since 1970, so that what lies between two of them can be told."""

from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """Since 1970; a moment without a zone counts on its own clock."""
    span = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - EPOCH
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def iso_moment(text: str) -> tuple[int, bool] | None:
    """Microseconds since 1970, and whether on a local clock, without an offset; None where it is no time."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return microseconds(moment), moment.tzinfo is None
    except (ValueError, OverflowError):
        return None
