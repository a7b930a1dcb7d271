"""The media bin: uploads, each with the record that drawing needs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from photoplay.media.record import Film, Focus, MediaRecord, Sound, Tone
from photoplay.store.schema import assets


@dataclass(frozen=True, slots=True)
class Asset:
    """One upload. ``size_bytes`` and ``sha256`` are of the bytes sent; the rest of what was cleaned.

    Attributes:
        id: "img_…", "vid_…", "snd_…" or "lut_…", unique in its session.
        position: In the order of upload.
        filename: As sent, the last component, control characters removed.
        role: "photo", "logo", "clip", "music" or "lut".
        duration_s, fps: Of clips and sounds; 0 for pictures.
        file, thumbnail: Keys in the file store.
        file_bytes: Of the cleaned file.
        record: The media record of the cleaned file; its path is relative and not to be used.
    """

    id: str
    session_id: str
    account_id: str
    position: int
    filename: str
    kind: str
    role: str
    duration_s: float
    width: int
    height: int
    fps: float
    size_bytes: int
    sha256: str
    file: str
    file_bytes: int
    thumbnail: str
    record: MediaRecord
    created_at_ms: int


#: What stands for a field of ``MediaRecord`` that a row lacks and that has no value of its own.
_EMPTY: dict[str, Any] = {
    "id": "", "name": "", "kind": "image", "format": "jpeg", "width": 1, "height": 1, "size_bytes": 0, "sha256": "",
    "duration_ms": 1, "sample_rate": 48_000, "channels": 2, "frames": 1, "fps": 25.0,
    "black": 0.0, "white": 1.0, "mean": (50.0, 0.0, 0.0),
}  # fmt: skip


def record_to_json(record: MediaRecord) -> str:
    """A media record as text, without its path."""
    told: dict[str, Any] = asdict(record)
    del told["path"]
    return json.dumps(told, ensure_ascii=True)


def record_from_json(text: str, path: Path) -> MediaRecord:
    """The record again, at another path. What another version wrote may hold more, or less."""
    told = _known(MediaRecord, json.loads(text))
    told["focus"] = Focus(**_known(Focus, told.get("focus") or {}))
    told["background"] = tuple(told["background"]) if told.get("background") else None
    told["sound"] = _sound(told["sound"]) if told.get("sound") else None
    told["film"] = Film(**_known(Film, told["film"])) if told.get("film") else None
    told["tone"] = _tone(told["tone"]) if told.get("tone") else None
    return MediaRecord(**{**told, "path": path})


def _sound(told: dict[str, Any]) -> Sound:
    times = {name: tuple(told.get(name) or ()) for name in ("beats_ms", "downbeats_ms")}
    return Sound(**{**_known(Sound, told), **times})


def _tone(told: dict[str, Any]) -> Tone:
    known = _known(Tone, told)
    for name in ("mean", "light"):
        if name in known:
            known[name] = tuple(known[name])
    return Tone(**known)


def _known(kind: type[MediaRecord | Focus | Sound | Film | Tone], told: dict[str, Any]) -> dict[str, Any]:
    """Fields that there are, and of those that must be there the ones that are not."""
    names = {field.name for field in fields(kind)}
    missing = {name: _EMPTY[name] for name in _EMPTY if name in names and name not in told}
    return {**missing, **{name: value for name, value in told.items() if name in names}}


def _asset(row: sa.Row[tuple[object, ...]]) -> Asset:
    told = row._mapping
    record = record_from_json(told["record"], Path(told["file"]))
    return Asset(
        told["id"],
        told["session_id"],
        told["account_id"],
        told["position"],
        told["filename"],
        told["kind"],
        told["role"],
        told["duration"],
        told["width"],
        told["height"],
        told["fps"],
        told["size_bytes"],
        told["sha256"],
        told["file"],
        told["file_bytes"],
        told["thumbnail"],
        replace(record, id=told["id"], name=told["filename"], role=told["role"]),
        told["created_at"],
    )


def insert(connection: sa.Connection, asset: Asset) -> None:
    """Adds an upload, or brings back one of the same id that was taken out of the bin."""
    old = sa.and_(assets.c.session_id == asset.session_id, assets.c.id == asset.id)
    values = {
        "account_id": asset.account_id,
        "position": asset.position,
        "filename": asset.filename,
        "kind": asset.kind,
        "role": asset.role,
        "duration": asset.duration_s,
        "width": asset.width,
        "height": asset.height,
        "fps": asset.fps,
        "size_bytes": asset.size_bytes,
        "sha256": asset.sha256,
        "file": asset.file,
        "file_bytes": asset.file_bytes,
        "thumbnail": asset.thumbnail,
        "record": record_to_json(asset.record),
        "created_at": asset.created_at_ms,
        "deleted_at": None,
    }
    if connection.execute(assets.update().where(old).values(**values)).rowcount == 0:
        connection.execute(assets.insert().values(session_id=asset.session_id, id=asset.id, **values))


def of_session(connection: sa.Connection, session_id: str, *, deleted: bool = False) -> list[Asset]:
    """The media bin in the order of upload; with ``deleted`` also what was taken out of it."""
    query = (
        sa.select(assets)
        .where(assets.c.session_id == session_id)
        .order_by(assets.c.position, assets.c.created_at, assets.c.id)
    )
    if not deleted:
        query = query.where(assets.c.deleted_at.is_(None))
    return [_asset(row) for row in connection.execute(query)]


def films_of(connection: sa.Connection, session_id: str) -> frozenset[str]:
    """Ids of all films of a session, also of those that were taken out of the bin."""
    query = sa.select(assets.c.id).where(assets.c.session_id == session_id, assets.c.kind == "video")
    return frozenset(connection.execute(query).scalars())


def by_id(connection: sa.Connection, session_id: str, asset_id: str) -> Asset | None:
    """An asset, also one that was taken out of the bin: an old draft may still show it."""
    row = connection.execute(
        sa.select(assets).where(assets.c.session_id == session_id, assets.c.id == asset_id)
    ).first()
    return _asset(row) if row else None


def in_bin(connection: sa.Connection, session_id: str, asset_id: str) -> Asset | None:
    """An asset that is in the media bin."""
    query = sa.select(assets).where(
        assets.c.session_id == session_id, assets.c.id == asset_id, assets.c.deleted_at.is_(None)
    )
    row = connection.execute(query).first()
    return _asset(row) if row else None


def change(connection: sa.Connection, session_id: str, asset_id: str, **values: object) -> None:
    """Sets columns of one asset."""
    found = sa.and_(assets.c.session_id == session_id, assets.c.id == asset_id)
    connection.execute(assets.update().where(found).values(**values))


def count_copies(connection: sa.Connection, session_id: str, asset_id: str, copies: int) -> None:
    """Keeps how often a file was in one upload, if that is more than was known; once is not worth a word."""
    known = in_bin(connection, session_id, asset_id) if copies > 1 else None
    if known is not None and known.record.copies < copies:
        told = record_to_json(replace(known.record, copies=copies))
        change(connection, session_id, asset_id, record=told)


def move_up(connection: sa.Connection, session_id: str, asset_id: str, position: int) -> None:
    """Gives an asset an earlier place in the order of upload; never a later one."""
    found = sa.and_(assets.c.session_id == session_id, assets.c.id == asset_id, assets.c.position > position)
    connection.execute(assets.update().where(found).values(position=position))


def next_position(connection: sa.Connection, session_id: str) -> int:
    """Behind everything that was uploaded so far."""
    query = sa.select(sa.func.coalesce(sa.func.max(assets.c.position), -1) + 1)
    return int(connection.execute(query.where(assets.c.session_id == session_id)).scalar_one())


def count_of(connection: sa.Connection, session_id: str) -> int:
    """How many files are in the bin."""
    query = sa.select(sa.func.count()).where(assets.c.session_id == session_id, assets.c.deleted_at.is_(None))
    return int(connection.execute(query).scalar_one())


def bytes_of(connection: sa.Connection, account_id: str) -> int:
    """Size of all kept files of an account together; a file that several of its sessions have counts once."""
    mine = sa.select(assets.c.file, assets.c.file_bytes).where(assets.c.account_id == account_id)
    files = mine.distinct().subquery()
    query = sa.select(sa.func.coalesce(sa.func.sum(files.c.file_bytes), 0))
    return int(connection.execute(query).scalar_one())


def has_file(connection: sa.Connection, account_id: str, file: str) -> bool:
    """Whether a file is one of an account's already."""
    query = sa.select(assets.c.id).where(assets.c.account_id == account_id, assets.c.file == file)
    return connection.execute(query.limit(1)).first() is not None


def records_of(connection: sa.Connection, session_id: str) -> dict[str, Asset]:
    """Everything that drafts of a session may show, by id."""
    return {asset.id: asset for asset in of_session(connection, session_id, deleted=True)}
