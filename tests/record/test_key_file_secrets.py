"""A key's seed and passphrase show in no repr, message, traceback or log, in whatever spelling."""

import logging
import traceback
from base64 import b64encode, b85encode, urlsafe_b64encode
from collections.abc import Callable

import pytest
from test_key_file import ANY, CHEAP, LABELS, SALT, WORDS, changed

from holdfire.errors import HoldfireError
from holdfire.record.key_file import KeyLabel, lock_key, open_key


def spellings(secret: bytes) -> list[str]:
    return [
        secret.hex(),
        secret.hex().upper(),
        b64encode(secret).decode().rstrip("="),
        urlsafe_b64encode(secret).decode().rstrip("="),
        b85encode(secret).decode(),
        repr(secret)[2:-1],
        str(list(secret))[1:-1],
        str(int.from_bytes(secret, "big")),
        str(int.from_bytes(secret, "little")),
    ]


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.kind)
def test_the_seed_and_the_passphrase_show_nowhere(
    label: KeyLabel, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    seed = b"'seed' not to be shown anywhere!"
    content = lock_key(seed, label, WORDS, SALT, CHEAP)
    shown = [content.decode()]
    key = open_key(content, WORDS, ANY)
    attempts: list[Callable[[], object]] = [
        lambda: open_key(content, WORDS + "x", ANY),
        lambda: open_key(content[:-9], WORDS, ANY),
        lambda: open_key(changed(content, True, sealed="00" * 48), WORDS, ANY),
        lambda: lock_key(seed, KeyLabel("a b", "RU", "author", "ed25519"), WORDS, SALT, CHEAP),
        lambda: lock_key(seed, label, WORDS[:9], SALT, CHEAP),
        lambda: lock_key(seed + b"x", label, WORDS, SALT, CHEAP),
        lambda: key.sign(seed) and key.reader,
    ]
    with caplog.at_level(logging.DEBUG):
        for attempt in attempts:
            with pytest.raises(HoldfireError) as told:
                attempt()
            logging.getLogger("holdfire").exception("failed", exc_info=told.value)
            shown += [str(told.value), repr(told.value), *traceback.format_exception(told.value)]
        logging.getLogger("holdfire").debug("key %r %s", key, key.secret)
    shown += [
        repr(key),
        str(key),
        f"{key}",
        repr(key.secret),
        repr(key.card),
        caplog.text,
        *capfd.readouterr(),
    ]
    text = "\n".join(shown)
    for secret in (seed, WORDS.encode()):
        assert not [spelling for spelling in spellings(secret) if spelling in text]
    assert "'seed' not" not in text
    assert label.name in text  # so the text is not just empty
    assert "secret" not in repr(key)
