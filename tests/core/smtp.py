"""A mail server in the test's own process: it keeps what it takes and misbehaves where it is told to."""

import socketserver
import threading
from contextlib import suppress


class Sink(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine. Use as a context manager.

    ``taken`` holds (recipient, message) in order; ``connections`` counts. Recipients choose the misbehaviour:
    a reply per address in a ``refuse_…`` table, or an address in one of the ``drop_…`` sets.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken = []
        self.connections = 0
        self.refuse_sender = ""
        self.refuse_recipient = {}
        self.refuse_data = {}
        self.refuse_message = {}
        self.drop_before_data = set()
        self.drop_during_data = set()
        self.drop_after_data = set()
        self.before_answer = lambda number: None  # how many are taken, the last one not yet answered

    @property
    def port(self):
        return self.server_address[1]

    @property
    def recipients(self):
        return [recipient for recipient, _ in self.taken]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """A client killed in the middle of a sentence is what some tests are about."""


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if not getattr(self, f"on_{verb.lower()}", self.on_other)(line):
                return

    def say(self, reply):
        with suppress(OSError):
            self.wfile.write(f"{reply}\r\n".encode())

    def on_other(self, _line):
        self.say("250 ok")
        return True

    def on_mail(self, _line):
        self.say(self.server.refuse_sender or "250 ok")
        return True

    def on_rcpt(self, line):
        self.recipient = line.partition("<")[2].partition(">")[0]
        if self.recipient in self.server.drop_before_data:
            return False
        self.say(self.server.refuse_recipient.get(self.recipient, "250 ok"))
        return True

    def on_data(self, _line):
        if self.recipient in self.server.refuse_data:
            self.say(self.server.refuse_data[self.recipient])
            return True
        self.say("354 go on")
        if self.recipient in self.server.drop_during_data:
            return False
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        return self.take(b"".join(lines))

    def take(self, content):
        """What a server has taken, it has taken, whether or not the client lives to hear of it."""
        refusal = self.server.refuse_message.get(self.recipient)
        if not refusal:
            self.server.taken.append((self.recipient, content))
        self.server.before_answer(len(self.server.taken))
        if self.recipient in self.server.drop_after_data:
            return False
        self.say(refusal or "250 taken")
        return True
