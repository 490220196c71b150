import pytest

pytestmark = pytest.mark.browser


def test_the_log_in_page_fits_a_phone(phone):
    page = phone.new_page()

    page.goto("/masuk")

    assert page.locator("h1").inner_text() == "Masuk"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
