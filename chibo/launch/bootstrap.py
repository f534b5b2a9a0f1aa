"""From a bare machine to a running command: `python3 -m chibo.launch run|test|lint|bench|install`.

Standard library only, because nothing else is there yet. It finds (as root or through `sudo -n`: installs) the
system libraries, makes `.venv` from the locked requirements, and hands over to the command with that Python.
Containers bring everything with them and set `CHIBO_BOOTSTRAP=0`.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "chibo-installed.json"

# What WeasyPrint loads at run time, and the Debian package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# Programs that only tests use; without them those tests are skipped and say so.
TEST_PROGRAMS = {"chromium": "chromium", "pdftotext": "poppler-utils"}
TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}  # the driver of the browser tests is linked to it

# Command -> (locked sets it needs, what to run with the environment's Python).
COMMANDS = {
    "run": (("core",), ["-m", "chibo.launch.serve"]),
    "test": (("core", "dev", "e2e"), ["-m", "chibo.launch.stages", "test"]),
    "lint": (("core", "dev", "e2e"), ["-m", "chibo.launch.stages", "lint"]),
    "bench": (("core", "dev", "e2e"), ["-m", "bench"]),
    "install": (("core", "dev", "e2e"), ["-c", ""]),
}


def main(arguments: list[str]) -> None:
    """Prepare the machine for the named command and become it. Further arguments are passed on."""
    if sys.version_info < (3, 11):
        sys.exit("Chương trình cần Python 3.11 trở lên; máy này đang có " + sys.version.split()[0] + ".")
    if not arguments or arguments[0] not in COMMANDS:
        sys.exit(f"Cách dùng: python3 -m chibo.launch {'|'.join(COMMANDS)}")
    name, *rest = arguments
    sets, command = COMMANDS[name]
    os.chdir(ROOT)
    python = sys.executable if os.environ.get("CHIBO_BOOTSTRAP") == "0" else prepare(name, sets)
    sys.stdout.flush()
    os.execv(python, [python, *command, *rest])  # noqa: S606 - becoming the command is the point; signals reach it


def prepare(name: str, sets: tuple[str, ...]) -> str:
    """Install what is missing and return the path of the environment's Python."""
    install_packages(missing_libraries(), needed=True)
    if "dev" in sets and name != "lint":
        install_packages(missing_for_tests(), needed=False)
    make_environment(sets)
    return str(PYTHON)


# System packages ----------------------------------------------------------------------------------------------


def missing_for_tests() -> list[str]:
    """Debian packages that only the tests need, and that are not there."""
    programs = [deb for program, deb in TEST_PROGRAMS.items() if not shutil.which(program)]
    return programs + [deb for library, deb in TEST_LIBRARIES.items() if not loads(library)]


def missing_libraries() -> list[str]:
    """Debian packages without which the program does not work, and that are not there."""
    missing = [deb for library, deb in LIBRARIES.items() if not loads(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def loads(library: str) -> bool:
    """Whether the system's loader finds the shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str], *, needed: bool) -> None:
    """Install Debian packages as root or by passwordless sudo; otherwise name the line to run.

    Without the right to install, packages that are `needed` end the program; others are only announced.
    """
    if not packages:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    root = root_prefix()
    if root is None or not shutil.which("apt-get"):
        sentence = f"Máy còn thiếu thư viện hệ thống. Hãy chạy dòng sau rồi chạy lại:\n  sudo {line}"
        if needed:
            sys.exit(sentence)
        say(sentence.replace("rồi chạy lại", "để chạy được mọi phép kiểm thử"))
        return
    say(f"Cài gói hệ thống: {' '.join(packages)}")
    quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive"]
    wait = ["-qq", "-o", "DPkg::Lock::Timeout=300"]
    subprocess.run([*quiet, "apt-get", "update", *wait], check=False, stdout=subprocess.DEVNULL)
    command, *rest = line.split()
    done = subprocess.run([*quiet, command, *wait, *rest], check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        sentence = f"Không cài được gói hệ thống. Hãy thử: sudo {line}"
        if needed:
            sys.exit(sentence)
        say(sentence)


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root: nothing, sudo, or None where neither is possible."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


# The environment ----------------------------------------------------------------------------------------------


def make_environment(sets: tuple[str, ...]) -> None:
    """Bring `.venv` up to the locked sets.

    The stamp goes first and comes back last, so that a half-made environment is never mistaken for a whole one.
    """
    installed = read_stamp()
    wanted = {name: fingerprint(name) for name in sets}
    if installed is not None and wanted.items() <= installed.items():
        return
    if installed is None:
        say("Tạo môi trường Python trong .venv")
        run_or_stop([sys.executable, "-m", "venv", "--clear", str(VENV)])
    STAMP.unlink(missing_ok=True)
    say(f"Cài thư viện Python: {', '.join(sets)} (lần đầu mất khoảng nửa phút)")
    files = [part for name in sets for part in ("-r", str(ROOT / "requirements" / f"{name}.txt"))]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    run_or_stop([*pip, "--require-hashes", *files])
    write_stamp({**(installed or {}), **wanted})


def read_stamp() -> dict[str, str] | None:
    """The sets that are installed, by fingerprint; None when there is no whole environment for this Python."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stamp if stamp.get("python") == sys.version and PYTHON.exists() else None


def write_stamp(installed: dict[str, str]) -> None:
    """Declare the environment whole."""
    STAMP.write_text(json.dumps({**installed, "python": sys.version}), encoding="utf-8")


def fingerprint(name: str) -> str:
    """SHA-256 of a locked set."""
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def run_or_stop(command: list[str]) -> None:
    """Run a command that must succeed; its failure ends the program with its exit code."""
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def say(sentence: str) -> None:
    """One line for the person at the terminal."""
    print(sentence, flush=True)
