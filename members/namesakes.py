"""People of one name on one list, told apart. Every list from which somebody is chosen takes its names from here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from members.models import Member, Membership

Tell = Callable[[Sequence[Member]], dict[int, str]]
"""What is said of each of these people, "" where it is not known."""


def names_of(people: Iterable[Member]) -> dict[int, str]:
    """Each person's name by number, in the order given; "Nguyễn Văn An (sinh 1960)" where the list has another of it.

    Said is the first of these that differs: year of birth, its day, group, day of admission. One query where neither
    year nor day of birth tells two people apart, else none.
    """
    rows = list({person.pk: person for person in people}.values())
    told = {person.pk: person.full_name for person in rows}
    by_name: defaultdict[str, list[Member]] = defaultdict(list)
    for person in rows:
        by_name[person.full_name.casefold()].append(person)
    for same in by_name.values():
        if len(same) > 1:
            told |= {pk: f"{told[pk]} ({', '.join(words)})" for pk, words in _told_apart(same).items() if words}
    return told


def _told_apart(same: Sequence[Member]) -> dict[int, list[str]]:
    """What to say of each, by number: as little as makes them differ."""
    said: dict[int, list[str]] = {person.pk: [] for person in same}
    for tell in (_years, _birthdays, _groups, _admissions):
        alike = defaultdict[tuple[str, ...], list[Member]](list)
        for person in same:
            alike[tuple(said[person.pk])].append(person)
        unsettled = [person for rows in alike.values() if len(rows) > 1 for person in rows]
        if not unsettled:
            break
        words = tell(unsettled)
        for rows in alike.values():
            if len(rows) > 1 and len({words[person.pk] for person in rows}) > 1:
                for person in rows:
                    kept = [] if tell is _birthdays else said[person.pk]  # the day says the year again
                    said[person.pk] = [*kept, words[person.pk]] if words[person.pk] else kept
    return said


def _years(people: Sequence[Member]) -> dict[int, str]:
    return {person.pk: f"sinh {person.born_on.year}" if person.born_on else "" for person in people}


def _birthdays(people: Sequence[Member]) -> dict[int, str]:
    return {person.pk: f"sinh ngày {person.born_on:%d/%m/%Y}" if person.born_on else "" for person in people}


def _groups(people: Sequence[Member]) -> dict[int, str]:
    rows = Membership.objects.filter(member__in=people, ends_on=None).exclude(group=None).order_by("-is_visiting")
    found = dict(rows.values_list("member_id", "group__name"))
    return {person.pk: found.get(person.pk, "") for person in people}


def _admissions(people: Sequence[Member]) -> dict[int, str]:
    return {person.pk: f"vào Đảng ngày {person.admitted_on:%d/%m/%Y}" for person in people}
