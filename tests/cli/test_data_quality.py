"""``doctor`` names what the checks of the data want somebody to act on."""

from lib.cli.data_quality import data_quality
from lib.store import Store
from tests.factories import comment, post, put


def test_an_empty_store_has_no_quality(store: Store) -> None:
    assert list(data_quality(store)) == []


def test_what_is_to_be_acted_on_has_a_line_each(store: Store) -> None:
    put(store, "activity", *(post("ana", 1.1 * hour) for hour in range(12)), *(comment("ben", 0, f"gone{number}") for number in range(5)))
    found = list(data_quality(store))
    assert {line.check for line in found} == {"data quality: sources without staff", "data quality: threads without their opening post"}
    assert {line.state for line in found} == {"note"}
    assert all(line.hint for line in found)


def test_where_nothing_is_it_says_what_there_is_to_look_at(store: Store) -> None:
    put(store, "activity", post())
    assert [(line.check, line.state) for line in data_quality(store)] == [("data quality", "works")]
