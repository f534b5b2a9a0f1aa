"""Who may open and send what: every address of the program, every person of the cast, one table.

An address without its two rows fails. Each cell is what the person gets:

=====  ==============================================================================
in     led to the sign-in page
ok     the page (200)
go     done, or nothing to do: led on to another page (302, 303)
409    theirs to do, but a rule says no to what was sent
422    theirs to do, but nothing sensible was sent
no     they may see it but not do it (403)
--     it does not exist for them (404)
x      the address does not take this method (405)
=====  ==============================================================================
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permission_world import SENT, build_world
from tests.prepared import prepared

pytestmark = pytest.mark.django_db

PEOPLE = (
    *("anonymous", "secretary", "deputy", "committee_member", "minute_taker", "member", "neighbour_secretary"),
    *("neighbour", "supervisor", "officer", "other_officer", "technician", "nobody"),
)

NOTHING = {"nothing": "sensible"}

# One word stands for everybody who has signed in.
TABLE = """
#                                           anon sec  dep  com  tak  mem  nse  nei  sup  off  oof  tec  nob
# core
GET  core:healthz                           ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
POST core:healthz                           x    x    x    x    x    x    x    x    x    x    x    x    x
# home
GET  home:today                             ok
POST home:today                             x
GET  home:inbox                             ok
POST home:inbox                             x
GET  home:message-open                      x
POST home:message-open                      in   --   --   --   --   go   --   --   --   --   --   --   --
# door
GET  login                                  ok   go   go   go   go   go   go   go   go   go   go   go   go
POST login                                  ok   go   go   go   go   go   go   go   go   go   go   go   go
GET  logout                                 x
POST logout                                 go
GET  password_change                        ok
POST password_change                        422
# members
GET  members:start                          go   go   go   go   go   go   go   go   go   go   go   go   go
POST members:start                          go   go   go   go   go   go   go   go   go   go   go   go   go
GET  members:roll                           in   ok   ok   ok   go   go   ok   go   go   go   go   no   go
POST members:roll                           x
GET  members:add                            in   ok   ok   no   no   no   ok   no   no   no   no   no   no
POST members:add                            in   422  422  no   no   no   422  no   no   no   no   no   no
GET  members:import-members                 in   ok   ok   no   no   no   ok   no   no   no   no   no   no
POST members:import-members                 in   422  422  no   no   no   422  no   no   no   no   no   no
GET  members:import-members-preview         in   ok   --   --   --   --   --   --   --   --   --   --   --
POST members:import-members-preview         x
GET  members:import-members-confirm         x
POST members:import-members-confirm         go
GET  members:detail                         in   ok   ok   ok   --   ok   --   --   --   --   --   --   --
POST members:detail                         x
GET  members:edit                           in   ok   ok   no   --   no   --   --   --   --   --   --   --
POST members:edit                           in   422  422  no   --   no   --   --   --   --   --   --   --
GET  members:identity                       x
POST members:identity                       in   ok   no   no   --   no   --   --   --   --   --   --   --
GET  members:identity-edit                  in   ok   no   no   --   no   --   --   --   --   --   --   --
POST members:identity-edit                  in   go   no   no   --   no   --   --   --   --   --   --   --
GET  members:role-add                       in   ok   ok   no   --   no   --   --   --   --   --   --   --
POST members:role-add                       in   422  422  no   --   no   --   --   --   --   --   --   --
GET  members:condition-add                  in   ok   ok   no   --   no   --   --   --   --   --   --   --
POST members:condition-add                  in   422  422  no   --   no   --   --   --   --   --   --   --
GET  members:transfer                       in   ok   ok   no   --   --   --   --   --   --   --   --   --
POST members:transfer                       in   422  422  no   --   --   --   --   --   --   --   --   --
GET  members:leave                          in   ok   ok   no   --   --   --   --   --   --   --   --   --
POST members:leave                          in   422  422  no   --   --   --   --   --   --   --   --   --
GET  members:role-end                       in   ok   ok   ok   --   --   --   --   --   --   --   --   --
POST members:role-end                       in   go   go   no   --   --   --   --   --   --   --   --   --
GET  members:condition-end                  in   ok   ok   no   --   --   --   --   --   --   --   --   --
POST members:condition-end                  in   422  422  no   --   --   --   --   --   --   --   --   --
GET  members:organizations                  in   no   no   no   no   no   no   no   no   no   no   ok   no
POST members:organizations                  x
GET  members:organization-add               in   no   no   no   no   no   no   no   no   no   no   ok   no
POST members:organization-add               in   no   no   no   no   no   no   no   no   no   no   422  no
GET  members:import-organizations           in   no   no   no   no   no   no   no   no   no   no   ok   no
POST members:import-organizations           in   no   no   no   no   no   no   no   no   no   no   422  no
GET  members:import-organizations-preview   in   --   --   --   --   --   --   --   --   --   --   ok   --
POST members:import-organizations-preview   x
GET  members:import-organizations-confirm   x
POST members:import-organizations-confirm   go
GET  members:organization-edit              in   no   no   no   no   no   --   --   no   no   --   ok   --
POST members:organization-edit              in   no   no   no   no   no   --   --   no   no   --   422  --
GET  members:term-add                       in   no   no   no   no   no   --   --   no   no   --   ok   --
POST members:term-add                       in   no   no   no   no   no   --   --   no   no   --   422  --
GET  members:supervisors                    in   no   no   no   no   no   no   no   no   ok   ok   no   no
POST members:supervisors                    x
GET  members:supervisor-add                 in   no   no   no   no   no   --   --   no   ok   --   no   --
POST members:supervisor-add                 in   no   no   no   no   no   --   --   no   422  --   no   --
GET  members:supervisor-end                 in   no   no   no   no   no   --   --   no   ok   --   no   --
POST members:supervisor-end                 in   no   no   no   no   no   --   --   no   422  --   no   --
GET  members:accounts                       in   no   no   no   no   no   no   no   no   no   no   ok   no
POST members:accounts                       x
GET  members:account-add                    in   no   no   no   no   no   no   no   no   no   no   ok   no
POST members:account-add                    in   no   no   no   no   no   no   no   no   no   no   422  no
GET  members:account-add-for                in   no   no   no   no   no   no   no   no   no   no   ok   no
POST members:account-add-for                in   no   no   no   no   no   no   no   no   no   no   422  no
GET  members:account-password               in   --   --   --   --   --   --   --   --   --   --   ok   --
POST members:account-password               in   --   --   --   --   --   --   --   --   --   --   ok   --
GET  members:account-open                   x
POST members:account-open                   in   --   --   --   --   --   --   --   --   --   --   go   --
GET  members:account-close                  x
POST members:account-close                  in   --   --   --   --   --   --   --   --   --   --   go   --
# topics
GET  topics:list                            ok
POST topics:list                            x
GET  topics:plan                            in   ok   ok   ok   no   no   ok   no   no   no   no   no   no
POST topics:plan                            in   422  422  422  no   no   422  no   no   no   no   no   no
GET  topics:change                          in   ok   ok   ok   no   no   --   --   no   no   --   --   --
POST topics:change                          in   422  422  422  no   no   --   --   no   no   --   --   --
GET  topics:remove                          in   ok   ok   ok   no   no   --   --   no   no   --   --   --
POST topics:remove                          in   go   go   go   no   no   --   --   no   no   --   --   --
# meetings
GET  meetings:list                          ok
POST meetings:list                          x
GET  meetings:plan                          in   ok   ok   ok   no   no   ok   no   no   no   no   no   no
POST meetings:plan                          in   422  422  422  no   no   422  no   no   no   no   no   no
GET  meetings:detail                        in   ok   ok   ok   ok   ok   --   --   ok   ok   --   --   --
POST meetings:detail                        x
GET  meetings:change                        in   ok   ok   ok   no   no   --   --   no   no   --   --   --
POST meetings:change                        in   422  422  422  no   no   --   --   no   no   --   --   --
GET  meetings:cancel                        in   ok   ok   no   no   no   --   --   no   no   --   --   --
POST meetings:cancel                        in   go   go   no   no   no   --   --   no   no   --   --   --
GET  meetings:agenda                        in   ok   ok   ok   no   no   --   --   no   no   --   --   --
POST meetings:agenda                        in   422  422  422  no   no   --   --   no   no   --   --   --
GET  meetings:agree                         x
POST meetings:agree                         in   go   go   no   no   no   --   --   no   no   --   --   --
GET  meetings:circulate                     in   ok   ok   no   no   no   --   --   no   no   --   --   --
POST meetings:circulate                     in   409  409  no   no   no   --   --   no   no   --   --   --
GET  meetings:draft-add                     in   ok   ok   ok   no   no   --   --   no   no   --   --   --
POST meetings:draft-add                     in   422  422  422  no   no   --   --   no   no   --   --   --
GET  meetings:draft                         in   ok   ok   ok   ok   ok   --   --   ok   no   --   --   --
POST meetings:draft                         x
GET  meetings:draft-version-add             in   ok   ok   ok   no   no   --   --   no   no   --   --   --
POST meetings:draft-version-add             in   422  422  422  no   no   --   --   no   no   --   --   --
GET  meetings:draft-remove                  in   ok   ok   ok   no   no   --   --   no   no   --   --   --
POST meetings:draft-remove                  in   go   go   go   no   no   --   --   no   no   --   --   --
GET  meetings:draft-file                    in   ok   ok   ok   ok   ok   --   --   ok   no   --   --   --
POST meetings:draft-file                    x
GET  meetings:comment-add                   x
POST meetings:comment-add                   in   go   go   go   go   go   --   --   no   no   --   --   --
GET  meetings:comment-answer                x
POST meetings:comment-answer                in   422  422  no   no   no   --   --   no   no   --   --   --
GET  meetings:delivery                      in   ok   ok   no   no   no   --   --   no   no   --   --   --
POST meetings:delivery                      x
GET  meetings:packet                        in   ok   ok   ok   ok   ok   --   --   ok   no   --   --   --
POST meetings:packet                        x
GET  meetings:message-retry                 x
POST meetings:message-retry                 in   go   go   no   no   no   --   --   no   no   --   --   --
GET  meetings:message-delivered             x
POST meetings:message-delivered             in   go   go   no   no   no   --   --   no   no   --   --   --
GET  meetings:session                           in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:session                           x
GET  meetings:open                          in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:open                          in   409  409  no   409  no   --   --   no   no   --   --   --
GET  meetings:roll                          x
POST meetings:roll                          in   go   go   no   go   no   --   --   no   no   --   --   --
GET  meetings:guest-add                     x
POST meetings:guest-add                     in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:speech-add                    x
POST meetings:speech-add                    in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:ballot-add                    x
POST meetings:ballot-add                    in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:conclude                      x
POST meetings:conclude                      in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:assign                        x
POST meetings:assign                        in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:opening-undo                  in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:opening-undo                  in   409  409  no   409  no   --   --   no   no   --   --   --
GET  meetings:times                         in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:times                         in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:roll-update                   in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:roll-update                   in   409  409  no   409  no   --   --   no   no   --   --   --
GET  meetings:hand-over                     in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:hand-over                     in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:close                         in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:close                         in   409  409  no   409  no   --   --   no   no   --   --   --
GET  meetings:entry-remove                  in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:entry-remove                  in   go   go   no   go   no   --   --   no   no   --   --   --
GET  meetings:minutes                       in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:minutes                       in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:minutes-read-back             x
POST meetings:minutes-read-back             in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:minutes-preview               in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:minutes-preview               x
GET  meetings:minutes-document              in   ok   ok   ok   ok   ok   --   --   ok   ok   --   --   --
POST meetings:minutes-document              x
GET  meetings:lock                          in   ok   ok   no   no   no   --   --   no   no   --   --   --
POST meetings:lock                          in   409  409  no   no   no   --   --   no   no   --   --   --
GET  meetings:score                         in   ok   ok   no   ok   no   --   --   no   no   --   --   --
POST meetings:score                         in   422  422  no   422  no   --   --   no   no   --   --   --
GET  meetings:score-document                in   ok   ok   ok   ok   ok   --   --   ok   ok   --   --   --
POST meetings:score-document                x
GET  meetings:score-send                    in   ok   ok   no   no   no   --   --   no   no   --   --   --
POST meetings:score-send                    in   go   go   no   no   no   --   --   no   no   --   --   --
GET  meetings:assignments                   ok
POST meetings:assignments                   x
GET  meetings:assignment                    in   ok   ok   ok   --   ok   --   --   --   --   --   --   --
POST meetings:assignment                    in   go   go   no   --   go   --   --   --   --   --   --   --
# resolutions
GET  resolutions:list                       ok
POST resolutions:list                       x
GET  resolutions:detail                     in   ok   ok   ok   ok   ok   --   --   ok   ok   --   --   --
POST resolutions:detail                     x
GET  resolutions:edit                       in   ok   ok   --   --   --   --   --   --   --   --   --   --
POST resolutions:edit                       in   422  422  --   --   --   --   --   --   --   --   --   --
GET  resolutions:issue                      in   ok   ok   --   --   --   --   --   --   --   --   --   --
POST resolutions:issue                      in   go   go   --   --   --   --   --   --   --   --   --   --
GET  resolutions:abandon                    in   ok   ok   --   --   --   --   --   --   --   --   --   --
POST resolutions:abandon                    in   422  422  --   --   --   --   --   --   --   --   --   --
GET  resolutions:document                   in   ok   ok   ok   ok   ok   --   --   ok   ok   --   --   --
POST resolutions:document                   x
GET  resolutions:draft                      x
POST resolutions:draft                      in   go   go   no   no   no   --   --   no   no   --   --   --
GET  resolutions:of-meeting                 in   ok   ok   ok   ok   ok   --   --   ok   ok   --   --   --
POST resolutions:of-meeting                 x
# compliance
GET  compliance:matrix                      go
POST compliance:matrix                      x
GET  compliance:year                        in   ok   ok   no   no   no   ok   no   no   ok   no   no   no
POST compliance:year                        x
GET  compliance:export                      in   ok   ok   no   no   no   ok   no   no   ok   no   no   no
POST compliance:export                      x
GET  compliance:cell                        in   ok   ok   no   no   no   --   --   no   ok   --   no   --
POST compliance:cell                        x
GET  compliance:rules                       ok
POST compliance:rules                       x
GET  compliance:rule-add                    in   no   no   no   no   no   no   no   no   ok   ok   no   no
POST compliance:rule-add                    in   no   no   no   no   no   no   no   no   422  422  no   no
GET  compliance:score-sheet                 in   no   no   no   no   no   no   no   no   ok   ok   no   no
POST compliance:score-sheet                 in   no   no   no   no   no   no   no   no   422  422  no   no
GET  compliance:adopt                       x
POST compliance:adopt                       in   no   no   no   no   no   no   no   no   422  422  no   no
GET  compliance:withdraw                    x
POST compliance:withdraw                    in   --   --   --   --   --   --   --   --   422  --   no   --
"""


def addresses(resolver=None, spaces=()):
    """The names of every address of the program."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, (*spaces, *([entry.namespace] if entry.namespace else [])))
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry.pattern} has no name"
            yield ":".join((*spaces, entry.name))


def rows():
    """Method, name and the expectations of a row, in the order of ``PEOPLE``."""
    for line in TABLE.strip().splitlines():
        if not line.startswith("#"):
            method, name, *cells = line.split()
            yield method, name, tuple(cells if len(cells) > 1 else ["in", *cells * (len(PEOPLE) - 1)])


def word(answer):
    """What an answer is called in the table."""
    if answer.status_code in (302, 303):
        return "in" if answer["Location"].startswith("/login/?next=") else "go"
    return {200: "ok", 403: "no", 404: "--", 405: "x"}.get(answer.status_code, str(answer.status_code))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for all rows; whatever a request changes is taken back."""
    with prepared(build_world, django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def clients(world):
    """A signed-in browser for everybody."""
    browsers = {"anonymous": Client()}
    for name in PEOPLE[1:]:
        browsers[name] = Client()
        browsers[name].force_login(getattr(world.cast, name))
    return browsers


def asked(client, method, url, sent):
    """What the person gets; the change is taken back, and whoever signed out is signed in again."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        answer = client.post(url, sent) if method == "POST" else client.get(url)
        transaction.set_rollback(True)
    client.cookies.load(cookies)
    return word(answer)


def test_every_address_has_its_two_rows_and_every_row_its_address():
    named = set(addresses())
    assert len(named) > 60
    assert {(method, name) for name in named for method in ("GET", "POST")} == {row[:2] for row in rows()}


def test_no_row_stands_twice():
    keys = [row[:2] for row in rows()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("method", "name", "expected"), list(rows()), ids=lambda value: str(value)[:60])
def test_everybody_gets_what_the_table_says(world, clients, method, name, expected):
    url = reverse(name, args=world.args.get(name, []))
    found = tuple(asked(clients[person], method, url, SENT.get(name, NOTHING)) for person in PEOPLE)
    assert dict(zip(PEOPLE, found, strict=True)) == dict(zip(PEOPLE, expected, strict=True))
