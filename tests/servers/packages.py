"""Fetch Dovecot and Postfix once and make them run from a folder of our own.

Nothing is installed and nothing under /etc is read: the Debian packages are unpacked
below /tmp. Dovecot has two paths compiled in; they are replaced by paths of the same
length, which is why the folder's name has exactly 13 characters.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.machine import Unavailable

PACKAGES = (
    "dovecot-core",
    "dovecot-imapd",
    "dovecot-lmtpd",
    "dovecot-sieve",
    "postfix",
    "fakeroot",
    "libfakeroot",
)


def home() -> Path:
    """Return the folder of the unpacked programs, one for each user."""
    tag = hashlib.sha256(f"sollecito-1-{os.geteuid()}".encode()).hexdigest()[:6]
    return Path(f"/tmp/sl{tag}")


def library_path(root: Path) -> str:
    """Return where the loader finds the libraries of Postfix and Dovecot."""
    return f"{root / 'root/usr/lib/postfix'}:{root / 'libs'}"


def fetch() -> Path:
    """Download and relocate the packages if that is not done; return their folder.

    Raises:
        Unavailable: they cannot be had, or do not run on this machine.
    """
    root = home()
    with _locked(root.with_suffix(".lock")):
        if root.exists() and root.stat().st_uid != os.geteuid():
            raise Unavailable(f"{root} belongs to somebody else")
        if not _is_complete(root):
            shutil.rmtree(root, ignore_errors=True)
            _build(root)
    return root


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _is_complete(root: Path) -> bool:
    # Cleaners of /tmp take old files one by one: count what is left.
    ready = root / "ready"
    return ready.is_file() and ready.read_text() == str(_count(root))


def _count(root: Path) -> int:
    return sum(1 for path in root.rglob("*") if path.name != "ready")


def _build(root: Path) -> None:
    root.mkdir(mode=0o755)
    _download(root)
    _unpack(root)
    _add_missing_libraries(root)
    _relocate(root)
    subprocess.run(["chmod", "-R", "a+rX", root], check=True)
    _check(root)
    shutil.rmtree(root / "debs")
    (root / "ready").write_text(str(_count(root)))


def _download(root: Path) -> None:
    """Use the machine's package lists, and fetch lists of our own where it has none."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise Unavailable(
            "apt-get and dpkg-deb are needed to fetch Dovecot and Postfix"
        )
    (root / "debs").mkdir()
    if _apt(root, "download", *PACKAGES).returncode:
        (root / "debs/lists").mkdir()
        _apt(root, "update")
        second = _apt(root, "download", *PACKAGES)
        if second.returncode:
            said = second.stderr.strip().splitlines() or ["no reason given"]
            raise Unavailable(f"apt-get download failed; {said[0]}")


def _apt(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    options = ["-q", "-o", "APT::Sandbox::User=", "-o", "Acquire::http::Timeout=20"]
    if (root / "debs/lists").exists():
        options += ["-o", f"Dir::State::lists={root}/debs/lists"]
        options += ["-o", f"Dir::Cache={root}/debs/cache"]
    return subprocess.run(
        ["apt-get", *options, *words],
        cwd=root / "debs",
        capture_output=True,
        text=True,
        check=False,
    )


def _unpack(root: Path) -> None:
    for deb in sorted((root / "debs").glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", deb, root / "root"], check=True)
    shutil.copytree(root / "root/usr/lib/dovecot", root / "lb", symlinks=True)
    shutil.copy2(root / "root/usr/bin/doveconf", root / "dcf")
    (root / "bin").mkdir()
    shutil.copy2(root / "root/usr/sbin/dovecot", root / "bin/dovecot")
    shutil.copy2(root / "root/usr/bin/doveadm", root / "bin/doveadm")


def _add_missing_libraries(root: Path) -> None:
    """Fetch the libraries that the loader misses, from what the packages depend on."""
    libs = root / "libs"
    libs.mkdir()
    asked: set[str] = set()
    while _missing(root):
        wanted = sorted(_dependencies(root / "debs") - asked)
        if not wanted:
            return
        asked.update(wanted)
        before = set((root / "debs").glob("*.deb"))
        for package in wanted:
            _apt(root, "download", package)  # a virtual package cannot be had: go on
        for deb in set((root / "debs").glob("*.deb")) - before:
            _take_libraries(deb, root)


def _missing(root: Path) -> set[str]:
    programs = [
        path
        for folder in ("lb", "root/usr/lib/postfix/sbin", "root/usr/sbin")
        for path in (root / folder).rglob("*")
        # what ties Dovecot to other databases and indexes stays unused
        if path.is_file() and not re.search(r"lucene|solr|sql|ldap|tika", path.name)
    ]
    seen = subprocess.run(
        ["ldd", *programs],
        env={**os.environ, "LD_LIBRARY_PATH": f"{library_path(root)}:{root}/lb"},
        capture_output=True,
        text=True,
        check=False,
    )
    return set(re.findall(r"(\S+) => not found", seen.stdout))


def _dependencies(debs: Path) -> set[str]:
    named: set[str] = set()
    for deb in debs.glob("*.deb"):
        line = subprocess.run(
            ["dpkg-deb", "-f", deb, "Depends"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        named |= {re.split(r"[ (:|]", part.strip())[0] for part in line.split(",")}
    return {name for name in named if name.startswith("lib") and not _installed(name)}


def _installed(package: str) -> bool:
    status = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    return status.stdout.endswith(" installed")


def _take_libraries(deb: Path, root: Path) -> None:
    inside = root / "debs" / deb.stem
    subprocess.run(["dpkg-deb", "-x", deb, inside], check=True)
    for path in inside.rglob("*.so*"):
        if path.resolve().is_file():
            shutil.copy2(path.resolve(), root / "libs" / path.name)
            shutil.copy2(path.resolve(), root / "lb" / path.name)


def _relocate(root: Path) -> None:
    pairs = (
        (b"/usr/lib/dovecot", bytes(root / "lb")),
        (b"/usr/bin/doveconf", bytes(root / "dcf")),
    )
    assert all(len(old) == len(new) for old, new in pairs)
    for path in [root / "dcf", *(root / "bin").iterdir(), *(root / "lb").rglob("*")]:
        if path.is_symlink() or not path.is_file():
            continue
        old_bytes = new_bytes = path.read_bytes()
        for old, new in pairs:
            new_bytes = new_bytes.replace(old, new)
        if new_bytes != old_bytes:
            path.write_bytes(new_bytes)


def _check(root: Path) -> None:
    try:
        version = subprocess.run(
            [root / "bin/dovecot", "--version"],
            env={"LD_LIBRARY_PATH": library_path(root)},
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise Unavailable(f"programs below /tmp cannot be run: {error}") from error
    if not version.stdout.startswith("2.3."):
        said = (version.stdout or version.stderr).strip()[-200:]
        raise Unavailable(f"the configuration here is for Dovecot 2.3, found: {said}")
