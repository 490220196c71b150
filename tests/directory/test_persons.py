"""/direktori/orang: the list, one person, and everything one can do with them."""

from __future__ import annotations

import re

import pytest

from app.accounts.models import Role
from app.audit import AuditEntry
from app.directory.models import Person, Post, Region
from app.extensions import db
from tests.browser import HTMX

NIP = "196804111993031009"


@pytest.fixture
def perwira(make):
    return make.village(make.district("Tanjungbalai Selatan", code="12.74.01"), "Perwira")


def filled(region=None, **values):
    """What the form sends for a kepling."""
    own = {"name": "Budi", "post": "kepling", "region_id": region.id if region else "0"}
    return own | values


def test_the_list_is_filtered_by_post_kecamatan_and_state(make, staff, perwira):
    make.person(perwira, name="Ani")
    make.person(make.neighbourhood(perwira, 1), name="Budi")
    make.person(make.neighbourhood(perwira, 2), name="Cici", is_active=False)
    make.person(make.district("Lain", code="12.74.011"), name="Dedi")

    def found(**values):
        page = staff.get("/direktori/orang", query_string=values).text
        return [name for name in ("Ani", "Budi", "Cici", "Dedi") if f">{name}<" in page]

    assert found() == ["Ani", "Budi", "Dedi"]
    assert found(status="semua") == ["Ani", "Budi", "Cici", "Dedi"]
    assert found(status="nonaktif") == ["Cici"]
    assert found(jabatan="kepling") == ["Budi"]
    assert found(kecamatan="12.74.01") == ["Ani", "Budi"]
    assert found(q="bud") == ["Budi"]
    assert found(q="100%") == []


def test_htmx_gets_the_found_persons_alone(make, staff):
    make.person(name="Budi")

    answer = staff.get("/direktori/orang?q=budi", headers=HTMX)

    assert answer.text.startswith('<div id="found">')


@pytest.mark.parametrize("query", ["jabatan=raja", "status=apa"])
def test_a_filter_that_does_not_exist_is_not_found(staff, query):
    assert staff.get(f"/direktori/orang?{query}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30])
def test_an_odd_page_number_shows_a_page(make, staff, page):
    make.person(name="Budi")

    assert "Budi" in staff.get(f"/direktori/orang?halaman={page}").text


def test_long_lists_have_pages(app, make, staff, perwira):
    with app.app_context():
        people = [
            Person(name=f"Orang {n:03d}", post=Post.OTHER, position="Staf", region_id=perwira.id)
            for n in range(60)
        ]
        db.session.add_all(people)
        db.session.commit()

    page = staff.get("/direktori/orang?halaman=2&jabatan=lain").text

    assert "Orang 050" in page
    assert "Orang 049" not in page
    assert "halaman 2 dari 2" in page
    assert "jabatan=lain&amp;status=aktif&amp;halaman=1" in page


@pytest.mark.parametrize("people", [1, 5])
def test_the_number_of_queries_does_not_grow(make, log_in, queries, people):
    browser = log_in(make.account())
    for _ in range(people):
        make.person()
    queries.clear()

    browser.get("/direktori/orang")

    assert len(queries) == 4, queries


def test_lists_that_begin_with_a_choice_are_not_called_required(staff, perwira):
    page = staff.get("/direktori/orang/baru").text

    lists = re.findall(r"<select[^>]*>", page)
    assert lists
    assert not [tag for tag in lists if "required" in tag]


def test_a_person_is_registered_as_typed(make, staff, rows, perwira):
    second = make.neighbourhood(perwira, 2)

    answer = staff.post(
        "/direktori/orang/baru",
        data=filled(
            second,
            name="  ahmad   YANI ",
            front_titles="Drs. H.",
            back_titles="M.Si.",
            phone="0812 3456 7890",
            nip="19680411 199303 1 009",
            sex="L",
            position="diabaikan",
        ),
    )

    person = rows(Person)[0]
    assert answer.status_code == 303
    assert person.full_name == "Drs. H. ahmad YANI, M.Si."
    assert (person.phone, person.nip, person.sex) == ("+6281234567890", NIP, "L")
    assert (person.post, person.position, person.region_id) == (
        Post.NEIGHBOURHOOD_HEAD, "", second.id,
    )  # fmt: skip


def test_an_address_of_e_mail_is_kept_and_shown(make, staff, rows, perwira):
    data = filled(make.neighbourhood(perwira, 2), email=" budi.contoh+dinas@contoh.go.id ")

    answer = staff.post("/direktori/orang/baru", data=data)

    assert rows(Person)[0].email == "budi.contoh+dinas@contoh.go.id"
    assert "budi.contoh+dinas@contoh.go.id" in staff.get(answer.location).text


def test_a_person_of_another_post_may_have_no_region(staff, rows):
    staff.post("/direktori/orang/baru", data=filled(post="lain", position="Ketua Forum"))

    person = rows(Person)[0]
    assert (person.position_label, person.region_id, person.phone) == ("Ketua Forum", None, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "Kolom ini wajib diisi."),
        ({"name": "12"}, "Tulis nama orangnya."),
        ({"name": "x" * 121}, "Paling banyak 120 huruf."),
        ({"post": "lain"}, "Tulis sebutan jabatannya"),
        ({"post": "raja"}, "Pilih jabatan dari daftar."),
        ({"post": "camat"}, "Pilih kecamatan yang dipimpin."),
        ({"post": "lurah"}, "Pilih kelurahan yang dipimpin."),
        ({"region_id": "0"}, "Pilih lingkungan yang dipimpin."),
        ({"region_id": "999"}, "Pilih wilayah dari daftar."),
        ({"region_id": "x"}, "Pilih wilayah dari daftar."),
        ({"region_id": "9" * 5000}, "Pilih wilayah dari daftar."),
        ({"phone": "12"}, "Nomor ini belum benar."),
        ({"email": "budi"}, "Alamat ini belum benar."),
        ({"email": "budi@contoh"}, "Alamat ini belum benar."),
        ({"email": "budi@contoh.go.id, ani@contoh.go.id"}, "Alamat ini belum benar."),
        ({"email": "a@b.id>\r\nBcc: x@y.id"}, "Alamat ini belum benar."),
        ({"nip": "123"}, "NIP terdiri dari 18 angka."),
        ({"sex": "Z"}, "Pilih L atau P."),
    ],
)
def test_wrong_input_comes_back_with_what_was_typed(make, staff, rows, perwira, change, words):
    data = filled(make.neighbourhood(perwira, 2), front_titles="Hj.") | change

    answer = staff.post("/direktori/orang/baru", data=data)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Hj."' in answer.text
    assert rows(Person) == []


def test_a_nip_belongs_to_one_person(make, staff, rows, perwira):
    make.person(perwira, name="Siti", nip=NIP)

    answer = staff.post("/direktori/orang/baru", data=filled(post="lain", position="Staf", nip=NIP))

    assert "NIP ini sudah tercatat untuk Siti." in answer.text
    assert len(rows(Person)) == 1


def test_a_retired_lingkungan_is_not_offered(make, staff, perwira):
    second = make.neighbourhood(perwira, 2)
    staff.post(f"/direktori/wilayah/{second.id}/nonaktifkan")

    answer = staff.post("/direktori/orang/baru", data=filled(second))

    assert "Pilih wilayah dari daftar." in answer.text


def test_the_form_begins_with_the_region_one_came_from(make, staff, perwira):
    page = staff.get(f"/direktori/orang/baru?wilayah={perwira.id}").text

    assert f'<option selected value="{perwira.id}">Perwira</option>' in page
    assert '<option selected value="lurah">' in page


def test_a_second_holder_of_a_post_is_warned_of_first(make, staff, rows, perwira):
    region = make.neighbourhood(perwira, 2)
    make.person(region, name="Ani")

    answer = staff.post("/direktori/orang/baru", data=filled(region))

    assert answer.status_code == 422
    assert "sudah dijabat oleh" in answer.text
    assert "nonaktifkan dulu bila sudah diganti" in answer.text
    assert [person.name for person in rows(Person)] == ["Ani"]


def test_and_then_allowed_with_the_predecessor_kept(make, staff, reload, rows, perwira):
    ani = make.person(make.neighbourhood(perwira, 2), name="Ani")

    data = filled(Region(id=ani.region_id), seen=str(ani.id))
    answer = staff.post("/direktori/orang/baru", data=data)

    assert answer.status_code == 303
    assert reload(ani).is_active
    assert len(rows(Person)) == 2


def test_or_with_the_predecessor_going_in_the_same_step(make, staff, reload, rows, perwira):
    ani = make.person(make.neighbourhood(perwira, 2), name="Ani")

    data = filled(Region(id=ani.region_id), seen=str(ani.id), replace="y")
    staff.post("/direktori/orang/baru", data=data)

    assert not reload(ani).is_active
    assert len(rows(Person)) == 2


def test_another_predecessor_than_the_one_shown_is_shown_again(make, staff, reload, perwira):
    ani = make.person(make.neighbourhood(perwira, 2), name="Ani")

    data = filled(Region(id=ani.region_id), seen="999", replace="y")
    answer = staff.post("/direktori/orang/baru", data=data)

    assert answer.status_code == 422
    assert f'value="{ani.id}"' in answer.text
    assert reload(ani).is_active


def test_a_person_is_corrected(make, staff, reload, perwira):
    budi = make.person(
        make.neighbourhood(perwira, 2), name="Budi", phone="+6281234567890", nip=NIP, sex="L"
    )
    page = staff.get(f"/direktori/orang/{budi.id}/ubah").text

    answer = staff.post(
        f"/direktori/orang/{budi.id}/ubah",
        data=filled(Region(id=budi.region_id), name="Budi Lubis", nip=NIP, phone="", sex=""),
    )

    assert 'value="0812-3456-7890"' in page
    assert 'value="19680411 199303 1 009"' in page
    assert answer.status_code == 303
    after = reload(budi)
    assert (after.name, after.folded) == ("Budi Lubis", "budi lubis")
    assert (after.phone, after.sex, after.nip) == (None, None, NIP)


def test_correcting_one_of_two_holders_warns_nobody(make, staff, perwira):
    region = make.neighbourhood(perwira, 2)
    make.person(region, name="Ani")
    budi = make.person(region, name="Budi")

    answer = staff.post(f"/direktori/orang/{budi.id}/ubah", data=filled(region, name="Budi L"))

    assert answer.status_code == 303


def test_who_leaves_is_inactive_and_can_come_back(make, staff, reload, perwira):
    budi = make.person(perwira, name="Budi")

    staff.post(f"/direktori/orang/{budi.id}/nonaktifkan")
    gone = reload(budi)
    staff.post(f"/direktori/orang/{budi.id}/aktifkan")

    assert not gone.is_active
    assert reload(budi).is_active


def test_every_change_of_a_person_is_recorded_without_saying_what(
    make, staff, reload, rows, perwira
):
    second = make.neighbourhood(perwira, 2)
    ani = make.person(second, name="Ani")

    form = filled(second, name="Budi", phone="0812-3456-7890", replace="y", seen=str(ani.id))
    staff.post("/direktori/orang/baru", data=form)
    budi = rows(Person)[-1]
    staff.post(f"/direktori/orang/{budi.id}/ubah", data=filled(second, name="Budi S.", phone=""))
    staff.post(f"/direktori/orang/{ani.id}/aktifkan")

    entries = rows(AuditEntry)
    assert [(entry.action, entry.subject) for entry in entries] == [
        ("person.create", f"person {budi.id}"),
        ("person.leave", f"person {ani.id}"),
        ("person.change", f"person {budi.id}"),
        ("person.return", f"person {ani.id}"),
    ]
    assert entries[1].detail == {"successor": budi.id}
    assert entries[2].detail == {"fields": ["name", "folded", "phone"]}


def test_coming_back_to_a_post_that_is_taken_is_said(make, staff, perwira):
    budi = make.person(perwira, name="Budi", is_active=False)
    make.person(perwira, name="Ani")

    staff.post(f"/direktori/orang/{budi.id}/aktifkan")

    page = staff.get(f"/direktori/orang/{budi.id}").text
    assert "Jabatan ini juga dipegang Ani; nonaktifkan bila sudah diganti." in page


def test_nobody_comes_back_into_a_retired_lingkungan(make, staff, reload, perwira):
    budi = make.person(make.neighbourhood(perwira, 2), is_active=False)
    staff.post(f"/direktori/wilayah/{budi.region_id}/nonaktifkan")

    answer = staff.post(f"/direktori/orang/{budi.id}/aktifkan")

    assert answer.location == f"/direktori/orang/{budi.id}/ubah"
    assert not reload(budi).is_active


def test_pimpinan_reads_persons_only(make, log_in, reload, perwira):
    budi = make.person(perwira, name="Budi")
    browser = log_in(make.account(Role.LEAD))

    page = browser.get(f"/direktori/orang/{budi.id}")

    assert "Budi" in page.text
    assert "Ubah" not in page.text
    assert browser.get("/direktori/orang").status_code == 200
    assert browser.get("/direktori/orang/baru").status_code == 403
    for verb in ("ubah", "nonaktifkan", "aktifkan"):
        assert browser.post(f"/direktori/orang/{budi.id}/{verb}").status_code == 403
    assert reload(budi).is_active


def test_a_visitor_is_asked_to_log_in(visitor):
    answer = visitor.get("/direktori/orang")

    assert answer.location == "/masuk?next=/direktori/orang"


def test_sample_persons_and_lingkungan_say_that_they_are_none_of_the_offices(app, make, staff):
    real = make.person(name="Ani")
    sample = make.person(name="Budi", is_demo=True)
    with app.app_context():
        db.session.get_one(Region, sample.region_id).is_demo = True
        db.session.commit()

    def says(path):
        return "Data contoh" in staff.get(f"/direktori/{path}").text

    assert says(f"orang/{sample.id}")
    assert says("orang")
    assert says(f"wilayah/{sample.region_id}")
    assert not says(f"orang/{real.id}")
    assert not says(f"wilayah/{real.region_id}")
