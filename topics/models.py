"""The year's thematic study (kế hoạch sinh hoạt chuyên đề)."""

from django.db import models
from django.db.models import Q

from chibo.core.fields import CodeField, known
from chibo.core.models import Stamped
from members.models import Member, Organization
from topics.codes import TopicGroup


class Topic(Stamped):
    """One topic planned by a cell for a quarter; a thematic meeting hangs on it."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="topics")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    group = CodeField(codes=TopicGroup)
    author = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="topics")
    basis = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ("organization", "year", "quarter", "pk")
        constraints = [
            known("group", TopicGroup, "topic_group_known"),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="topic_quarter_in_year"),
        ]

    def __str__(self) -> str:
        return self.title
