"""What the demo community's owners decided: how it counts, what its value rests on, and what it aims for. As invented as the rest."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.demo.story import ZONE
from lib.settings import Settings
from lib.store import Store
from lib.store.setting_changes import stated

LANGUAGES = "en, pl"
TOPICS = "lost work, security, pl:błąd danych"
INVENTED = "invented with the demo community"


@dataclass(frozen=True)
class Decision:
    """Settings that are decided together. ``goes``: it is undone when the community is removed, so that nothing invented is left in a figure."""

    values: Mapping[str, str]
    source: str | None = None
    reason: str | None = None
    goes: bool = True


DECISIONS = (
    Decision({"zone": ZONE}, goes=False),
    Decision({"languages": LANGUAGES}, goes=False),
    Decision({"trigger_topics": TOPICS}, goes=False),
    Decision(
        {"deflection_share_low": "0.22", "deflection_share_base": "0.31", "deflection_share_high": "0.39"},
        "Survey below solved threads, 212 answers",
        f"Share who would else have written to support, with its interval; {INVENTED}",
    ),
    Decision({"cost_per_ticket": "85"}, "Finance, June 2026", f"Support's salaries and tools over its tickets; {INVENTED}"),
    Decision(
        {"target_monthly_active": "250", "target_self_solved": "0.12", "target_nps": "30", "target_tickets_per_1000_customers": "425"},
        "Plan for 2026",
        f"Goals of the quarter; {INVENTED}",
    ),
)


def decide(store: Store, who: str) -> None:
    """Each decision whose settings are as they came; money only where the community's currency is that of the demo."""
    for decision in DECISIONS:
        came, now = Settings().shown, store.settings.shown
        in_euros = now["currency"] == came["currency"] or "cost_per_ticket" not in decision.values
        if in_euros and all(now[key] == came[key] for key in decision.values):
            store.set_settings(decision.values, who, source=decision.source, reason=decision.reason)


def undecide(store: Store, who: str) -> None:
    """Settings that nobody has stated since become what they were before."""
    came = Settings().shown
    for decision in DECISIONS:
        said = stated(store, decision.values) if decision.goes else {}
        ours = {key: came[key] for key, last in said.items() if (last.source, last.reason) == (decision.source, decision.reason)}
        if ours:
            store.set_settings(ours, who, reason="The demo community was removed")
