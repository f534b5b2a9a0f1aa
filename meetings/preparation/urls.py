"""Addresses of the preparation."""

from django.urls import path

from meetings.preparation.agenda import views as agenda
from meetings.preparation.circulation import views as circulation
from meetings.preparation.drafts import views as drafts

urlpatterns = [
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:pk>/agree/", circulation.agree, name="agree"),
    path("meetings/<int:pk>/circulate/", circulation.circulate, name="circulate"),
    path("meetings/<int:pk>/packet.pdf", circulation.packet, name="packet"),
    path("meetings/<int:pk>/drafts/new/", drafts.add, name="draft-add"),
    path("drafts/<int:version_pk>/", drafts.version, name="draft"),
    path("drafts/<int:draft_pk>/new-version/", drafts.add_version, name="draft-version-add"),
    path("drafts/<int:draft_pk>/remove/", drafts.remove, name="draft-remove"),
    path("drafts/<int:version_pk>/file/", drafts.file, name="draft-file"),
    path("drafts/<int:version_pk>/comments/", drafts.comment, name="comment-add"),
    path("comments/<int:pk>/answer/", drafts.answer_comment, name="comment-answer"),
]
