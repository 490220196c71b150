from urllib.parse import parse_qs

import pytest

pytestmark = pytest.mark.browser


def test_the_preview_follows_what_is_typed_without_saving_it(make, pc, log_in_there, reload):
    office = make.office(name="Dinas Lama")
    log_in_there(pc, make.account())
    page = pc.new_page()
    sent = []

    def answer(route):
        sent.append(parse_qs(route.request.post_data))
        name = sent[-1]["name"][0]
        route.fulfill(
            content_type="text/html",
            body=f'<figure id="pratinjau"><figcaption>{name}</figcaption></figure>',
        )

    page.route("**/pengaturan/kop/pratinjau", answer)
    page.goto("/pengaturan/kop")
    page.get_by_text("Dinas Lama").wait_for()
    page.get_by_label("Nama perangkat daerah").press("End")
    page.get_by_label("Nama perangkat daerah").press_sequentially(" dan Baru")
    page.locator("figcaption", has_text="Dinas Lama dan Baru").wait_for()

    assert len(sent) == 2
    assert sent[-1]["paper"] == ["A4"]
    assert sent[-1]["margin_left"] == ["30"]
    assert reload(office).name == "Dinas Lama"
    assert page.url.endswith("/pengaturan/kop")


def test_the_settings_fit_a_phone(make, phone, log_in_there):
    make.office()
    make.official(position="Kepala Dinas Ketenagakerjaan, Koperasi dan UMKM")
    log_in_there(phone, make.account())
    page = phone.new_page()
    page.route("**/pengaturan/kop/pratinjau", lambda route: route.fulfill(status=204))

    for address in ("/pengaturan/kop", "/pengaturan/pejabat", "/pengaturan/pejabat/baru"):
        page.goto(address)

        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
