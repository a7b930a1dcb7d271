"""Every error Photoplay raises on purpose.

    PhotoplayError
    ├── MediaError              a file that was handed in
    │   ├── UnsupportedMedia    4001  not a kind we read
    │   ├── BrokenMedia         4001  the right kind, but damaged
    │   ├── MediaTooLarge       4002  over a limit, found before decoding
    │   ├── MissingMedia        404   not there, not a file, not permitted
    │   └── RefusedUrl          422   an address that is not fetched from, or gives nothing
    ├── TimelineError           what should be drawn
    │   ├── InvalidTimeline     422   breaks an invariant; names the field
    │   ├── InvalidEdit         422   an edit that cannot be done
    │   ├── NotDrawable         422   valid, but beyond today's renderer
    │   └── NoMedia             422   nothing to make a video of
    ├── InvalidOption           422   a setting outside its range
    ├── ServiceError            the server will not, or cannot, do what is asked
    │   ├── NotAuthorised       1001  token missing, unknown, expired or revoked
    │   ├── NotFound            1002  no such session, render or asset, or somebody else's
    │   ├── NoCredits           2001  the balance is too low
    │   ├── NoClientId          400   the header that makes an identity is missing or unusable
    │   ├── ExportBlocked       402   attribution missing, or the plan forbids exports
    │   ├── Forbidden           403   the token lacks a scope; a link is wrong or has expired
    │   ├── Conflict            409   an id that is used otherwise; a draft that has moved on
    │   ├── TooMany             429   over a limit of rate or number
    │   ├── DatabaseAway        503   the server's database does not answer
    │   ├── ServerAway          503   the server itself does not answer, as a client sees it
    │   └── Overloaded          503   no room at the moment
    ├── OutputError             500   the result cannot be written
    │   ├── DiskFull            503
    │   └── NotWritable         422
    └── RenderError             500   making the frames went wrong
        ├── WorkerLost          500   a worker process died again and again
        └── Cancelled           499   asked to stop

Each leaf has the ``code`` and HTTP ``status`` of the API contract and a ``message`` in the user's
words that says what to do next. Exceptions of libraries are translated where the library is called.
"""

from __future__ import annotations

from collections.abc import Mapping


class PhotoplayError(Exception):
    """Base of all errors that are meant for the user's eyes.

    Args:
        message: One or two sentences: what is wrong, and what to do next.
    """

    code: int = 500
    status: int = 500
    #: What a client may need besides the words.
    data: Mapping[str, object] | None = None
    #: Exit status of the command line for this error.
    exit_status: int = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class MediaError(PhotoplayError):
    """A file that was handed in cannot be used. ``name`` is the file's name as the user knows it."""

    code, status, exit_status = 4001, 415, 3

    def __init__(self, message: str, *, name: str = "") -> None:
        super().__init__(message)
        self.name = name

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_media_error, (type(self), self.message, self.name)


def _rebuild_media_error(kind: type[MediaError], message: str, name: str) -> MediaError:
    return kind(message, name=name)


class UnsupportedMedia(MediaError):
    """The content is not of a kind that is read."""


class BrokenMedia(MediaError):
    """The content is of a kind that is read, but damaged."""


class MediaTooLarge(MediaError):
    """Over a limit of bytes or pixels; found before anything was decoded."""

    code, status = 4002, 413


class MissingMedia(MediaError):
    """No such file, a folder where a file was meant, or no permission to read it."""

    code, status = 404, 404


class RefusedUrl(MediaError):
    """An address that nothing is fetched from, or that gave nothing."""

    code, status = 422, 422


class TimelineError(PhotoplayError):
    """What should be drawn is not right. ``field`` is a path such as ``t[0].sg[2].d``, or empty."""

    code, status, exit_status = 422, 422, 2

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_timeline_error, (type(self), self.message, self.field)


def _rebuild_timeline_error(kind: type[TimelineError], message: str, field: str) -> TimelineError:
    return kind(message, field=field)


class InvalidTimeline(TimelineError):
    """A timeline or draft breaks an invariant."""


class InvalidEdit(TimelineError):
    """An edit names something that is not there, or asks for the impossible."""


class NotDrawable(TimelineError):
    """A valid wish that the renderer cannot draw yet."""


class NoMedia(TimelineError):
    """There is nothing to make a video of."""


class InvalidOption(PhotoplayError):
    """A setting is outside its range. ``field`` names it ("output.format"), or is empty."""

    code, status, exit_status = 422, 422, 2

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_invalid_option, (self.message, self.field)


def _rebuild_invalid_option(message: str, field: str) -> InvalidOption:
    return InvalidOption(message, field=field)


class ServiceError(PhotoplayError):
    """The server will not, or cannot, do what is asked.

    Args:
        message: See ``PhotoplayError``.
        data: What a client may need besides the words; the keys stand in the API contract.
    """

    def __init__(self, message: str, **data: object) -> None:
        super().__init__(message)
        self.data = data or None


class NotAuthorised(ServiceError):
    """The token is missing, unknown, expired or revoked."""

    code, status = 1001, 401


class NotFound(ServiceError):
    """No such session, task, render or asset; or somebody else's, which is the same to whoever asks."""

    code, status = 1002, 404


class NoCredits(ServiceError):
    """The balance is too low. ``data``: ``register_url`` or ``top_up_url``."""

    code, status = 2001, 403


class NoClientId(ServiceError):
    """The header that makes an anonymous identity is missing or unusable."""

    code, status = 400, 400


class ExportBlocked(ServiceError):
    """An attribution header is missing (``data``: ``missing``), or the plan forbids exports."""

    code, status = 402, 402


class Forbidden(ServiceError):
    """The token lacks a scope (``data``: ``scope``), or a signed link is wrong or has expired."""

    code, status = 403, 403


class Conflict(ServiceError):
    """An id that is used for something else, or a draft that has moved on since it was read."""

    code, status = 409, 409


class TooMany(ServiceError):
    """Over a limit of rate or number. ``data``: ``retry_after_s``."""

    code, status = 429, 429


class DatabaseAway(ServiceError):
    """The server's database cannot be reached, or is too busy."""

    code, status = 503, 503


class ServerAway(ServiceError):
    """The server cannot be reached, or broke off in the middle of its answer."""

    code, status = 503, 503


class Overloaded(ServiceError):
    """No room at the moment: too much work, or too little space."""

    code, status = 503, 503


class OutputError(PhotoplayError):
    """The result cannot be written."""

    exit_status = 4


class DiskFull(OutputError):
    """No space is left where the result or the cache is written."""

    code, status = 503, 503


class NotWritable(OutputError):
    """The place for the result is missing or may not be written."""

    code, status = 422, 422


class RenderError(PhotoplayError):
    """Making the frames went wrong."""

    exit_status = 5


class WorkerLost(RenderError):
    """A worker process died on the same chunk again and again."""


class Cancelled(RenderError):
    """The render was asked to stop; nothing was written."""

    code, status, exit_status = 499, 499, 130
