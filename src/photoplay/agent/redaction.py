"""What looks like a secret is shown to nobody and written nowhere."""

from __future__ import annotations

import re

#: Our own tokens (see ``services.accounts.issue``), keys of others by their look, and whatever follows "Bearer".
#: Names of files may begin with the same letters: "key_visual_summer_2024.jpg" is no secret.
_SECRET = re.compile(
    r"\bnmv_(?:usr|api)_[A-Za-z0-9_-]{16,}"
    r"|\b(?:clm|log|key|adm)_[A-Za-z0-9_-]{40,}"
    r"|\b(?:sk|key)[-_](?=[\w.-]*\d)(?=[\w.-]*[a-z])(?=[\w.-]*[A-Z])[A-Za-z0-9_.-]{32,}"
    r"|\bBearer[ _-][A-Za-z0-9_.-]{16,}"
)


def redacted(text: str) -> str:
    """A text without tokens and keys."""
    return _SECRET.sub("…", text)
