"""Every error Photoplay raises on purpose.

    PhotoplayError
    ├── MediaError              a file that was handed in
    │   ├── UnsupportedMedia    4001  not a kind we read
    │   ├── BrokenMedia         4001  the right kind, but damaged
    │   ├── MediaTooLarge       4002  over a limit, found before decoding
    │   └── MissingMedia        404   not there, not a file, not permitted
    ├── TimelineError           what should be drawn
    │   ├── InvalidTimeline     422   breaks an invariant; names the field
    │   ├── InvalidEdit         422   an edit that cannot be done
    │   ├── NotDrawable         422   valid, but beyond today's renderer
    │   └── NoMedia             422   nothing to make a video of
    ├── InvalidOption           422   a setting outside its range
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


class PhotoplayError(Exception):
    """Base of all errors that are meant for the user's eyes.

    Args:
        message: One or two sentences: what is wrong, and what to do next.
    """

    code: int = 500
    status: int = 500
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
    """A setting is outside its range."""

    code, status, exit_status = 422, 422, 2


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
