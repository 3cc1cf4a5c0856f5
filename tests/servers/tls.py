"""A certificate authority of one day and a server certificate from it."""

import subprocess
from pathlib import Path

_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
_AUTHORITY = (
    "-keyout ca.key -out ca.pem -days 2 -subj /CN=Sollecito-test-CA"
    " -addext basicConstraints=critical,CA:TRUE"
    " -addext keyUsage=critical,keyCertSign,cRLSign"
)
_REQUEST = "-keyout server.key -out server.csr -subj /CN=localhost"
_SIGN = (
    "-in server.csr -out server.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
    " -extfile extensions"
)
_EXTENSIONS = """\
subjectAltName=DNS:localhost,DNS:mx.firm.test,IP:127.0.0.1
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""


def make_certificates(folder: Path) -> None:
    """Write `ca.pem`, `server.pem` and their keys into a new folder."""
    folder.mkdir()
    (folder / "extensions").write_text(_EXTENSIONS)
    _openssl(folder, f"req -x509 {_KEY} {_AUTHORITY}")
    _openssl(folder, f"req -new {_KEY} {_REQUEST}")
    _openssl(folder, f"x509 -req {_SIGN}")


def _openssl(folder: Path, command: str) -> None:
    subprocess.run(
        ["openssl", *command.split()], cwd=folder, check=True, capture_output=True
    )
