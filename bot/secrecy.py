"""What keeps the bot's secrets inside its process: no core dump, no other program that reads its memory or environment.

The superuser can still; a secret in a file of mode 600 is seen by nobody else either way.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

SECRET_VARIABLES = ("TELEGRAM_BOT_TOKEN", "QUOTH_WEBHOOK_SECRET")
_PR_SET_DUMPABLE = 4
"""From Linux's <sys/prctl.h>."""


def keep_secrets_in() -> None:
    """Forbid dumps of this process, and hand the secrets in its environment on to no other."""
    for name in SECRET_VARIABLES:
        os.environ.pop(name, None)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - only there is it

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The limit does not hold where a program collects the dumps; this does, and closes /proc/PID/environ as well.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
