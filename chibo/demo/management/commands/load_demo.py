"""Load the demonstration data into an empty installation."""

import os
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from chibo import env
from chibo.core import clock
from chibo.core.commands import add_now_argument, present
from chibo.demo.load import DemoRefused, Loaded, load
from members.models import Organization
from members.services.accounts import make_password

HELPERS = 1 if (os.cpu_count() or 1) > 1 else 0
ACCOUNTS = "bithu, phobithu, chiuyvien, thuky, dangvien, bithu2, dangvien2, theodoi, capuy, kythuat"


class Command(BaseCommand):
    help = "Nạp dữ liệu trình diễn: một đảng bộ xã, 13 chi bộ và các kỳ sinh hoạt của gần một năm qua."

    def add_arguments(self, parser: CommandParser) -> None:
        add_now_argument(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            given = env.secret("CHIBO_DEMO_PASSWORD")
            password = given or make_password()
            with present(options["now"]):
                loaded = load(now=clock.now(), password=password, watch=_with_bar, helpers=HELPERS)
        except (DemoRefused, env.SettingError) as refused:
            raise CommandError(str(refused)) from refused
        self._report(loaded, "đã đặt trong CHIBO_DEMO_PASSWORD" if given else password)

    def _report(self, loaded: Loaded, password: str) -> None:
        for row in loaded.refused:
            self.stdout.write(f"Danh sách đảng viên, dòng {row.number} không nhận: {' '.join(row.reasons)}")
        self.stdout.write(
            f"Đã nạp {loaded.cells} chi bộ, {loaded.meetings} kỳ sinh hoạt, {loaded.resolutions} nghị quyết, "
            f"{loaded.documents} văn bản."
        )
        self.stdout.write(f"Tài khoản: {ACCOUNTS}.")
        self.stdout.write(f"Mật khẩu chung: {password}")


def _with_bar(cells: Sequence[Organization]) -> Iterable[Organization]:
    """The cells one by one, with a bar on the terminal."""
    bar: Iterable[Organization] = tqdm(cells, desc="Nạp dữ liệu trình diễn", unit=" chi bộ", ncols=80)
    return bar
