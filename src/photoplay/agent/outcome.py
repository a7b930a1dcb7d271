"""What became of a turn outside of the draft: the revision that was kept, exports, credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ExportState = Literal["pending", "processing", "completed", "failed", "cancelled", "refused"]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that this turn started, or one that is told of.

    Attributes:
        state: As of a render; "refused": it was not started, and ``message`` says why.
        url: Where the video is, or will be, fetched from; empty: not known.
        id: The render's id.
        preset: Name of the preset, or empty.
        progress: 0–100.
        eta_s: Seconds until it is done; None: not known.
        size_bytes, width, height, duration_ms: Of a finished file; 0: not known.
        message: Why it failed or was refused, or what else is to be known, in words.
    """

    state: ExportState
    url: str = ""
    id: str = ""
    preset: str = ""
    progress: float = 0.0
    eta_s: float | None = None
    size_bytes: int = 0
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Credits:
    """A balance. ``is_unlimited``: nothing is counted."""

    available: int
    frozen: int = 0
    is_unlimited: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the outside made of a turn.

    Attributes:
        revision: Of the draft after the turn; None: not known.
        failure: Why the turn's changes could not be kept, in words; empty: they were, or there were none.
        code: The failure's, as the API has it; 0: none.
        exports: Those that this turn asked for, in order.
        renders: Earlier exports, the newest first, for questions about them.
        credits: For questions about them; None: not asked for.
        spent: Credits that the turn cost; None: not told.
        notes: What else is to be said, in sentences of the answer's language.
    """

    revision: int | None = None
    failure: str = ""
    code: int = 0
    exports: tuple[Exported, ...] = ()
    renders: tuple[Exported, ...] = ()
    credits: Credits | None = None
    spent: int | None = None
    notes: tuple[str, ...] = ()
