"""Certificates: an authority for one demo, and the servers' certificate from it."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# The keys are gone when the demo ends: the dates protect nothing.
_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_UNTIL = datetime(2099, 1, 1, tzinfo=UTC)
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Certificates:
    """What the servers show, and what a client trusts.

    Args:
        context: For the servers' side of TLS.
        authority: PEM, for `ca_file`.
    """

    context: ssl.SSLContext
    authority: bytes


def make_certificates() -> Certificates:
    """Make an authority that signs one certificate and is forgotten."""
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca_name = _name("Sollecito demo authority")
    authority = (
        _begun(ca_name, ca_name, ca_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(_subject_id(ca_key), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    hosts = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(_HOST))]
    server = (
        _begun(_name("localhost"), ca_name, key)
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
        .add_extension(_subject_id(key), critical=False)
        .add_extension(_authority_id(ca_key), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    chain = server.public_bytes(Encoding.PEM)
    return Certificates(_context(key, chain), authority.public_bytes(Encoding.PEM))


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _subject_id(key: ec.EllipticCurvePrivateKey) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key.public_key())


def _authority_id(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _context(key: ec.EllipticCurvePrivateKey, chain: bytes) -> ssl.SSLContext:
    """Load key and certificate; the library takes them from files alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    form = PrivateFormat.PKCS8
    with TemporaryDirectory(prefix="sollecito-demo-") as folder:
        key_file, chain_file = Path(folder, "key.pem"), Path(folder, "chain.pem")
        key_file.write_bytes(key.private_bytes(Encoding.PEM, form, NoEncryption()))
        chain_file.write_bytes(chain)
        context.load_cert_chain(chain_file, key_file)
    return context
