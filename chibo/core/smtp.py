"""Django's SMTP backend, able to tell a message that surely was not taken from one that perhaps was."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class AnswerLost(smtplib.SMTPException):
    """The connection ended after the text had begun to travel: the server may or may not have taken the message."""


class _Watched(smtplib.SMTP):
    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            return super().data(msg)
        except smtplib.SMTPDataError:
            raise  # an answer came, and it was no
        except OSError as error:
            raise AnswerLost(str(error)) from error


class _WatchedSSL(_Watched, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Raises AnswerLost where the stock backend raises the same error before and after the text."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _WatchedSSL if self.use_ssl else _Watched
