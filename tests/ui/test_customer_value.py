"""What is said of customers' value: amounts in dollars are no formula."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from lib.scope import ALL_TIME
from lib.settings import Settings
from lib.ui import customer_value


def test_two_amounts_in_dollars_are_no_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pd.DataFrame({"group": ["any_member", "non_member"], "mean": [900.0, 600.0], "difference_low": [120.0, None], "difference_high": [480.0, None]})
    monkeypatch.setattr(customer_value, "_values", lambda view: rows)
    view: Any = SimpleNamespace(settings=Settings.of({"currency": "USD"}), scope=ALL_TIME)
    assert customer_value._said(view) == r"All members less the others: \$120 to \$480 (95%)."
    assert customer_value.per_member(view).value == "$900"
