"""A deed that may be refused, and the three ways a page goes on."""

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse

from chibo.core import answers
from chibo.core.answers import Attempt, answer_form
from chibo.core.pdf import PdfUnavailable
from chibo.core.screens import Screen
from chibo.rules.refusal import Refusal, RuleRefused


class NameForm(forms.Form):
    name = forms.CharField()


def words(refused):
    return [f"Không được: {refused.code}.", *refused.missing]


def refuse():
    raise RuleRefused(Refusal.IN_USE, ("Thiếu tên.",))


def tried_with(error=None):
    with Attempt(words) as tried:
        if error:
            raise error
    return tried


def told(request):
    return [(message.level_tag, message.message) for message in messages.get_messages(request)]


@pytest.fixture
def post(rf):
    request = rf.post("/", {"name": "Hoa"})
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


@pytest.fixture
def rendered(monkeypatch):
    """What was rendered instead of a template."""
    seen = []

    def show(_request, screen, *, status=200):
        seen.append(screen)
        return HttpResponse(status=status)

    monkeypatch.setattr(answers, "show", show)
    return seen


@pytest.mark.parametrize(
    ("error", "code", "sentences", "status"),
    [
        (None, None, [], 200),
        (RuleRefused(Refusal.IN_USE, ("Thiếu tên.",)), "in_use", ["Không được: in_use.", "Thiếu tên."], 409),
        (PdfUnavailable("Thiếu phông chữ."), None, ["Thiếu phông chữ."], 503),
    ],
)
def test_what_became_of_a_deed(error, code, sentences, status):
    tried = tried_with(error)
    assert (tried.failed, tried.code, tried.sentences, tried.status) == (error is not None, code, sentences, status)
    assert tried.refused is (error if isinstance(error, RuleRefused) else None)


def test_any_other_error_goes_on():
    with pytest.raises(KeyError), Attempt(words):
        raise KeyError


def test_what_was_not_tried_reads_as_done():
    tried = Attempt(words)
    assert (tried.failed, tried.sentences, tried.status) == (False, [], 200)


def test_the_next_page_is_told(post):
    tried_with().tell(post)
    tried_with().tell(post, "Đã ghi.")
    tried_with(RuleRefused(Refusal.IN_USE)).tell(post, "Đã ghi.")
    tried_with(RuleRefused(Refusal.IN_USE, ("Thiếu.",))).tell(post, level=messages.INFO)
    assert told(post) == [
        ("success", "Đã ghi."),
        ("error", "Không được: in_use."),
        ("info", "Không được: in_use. Thiếu."),
    ]


def test_a_form_shows_itself_first(rf, rendered):
    screen, form = Screen(), NameForm()
    answer = answer_form(rf.get("/"), screen, form, refuse, words=words)
    assert (answer.status_code, rendered) == (200, [screen])


def test_a_wrong_form_comes_back_without_the_deed(post, rendered):
    answer = answer_form(post, Screen(), NameForm({}), refuse, words=words)
    assert (answer.status_code, len(rendered)) == (422, 1)


def test_a_deed_leads_on(post):
    answer = answer_form(post, Screen(), NameForm(post.POST), lambda: "/done/", words=words)
    assert (answer.status_code, answer["Location"]) == (302, "/done/")
    page = HttpResponse("mật khẩu")
    assert answer_form(post, Screen(), NameForm(post.POST), lambda: page, words=words) is page


@pytest.mark.parametrize("field", [None, "name"])
def test_a_refused_form_comes_back_with_the_sentences(post, rendered, field):
    form = NameForm(post.POST)
    answer = answer_form(post, Screen(), form, refuse, words=words, field=field)
    assert answer.status_code == 409
    assert form.errors == {field or "__all__": ["Không được: in_use.", "Thiếu tên."]}
    assert form.data["name"] == "Hoa"
