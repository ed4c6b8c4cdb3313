"""From a raw table into the store, all or nothing."""

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lib.errors import CommandError, FileError, MappingError, RowsRefused
from lib.intake.importing import Outcome, import_table
from lib.records import KINDS
from lib.sources.csv_file import read_table
from lib.store.tables import RECORDS
from tests.intake.tables import ACTIVITY, activities, mapped, raw

ROWS = ("1,2025-03-14T01:20Z,ana,post", "2,2025-03-14T02:20Z,ben,comment", "3,2025-03-14T03:20Z,ana,reaction")


def bring(store, table, *, kind="activity", source="forum", maps=None, sets=None, **how) -> Outcome:
    mapping = mapped(table, KINDS[kind], maps=maps, sets=sets)
    try:
        return import_table(store, KINDS[kind], table, mapping, source=source, who="tests", **how)
    except RowsRefused as refused:
        if how.get("rejects") != "skip":
            raise
        return refused.outcome  # there was no good row to take


def counts(outcome: Outcome) -> tuple[int, int, int, int, int]:
    return outcome.read, outcome.new, outcome.changed, outcome.same, outcome.rejected


def test_the_same_file_again_changes_nothing(any_store):
    assert counts(bring(any_store, activities(*ROWS))) == (3, 3, 0, 0, 0)
    version = any_store.version
    assert counts(bring(any_store, activities(*ROWS))) == (3, 0, 0, 3, 0)
    assert any_store.version == version


def test_a_newer_row_is_a_change(store):
    bring(store, activities(*ROWS))
    assert counts(bring(store, activities(ROWS[0], "2,2025-03-14T02:20Z,ben,post", "4,2025-03-14T02:20Z,ben,post"))) == (3, 1, 1, 1, 0)


def test_one_refused_row_keeps_all_out(store):
    before = store.version
    with pytest.raises(RowsRefused) as caught:
        bring(store, activities(*ROWS, "4,soon,ana,post", "5,2025-03-14T01:20Z"))
    outcome = caught.value.outcome
    assert (counts(outcome), outcome.snapshot) == ((5, 3, 0, 0, 2), None)
    assert list(outcome.rejects["line"]) == [5, 6]
    assert store.version == before
    assert len(store.snapshots()) == 0
    assert "2 of 5 rows were refused, and nothing was imported" in str(caught.value)
    assert "line 5, occurred_at 'soon': Not a date or time" in str(caught.value)


def test_skipping_takes_the_good_rows_and_hands_back_the_rest(any_store):
    outcome = bring(any_store, activities(*ROWS, "4,soon,ana,post", "5,2025-03-14T01:20Z"), rejects="skip")
    assert counts(outcome) == (5, 3, 0, 0, 2)
    assert outcome.rejects_csv().decode("utf-8-sig").splitlines() == [
        f"{ACTIVITY},#,line,column,value,reason,hint",
        '4,soon,ana,post,4,5,occurred_at,soon,Not a date or time,"' + outcome.rejects["hint"][0] + '"',
        '5,2025-03-14T01:20Z,,,5,6,,"5,2025-03-14T01:20Z",2 cells where the header has 4,"' + outcome.rejects["hint"][1] + '"',
    ]


def test_a_dry_run_tells_what_would_happen_and_keeps_nothing(store):
    bring(store, activities(ROWS[0]))
    version = store.version
    outcome = bring(store, activities(*ROWS, "4,soon,ana,post"), dry_run=True)
    assert (counts(outcome), outcome.snapshot, store.version) == ((4, 2, 0, 1, 1), None, version)


def test_a_second_row_of_one_id_is_refused(any_store):
    outcome = bring(any_store, activities(*ROWS, ROWS[0], "2,2025-03-15T02:20Z,ben,post"), rejects="skip")
    assert counts(outcome) == (5, 3, 0, 0, 2)
    rejects = outcome.rejects[["line", "column", "field", "value", "reason"]]
    assert [tuple(row) for row in rejects.itertuples(index=False)] == [
        (5, "activity_id", "activity_id", "1", "Already used in line 2"),
        (6, "activity_id", "activity_id", "2", "Already used in line 3"),
    ]


def test_a_second_row_of_one_key_of_several_parts_is_refused(store):
    table = raw("date,brand,mentions\n2025-03-14,us,5\n2025-03-14,them,5\n2025-03-14,us,6\n")
    outcome = bring(store, table, kind="mention", rejects="skip")
    assert outcome.rejects["reason"].tolist() == ["Already used in line 2"]
    assert outcome.rejects["value"].tolist() == ["2025-03-14, us"]


def test_a_refused_row_does_not_use_up_its_id(store):
    assert counts(bring(store, activities("1,soon,ana,post", ROWS[0]), rejects="skip")) == (2, 1, 0, 0, 1)


def test_corrected_refused_rows_can_be_imported_with_the_same_mapping(store):
    sets = {"activity_id": "r{#}", "member_id": "{who}", "kind": "post"}
    table = raw("who,date,text,value\n@ana,2025-03-14T01:20Z,=1+1,-5\n@ben,soon,=2+2,+x\n@cid,2025-03-15T01:20Z,'=3,7\n")
    first = bring(store, table, sets=sets, rejects="skip")
    assert counts(first) == (3, 2, 0, 0, 1)
    assert b"'@ben,soon,'=2+2,'+x,2,3,date,soon," in first.rejects_csv()
    corrected = read_table(first.rejects_csv().replace(b"soon", b"2025-03-14T05:20Z"), "rejects.csv")
    again = bring(store, corrected, sets=sets)
    assert counts(again) == (1, 1, 0, 0, 0)
    record = RECORDS["activity"].c
    rows = store.frame(select(record.activity_id, record.member_id, record.text).order_by(record.activity_id))
    assert rows.to_numpy().tolist() == [["r1", "@ana", "=1+1"], ["r2", "@ben", "=2+2"], ["r3", "@cid", "'=3"]]


def test_refused_rows_that_are_refused_again_keep_one_set_of_notes(store):
    once = bring(store, activities("4,soon,ana,post"), rejects="skip").rejects_csv()
    twice = bring(store, read_table(once, "rejects.csv"), rejects="skip").rejects_csv()
    assert once.splitlines()[0] == twice.splitlines()[0]


def test_several_faults_of_a_row_share_its_line_in_the_file(store):
    outcome = bring(store, activities("4,soon,,post"), rejects="skip")
    assert (outcome.rejected, len(outcome.rejects)) == (1, 2)
    lines = outcome.rejects_csv().decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "occurred_at; member_id" in lines[1]


def test_the_mapping_is_saved_for_next_time(store):
    table = activities(*ROWS)
    bring(store, table)
    assert store.saved_mapping("forum", "activity") == mapped(table, KINDS["activity"]).to_json()


@pytest.mark.parametrize("source", ["", "  ", "a:b", "a\nb", "x" * 101])
def test_a_source_name_that_could_be_mistaken_is_refused(store, source):
    with pytest.raises(CommandError, match="source's name"):
        bring(store, activities(*ROWS), source=source)


def test_a_mapping_that_does_not_fit_is_refused_before_anything_is_written(store):
    with pytest.raises(MappingError, match="No column for member_id"):
        bring(store, raw("id,date\n1,2025-03-14\n"))
    assert len(store.snapshots()) == 0


def test_progress_never_falls_back(store):
    told = []
    bring(store, activities(*ROWS), progress=lambda step, share: told.append((step, share)))
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1] == ("Done", 1.0)


cells = st.one_of(
    st.sampled_from(["1", "2", "2025-03-14T01:20Z", "ana", "post", "", '"', '"a', "x\x00", "=1", "3,5"]), st.text(st.characters(codec="utf-8"), max_size=5)
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=5), max_size=6))
def test_every_row_of_any_text_is_accounted_for(store, rows):
    try:
        table = activities(*(",".join(row) for row in rows))
        outcome = bring(store, table, rejects="skip")
    except FileError:  # so many control characters that it is no text, or no rows
        reject()
    assert outcome.new + outcome.changed + outcome.same + outcome.rejected == outcome.read == table.rows
    assert outcome.rejected == outcome.rejects["line"].nunique()
    if outcome.rejected:
        assert read_table(outcome.rejects_csv(), "rejects.csv").rows == outcome.rejected


def test_a_file_without_rows_is_no_snapshot(store):
    nothing = read_table(b"activity_id,occurred_at,member_id,kind\n", "empty.csv")
    with pytest.raises(FileError, match="has no rows"):
        import_table(store, KINDS["activity"], nothing, mapped(nothing, KINDS["activity"]), source="forum", who="tests")
    assert store.snapshots().empty


def test_where_every_row_is_refused_nothing_is_kept(store):
    table = activities("1,,ana,post", "2,,ana,post")
    mapping = mapped(table, KINDS["activity"])
    with pytest.raises(RowsRefused, match="2 of 2 rows were refused, and nothing was imported") as raised:
        import_table(store, KINDS["activity"], table, mapping, source="forum", rejects="skip", who="tests")
    assert "--rejects skip" not in str(raised.value)
    assert (store.snapshots().empty, store.saved_mapping("forum", "activity")) == (True, None)
