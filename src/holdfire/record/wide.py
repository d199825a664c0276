"""Reading JSON in the wide canonical form (canonical.py): what a blob may hold, and a leaf may not.

Free text of people stands in blobs: null, any letters, any normal form. It is still read strictly: the
bytes must be what writing the value would give.
"""

import json
from typing import Any

from holdfire.errors import FormError, RecordError
from holdfire.record.canonical import canonical

BYTES_MAX = 16 * 1024 * 1024


def parse_wide(content: bytes, what: str) -> Any:
    """The value in those bytes; FormError, naming `what`, unless they are its canonical form."""
    again = "Get it again from another node."
    if len(content) > BYTES_MAX:
        raise FormError(f"{what} has {len(content):,} bytes; the limit is {BYTES_MAX:,}.", again)
    try:
        value = json.loads(content.decode())
        if canonical(value) != content:
            raise FormError(f"{what} is not in canonical form.", again)
    except (ValueError, RecursionError) as cause:
        raise FormError(f"{what} is no JSON: {type(cause).__name__}.", again) from cause
    except RecordError as cause:
        if isinstance(cause, FormError):
            raise
        raise FormError(f"{what} is not in canonical form: {cause.what}", again) from cause
    return value
