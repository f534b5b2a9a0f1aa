import pytest

from chibo.core import pdf, store
from chibo.demo.load import load
from chibo.demo.press import press
from meetings.ground.facts import load_record
from meetings.minutes.documents import minutes_paper, minutes_pdf
from meetings.models import Meeting, Minutes
from tests.cast import NOW


@pytest.mark.django_db
def test_minutes_made_ahead_are_the_very_same_bytes():
    load(now=NOW, password="Trinh-dien-Kien-Thuy", cells=1, months=1, helpers=1)
    locked = Minutes.objects.exclude(locked_at=None).select_related("meeting__organization", "document")
    assert locked.count() == 2, "of the chi ủy and of the cell"
    for minutes in locked:
        again = minutes_pdf(minutes_paper(load_record(minutes.meeting)))
        assert store.content_of(minutes.document) == again
    assert pdf._ahead == {}, "every paper that was begun was used"


def test_without_a_second_process_nothing_is_begun():
    with press(helpers=0) as papers:
        papers.begin(Meeting())
    assert pdf._ahead == {}
