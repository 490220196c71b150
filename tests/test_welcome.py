"""What the one who starts Balai reads."""

from app.welcome import words


def test_phones_beside_us_come_with_advice_for_a_hall_without_internet(app):
    app.config["BASE_URL"] = "http://192.168.1.20:8000"

    told = words(app, "127.0.0.1", 8000)

    assert "Phones beside us  http://192.168.1.20:8000" in told
    assert "A hall without internet" in told
    assert "(now http://192.168.1.20:8000)" in told


def test_where_no_phone_can_come_there_is_no_such_advice(app):
    app.config["BASE_URL"] = "http://localhost:8000"

    assert "without internet" not in words(app, "127.0.0.1", 8000)
