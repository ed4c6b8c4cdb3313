"""CSV files with bytes that do not belong there: read or refused in words, every row accounted for."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lib.errors import InputError
from lib.intake.importing import import_table
from lib.intake.suggestion import suggest
from lib.records import KINDS
from lib.sources.csv_file import read_table

SOUND = """id,created at,author,type,text
1,2026-01-05T09:00Z,ana,post,"Hello, ""you\"""
2,2026-01-05T10:00Z,ben,comment,Zo\u00eb
3,2026-01-06,cy,post,"two
lines"
"""
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
OTHER = st.binary(max_size=4) | st.sampled_from([b'"', b"\n", b"\r", b",", b"\0", b"\xff\xfe"])
NOISE = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), OTHER), max_size=4)


def accounted(store, content: bytes) -> None:
    """Reads and checks what can be read, without bringing it in."""
    kind = KINDS["activity"]
    try:
        table = read_table(content, "posts.csv")
        outcome = import_table(store, kind, table, suggest(kind, table.columns), source="forum", who="tests", dry_run=True)
    except InputError as error:
        assert error.what.endswith(".")  # noqa: PT017 - a refusal in words is one of the two good ends
        return
    assert outcome.read == table.rows == outcome.new + outcome.changed + outcome.same + outcome.rejected
    assert outcome.rejects["line"].nunique() == outcome.rejected
    numbers = [*table.cells["number"].to_pylist(), *(row.number for row in table.malformed)]
    assert len(set(numbers)) == len(numbers)


@given(ENCODINGS, NOISE)
@example("utf-8", [])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_in_the_wrong_place(store, encoding, noise):
    content = SOUND.encode(encoding)
    for at, gone, other in noise:
        content = content[:at] + other + content[at + gone :]
    accounted(store, content)


@given(st.binary(max_size=300))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(store, content):
    accounted(store, content)
    accounted(store, b"id,created at,author,type\n" + content)
