"""Addresses of meetings: before, the papers, the day, after."""

from django.urls import path

from meetings.views import agenda, assignments, delivery, drafts, minutes, planning, session

app_name = "meetings"

before = [
    path("meetings/", planning.year, name="list"),
    path("meetings/new/", planning.plan, name="plan"),
    path("meetings/<int:pk>/", planning.detail, name="detail"),
    path("meetings/<int:pk>/change/", planning.change, name="change"),
    path("meetings/<int:pk>/cancel/", planning.cancel, name="cancel"),
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:pk>/agree/", planning.agree, name="agree"),
    path("meetings/<int:pk>/circulate/", delivery.circulate, name="circulate"),
]

papers = [
    path("meetings/<int:pk>/drafts/new/", drafts.add, name="draft-add"),
    path("drafts/<int:version_pk>/", drafts.version, name="draft"),
    path("drafts/<int:draft_pk>/new-version/", drafts.add_version, name="draft-version-add"),
    path("drafts/<int:draft_pk>/remove/", drafts.remove, name="draft-remove"),
    path("drafts/<int:version_pk>/file/", drafts.file, name="draft-file"),
    path("drafts/<int:version_pk>/comments/", drafts.comment, name="comment-add"),
    path("comments/<int:pk>/answer/", drafts.answer_comment, name="comment-answer"),
]

sending = [
    path("meetings/<int:pk>/delivery/", delivery.follow, name="delivery"),
    path("meetings/<int:pk>/packet.pdf", delivery.packet, name="packet"),
    path("messages/<int:pk>/retry/", delivery.retry, name="message-retry"),
    path("messages/<int:pk>/delivered/", delivery.mark_delivered, name="message-delivered"),
]

day = [
    path("meetings/<int:pk>/day/", session.day, name="day"),
    path("meetings/<int:pk>/open/", session.open_meeting, name="open"),
    path("meetings/<int:pk>/roll/", session.call_roll, name="roll"),
    path("meetings/<int:pk>/guests/new/", session.add_guest, name="guest-add"),
    path("meetings/<int:pk>/speeches/new/", session.add_speech, name="speech-add"),
    path("meetings/<int:pk>/ballots/new/", session.add_ballot, name="ballot-add"),
    path("items/<int:pk>/conclude/", session.conclude, name="conclude"),
    path("meetings/<int:pk>/assignments/new/", session.add_assignment, name="assign"),
    path("meetings/<int:pk>/close/", session.close_meeting, name="close"),
    path("entries/<str:kind>/<int:pk>/remove/", session.remove_entry, name="entry-remove"),
]

after = [
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/read-back/", minutes.read_back, name="minutes-read-back"),
    path("meetings/<int:pk>/minutes/preview.pdf", minutes.preview, name="minutes-preview"),
    path("meetings/<int:pk>/minutes.pdf", minutes.document, name="minutes-document"),
    path("meetings/<int:pk>/lock/", minutes.lock, name="lock"),
    path("meetings/<int:pk>/score/", minutes.score, name="score"),
    path("meetings/<int:pk>/score/send/", minutes.send_score, name="score-send"),
    path("assignments/", assignments.assignments, name="assignments"),
    path("assignments/<int:pk>/", assignments.assignment, name="assignment"),
]

urlpatterns = [*before, *papers, *sending, *day, *after]
