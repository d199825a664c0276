"""Webhooks over TLS: told where this machine trusts the certificate for that name, else not at all."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from receiver import Receiver, receiver

from holdfire.web.hooks.address import Destination
from holdfire.web.hooks.sending import post

NAME = "hook.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for that name, signed by nobody but itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    file = tmp_path_factory.mktemp("tls") / "hook.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return file


@pytest.fixture
def program(certificate: Path) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with receiver(204, over=context) as program:
        yield program


def test_a_program_with_a_certificate_that_is_trusted_is_told(
    program: Receiver, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tried = post(Destination("https", NAME, program.port, "/told"), "127.0.0.1", b"{}", {"webhook-id": "1"})
    assert (tried.taken, tried.said) == (True, "answered 204")
    ((path, headers, body),) = program.came
    assert (path, body, headers["webhook-id"]) == ("/told", b"{}", "1")
    assert headers["host"] == f"{NAME}:{program.port}"


@pytest.mark.parametrize(
    ("name", "trusted"),
    [(NAME, False), ("other.example", True)],
    ids=["trusted by nobody", "for another name"],
)
def test_a_program_without_one_hears_nothing(
    program: Receiver, certificate: Path, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tried = post(Destination("https", name, program.port, "/told"), "127.0.0.1", b"{}", {})
    assert (tried.taken, tried.said) == (False, "TLS: CERTIFICATE_VERIFY_FAILED")
    assert program.came == []


def test_a_program_that_speaks_no_tls_hears_nothing() -> None:
    with receiver(204) as plain:
        tried = post(Destination("https", NAME, plain.port, "/told"), "127.0.0.1", b"{}", {})
    assert not tried.taken
    assert tried.said.startswith(("TLS: ", "no answer"))
    assert plain.came == []
