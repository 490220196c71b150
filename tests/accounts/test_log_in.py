from app.accounts.models import Role
from tests.factories import PASSWORD


def test_somebody_with_the_right_password_comes_in(make, visitor):
    make.account(Role.STAFF, username="siti", password=PASSWORD)

    answer = visitor.post("/masuk", data={"username": "Siti", "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/")


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(make, visitor):
    make.account(Role.STAFF, username="siti", password=PASSWORD)

    wrong = visitor.post("/masuk", data={"username": "siti", "password": "salah"})
    unknown = visitor.post("/masuk", data={"username": "tidakada", "password": "salah"})

    assert wrong.status_code == unknown.status_code == 422
    for page in (wrong, unknown):
        assert "Nama pengguna atau kata sandi tidak cocok." in page.text
