"""Share of voice: every brand in every period."""

from datetime import date

from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import Record, put
from tests.metrics.tables import assert_rows, rows

share_of_voice = find("share_of_voice")


def mention(day: date, brand: str, mentions: int, medium: str | None = None) -> Record:
    return {"day": day, "brand": brand, "mentions": mentions, "medium": medium}


def test_every_brand_has_a_row_in_every_period(any_store: Store) -> None:
    put(
        any_store,
        "mention",
        mention(date(2026, 1, 1), "ours", 3, "news"),
        mention(date(2026, 1, 31), "ours", 1, "video"),
        mention(date(2026, 1, 9), "Rival", 12),
        mention(date(2026, 3, 2), "Zeta", 0),
    )
    january, february, march = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
    assert_rows(
        share_of_voice(any_store, ALL_TIME),
        [
            {"period_start": january, "brand": "Rival", "mentions": 12, "share": 0.75, "complete": True},
            {"period_start": january, "brand": "Zeta", "mentions": 0, "share": 0.0, "complete": True},
            {"period_start": january, "brand": "ours", "mentions": 4, "share": 0.25, "complete": True},
            *({"period_start": february, "brand": brand, "mentions": 0, "share": None, "complete": True} for brand in ("Rival", "Zeta", "ours")),
            *({"period_start": march, "brand": brand, "mentions": 0, "share": None, "complete": False} for brand in ("Rival", "Zeta", "ours")),
        ],
    )


def test_outside_the_data_brands_are_named_and_nothing_is_known(store: Store) -> None:
    put(store, "mention", mention(date(2026, 2, 1), "Ours", 3))
    found = rows(share_of_voice(store, Scope(date(2026, 1, 5), date(2026, 2, 3), Grain.MONTH)))
    assert [(row["brand"], row["mentions"], row["share"], row["complete"]) for row in found] == [("Ours", None, None, False), ("Ours", 3, 1.0, True)]


def test_two_sources_of_one_brand_are_summed(store: Store) -> None:
    put(store, "mention", mention(date(2026, 2, 1), "Ours", 3), source="press")
    put(store, "mention", mention(date(2026, 2, 1), "Ours", 4), mention(date(2026, 2, 1), "Rival", 7), source="social")
    assert [(row["brand"], row["mentions"]) for row in rows(share_of_voice(store, Scope(by=Grain.DAY)))[:2]] == [("Ours", 7), ("Rival", 7)]
