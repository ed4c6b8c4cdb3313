"""Labelling posts with nothing but the keyboard, and a week's posts by a click in the chart."""

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Page = Any


def post(page: Page, number: int) -> str:
    """Waits for the post of that number and for the buttons that listen to the keys; gives its text."""
    page.get_by_role("heading", name=f"Post {number} of 100").wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.get_by_role("button", name="Can't tell").wait_for()
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    return str(page.get_by_test_id("stText").inner_text())


def test_posts_are_labelled_by_keys_and_the_next_visit_goes_on(served: str, page: Page, another_page: Page) -> None:
    page.goto(f"{served}/label_posts")
    seen = [post(page, 1)]
    for number, key in enumerate("1234", start=2):
        page.keyboard.press(key)
        seen.append(post(page, number))
    page.keyboard.press("u")
    assert post(page, 4) == seen[3]
    for _ in range(3):  # pressed in haste: only the post that is seen is labelled
        page.keyboard.press("2")
    assert post(page, 5) == seen[4]
    assert page.get_by_test_id("stMetric").count() == 0  # nothing says what the scorer thinks

    another_page.goto(f"{served}/label_posts")
    assert post(another_page, 5) == seen[4]
    assert another_page.get_by_role("button", name="Undo").is_disabled()


def test_a_click_on_a_week_lists_its_posts(served: str, page: Page) -> None:
    page.goto(f"{served}/sentiment")
    page.get_by_role("heading", name="Posts behind it").wait_for()
    chosen = page.get_by_role("combobox", name="Period").nth(1)
    chosen.wait_for()
    before = chosen.input_value()
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.locator("svg, canvas").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    for share in (0.3, 0.5, 0.7):  # the first click may come before the chart listens
        box = chart.bounding_box()
        page.mouse.click(box["x"] + share * box["width"], box["y"] + 0.5 * box["height"])
        page.wait_for_timeout(1500)
        if chosen.input_value() != before:
            break
    assert chosen.input_value() != before
    assert re.fullmatch(r"Week of \d+ \w{3} \d{4}", chosen.input_value())
