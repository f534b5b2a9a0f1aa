"""What somebody sees when something goes wrong: a sentence, a way back, and the number that stands in the log."""

import logging

import pytest
from django.test import Client

from chibo.home import views
from tests.cast import NOW


@pytest.fixture(autouse=True)
def _clock(moved_clock):
    moved_clock(NOW)


@pytest.fixture
def visitor(cast):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(cast.member)
    return client


def number_in(answer):
    number = answer["X-Request-Number"]
    assert len(number) == 8
    return f'<b class="number">{number}</b>'


def test_a_failure_shows_the_number_of_the_log_and_no_trace(visitor, monkeypatch, caplog):
    def fail(*_):
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(views, "inbox", fail)
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/inbox/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert number_in(answer) in text
    assert "Chương trình gặp lỗi, chưa làm xong việc này" in text
    assert "ZeroDivisionError" not in text
    assert "secret words" not in text
    assert "ZeroDivisionError" in caplog.text


def test_a_failure_is_shown_even_without_a_database(visitor, django_assert_num_queries):
    from chibo.core.views import server_error  # noqa: PLC0415 - Django is ready only now

    request = visitor.get("/login/").wsgi_request
    with django_assert_num_queries(0):
        assert server_error(request).status_code == 500


def test_a_page_that_is_not_there_says_so_with_a_way_back(visitor):
    answer = visitor.get("/khong-co/")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in text
    assert 'href="/">Về trang chính' in text
    assert number_in(answer) in text


def test_a_refusal_says_who_may(visitor):
    answer = visitor.get("/topics/new/")
    assert answer.status_code == 403
    assert "Việc này dành cho bí thư, phó bí thư, chi ủy viên." in answer.content.decode()


def test_a_page_opened_too_long_ago_is_told_apart(visitor):
    answer = visitor.post("/inbox/1/open/")
    assert answer.status_code == 403
    assert "Trang này mở đã lâu, chưa gửi được" in answer.content.decode()
    assert "Chưa có gì được lưu." in answer.content.decode()


def test_a_request_that_cannot_be_read_is_answered_in_words(visitor):
    answer = visitor.get("/", headers={"host": "somewhere.else"})
    assert answer.status_code == 400
    assert "Yêu cầu này không đọc được" in answer.content.decode()


def test_whoever_has_not_signed_in_finds_no_page_either(db, cast):
    answer = Client().get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()
