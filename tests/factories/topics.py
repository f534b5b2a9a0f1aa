"""Topics of the year's plan, valid by default."""

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from tests.factories.members import OrganizationFactory
from topics import models
from topics.codes import TopicGroup


class TopicFactory(DjangoModelFactory[models.Topic]):
    class Meta:
        model = models.Topic

    organization = SubFactory(OrganizationFactory)
    year = 2026
    quarter = 4
    title = Sequence(lambda n: f"Học tập và làm theo Bác, chuyên đề số {n + 1}")
    group = TopicGroup.HO_CHI_MINH.value
