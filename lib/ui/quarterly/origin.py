"""Where a number comes from, one click away: its definition, the command that prints it, the records, snapshots and assumptions behind it, and the queries."""

import pandas as pd
import streamlit as st

from lib.report.phrases import origin as whence
from lib.report.phrases import spread
from lib.report.report import Report, Trace
from lib.ui.fault import failed
from lib.ui.literal import literal
from lib.ui.moment import moment
from lib.ui.quarterly.sheet import Sheet
from lib.ui.quarterly.table import table

ROW = 34
MOST_ROWS = 6
LABEL = "Where from"


@st.fragment
def origin(sheet: Sheet, *figures: str) -> None:
    """A button that opens what is behind ``figures``; none where the report says nothing of them. A fragment: opening it leaves the page alone."""
    traces = [trace for trace in sheet.report.traces if trace.figure in figures]
    if traces and st.button(LABEL, icon=":material/manage_search:", type="tertiary", key=f"quarterly.origin.{traces[0].figure}"):
        _open(sheet, traces)


def _open(sheet: Sheet, traces: list[Trace]) -> None:
    @st.dialog("Where this number comes from" if len(traces) == 1 else "Where these numbers come from", width="large", icon=":material/manage_search:")
    def dialog() -> None:
        try:
            for trace in traces:
                _trace(sheet, trace)
        except Exception as error:
            failed(error, title="This could not be opened", rest="The report itself is not affected.", key="quarterly.origin")

    dialog()


def _trace(sheet: Sheet, trace: Trace) -> None:
    report = sheet.report
    st.markdown(f"**{literal(trace.name)}**: {literal(trace.shown)}")
    if trace.note:
        st.caption(literal(trace.note))
    st.markdown(f"Column `{trace.column}` of the metric `{trace.metric}`. On the command line:")
    st.code(trace.command, language="bash", wrap_lines=True)
    if trace.metric in report.definitions:
        st.markdown(report.definitions[trace.metric])
    _inputs(trace)
    _assumptions(report, trace)
    _snapshots(sheet, trace)
    for place, query in enumerate(trace.queries):
        st.markdown(f"**Query{f' {place + 1} of {len(trace.queries)}' if len(trace.queries) > 1 else ''}**")
        st.code(query.sql, language="sql", wrap_lines=True, height=240 if query.sql.count("\n") > 10 or len(query.sql) > 700 else "content")


def _inputs(trace: Trace) -> None:
    if trace.inputs:
        st.markdown("**Records behind it**")
        table(["Kind", "Rows"], [(one.title, f"{one.rows:,}") for one in trace.inputs], numbers=["Rows"], alt="Records behind it")


def _assumptions(report: Report, trace: Trace) -> None:
    used = [one for one in report.worth.assumptions if one.key in trace.assumptions]
    if used:
        st.markdown("**Assumptions**")
        rows = [(one.name, spread(one, report.worth.currency)) for one in used]
        table(["Assumption", "Value"], rows, below=[whence(one) for one in used], alt="Assumptions behind it")


def _snapshots(sheet: Sheet, trace: Trace) -> None:
    used = [one for one in sheet.report.snapshots if one.snapshot_id in trace.snapshots]
    if not used:
        return
    st.markdown("**Snapshots that brought them**")
    frame = pd.DataFrame(
        [(one.snapshot_id, one.kind, one.source, one.file_name, moment(one.imported_at, sheet.view.settings), one.imported_by, one.rows) for one in used],
        columns=["No.", "Kind", "Source", "File", "Brought in", "By", "Rows"],
    )
    st.dataframe(
        frame,
        hide_index=True,
        row_height=ROW,
        height=ROW * (min(MOST_ROWS, len(frame)) + 1) + 2,
        placeholder="—",
        column_config={"Rows": st.column_config.NumberColumn(format="localized")},
        alt=f"Snapshots behind {trace.name}",
        key=f"quarterly.snapshots.{trace.figure}",
    )
