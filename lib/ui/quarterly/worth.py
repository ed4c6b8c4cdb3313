"""What the programme was worth: the range against its cost, what was assumed, and what moves it most."""

import pandas as pd
import streamlit as st

from lib.charts.picture import Picture
from lib.charts.tornado import tornado
from lib.charts.value_range import value_range
from lib.report.estimates import estimates
from lib.report.phrases import CASE_NAMES, amount
from lib.report.phrases import origin as whence
from lib.report.report import Worth
from lib.ui.drawing import draw, show
from lib.ui.literal import literal
from lib.ui.quarterly.card import card
from lib.ui.quarterly.origin import origin
from lib.ui.quarterly.sheet import Sheet
from lib.ui.quarterly.table import table
from lib.wording import UNKNOWN, count, known

CASES = tuple(CASE_NAMES.values())
ASSUMPTIONS = "pages/data/assumptions.py"


def worth(sheet: Sheet) -> None:
    """The range, the sentence, the return; observed and estimated apart. Where there can be no money: what to enter."""
    found = sheet.report.worth
    with card("What the programme was worth", _about(found), key="worth"):
        if found.missing:
            st.markdown(f":material/info: {literal(found.missing)}")
            if sheet.view.analyst:
                st.page_link(ASSUMPTIONS, label="Enter it under Assumptions", icon=":material/edit:", width="content")
        else:
            _range(found)
        if found.sentence:
            st.markdown(f"**{literal(found.sentence)}**")
        if not found.missing:
            _cases(found)
        _observed(found)
        origin(sheet, "worth", "value", "net", "roi", "deflection")


def assumptions(sheet: Sheet) -> None:
    """Every assumption with its three cases, where it comes from, and who stated it when."""
    found = sheet.report.worth
    solved = count(found.self_solved)
    rows: list[tuple[str, ...]] = [("Questions solved by members", solved, solved, solved)]
    rows += [(one.name, *(amount(value, one.unit, found.currency) for value in (one.low, one.base, one.high))) for one in found.assumptions]
    with card("What we assumed", "What the value rests on: counted here, or stated by somebody", key="assumptions"):
        table(["Assumption", *CASES], rows, numbers=CASES, alt="Assumptions in their three cases")
        told = [("Questions solved by members", "counted"), *((one.name, whence(one)) for one in found.assumptions)]
        st.caption("  \n".join(f"**{literal(name)}**: {literal(said)}" for name, said in told))


def sensitivity(sheet: Sheet) -> None:
    """Which assumption moves the result most, and where each would break even; a click away. Nothing where there is no money."""
    found = sheet.report.worth
    base = found.case("base").net
    if found.missing or base is None or not found.swings:
        return
    with st.expander("What moves it most, and where it breaks even", icon=":material/tune:", key="quarterly.sensitivity"):
        frame = pd.DataFrame(
            [
                {
                    "name": swing.name,
                    "at_low": amount(swing.low, swing.unit, found.currency),
                    "at_high": amount(swing.high, swing.unit, found.currency),
                    "net_low": swing.net_low,
                    "net_high": swing.net_high,
                }
                for swing in found.swings
            ]
        )
        st.caption("Value less cost where one assumption alone moves, all others at base")
        show(draw(tornado, frame, base, found.currency), "quarterly.tornado")
        st.caption(" · ".join(f"{literal(swing.name)}: {literal(swing.by)}" for swing in found.swings))
        rows = [(one.name, amount(one.value, one.unit, found.currency)) for one in found.break_even]
        below = [one.missing for one in found.break_even]
        table(["Assumption", "Breaks even at"], rows, numbers=["Breaks even at"], below=below, alt="The value of each assumption at which nothing is left")


def _about(found: Worth) -> str:
    if found.missing:
        return "Tickets that did not arise because members solved a question"
    less = "" if found.case("base").net is None else ", less what the programme cost"
    return f"Value of tickets that did not arise{less}, in the quarter. Low and high move every assumption to its cautious and its hopeful end"


def _range(found: Worth) -> None:
    net = [found.case(name).net for name in CASE_NAMES]
    against_cost = all(known(amount) for amount in net)
    amounts = net if against_cost else [found.case(name).value for name in CASE_NAMES]
    drawn = draw(value_range, *amounts, found.currency) if against_cost else draw(_value_alone, *amounts, found.currency)
    show(drawn, "quarterly.value_range")


def _value_alone(low: float | None, base: float | None, high: float | None, currency: str) -> Picture:
    return value_range(low, base, high, currency, against_cost=False)


def _cases(found: Worth) -> None:
    """Value, cost, what is left and the return, case by case."""
    rows = [(line.name, *line.said) for line in estimates(found) if line.key not in ("deflected_tickets", "conversions")]
    table(["", *CASES], rows, numbers=CASES, alt="Value, cost, what is left and the return, in three cases")


def _observed(found: Worth) -> None:
    """What was counted, and what is estimated from it; where there is no money, the sentence above says the estimate."""
    solved = f"members solved {count(found.self_solved)} questions without staff" if found.self_solved is not None else "what members solved is not known"
    tickets = [count(found.case(name).deflected_tickets) for name in CASE_NAMES]
    estimated = (
        f"**Estimated**: {tickets[1]} of them would have become tickets ({tickets[0]} to {tickets[2]})." if tickets[1] != UNKNOWN and not found.missing else ""
    )
    st.caption(f"**Observed**: {solved}. {estimated}".rstrip())
