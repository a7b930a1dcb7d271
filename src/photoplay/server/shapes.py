"""What answers look like, for the OpenAPI document. Answers are made by hand and checked against it in tests."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

T = TypeVar("T")


class Ok(BaseModel, Generic[T]):
    """Success."""

    code: Literal[0]
    message: str
    data: T


class Refusal(BaseModel):
    """An error, in words for people."""

    code: int = Field(description="See the table of codes; also in the header X-Error-Code.")
    message: str
    data: dict[str, Any] | None


class TokenData(BaseModel):
    token: str
    user_id: str
    expires_at: str = Field(description="ISO 8601, UTC.")
    credits: int


class SessionData(BaseModel):
    task_id: str
    session_id: str
    user_id: str


class CreditsData(BaseModel):
    available: int
    frozen: int
    total: int


class ClaimData(BaseModel):
    claim_token: str
    expires_in: int = Field(description="Seconds.")
    claim_url: str


class ApiTokenData(BaseModel):
    id: str
    name: str
    kind: str
    scopes: list[str]
    created_at: str
    expires_at: str


class NewApiTokenData(ApiTokenData):
    token: str = Field(description="In clear, this once.")


class FileData(BaseModel):
    """One upload."""

    id: str
    filename: str
    file_type: Literal["image", "video", "audio", "lut"]
    role: Literal["photo", "logo", "clip", "music", "lut"]
    cdn_url: str
    thumbnail_url: str
    duration: float = Field(description="Seconds.")
    width: int
    height: int
    fps: float
    size: int = Field(description="Bytes that were sent.")
    hash: str = Field(description="SHA-256 of the bytes that were sent.")
    has_sound: bool
    live_photo_of: str | None = Field(description="Of the film of a Live Photo: the id of its still.")


class RefusedFile(BaseModel):
    index: int
    filename: str
    code: int
    message: str


class UploadData(BaseModel):
    files: list[FileData]
    refused: list[RefusedFile]
    session_state_applied: bool


class HistoryData(BaseModel):
    undo: int
    redo: int


class GeneratedData(BaseModel):
    """Music or a card that is made from a recipe."""

    id: str = Field(description="What segments of the draft name as their `src`.")
    kind: Literal["music", "card"]
    name: str
    recipe: dict[str, Any]
    duration: float = Field(description="Seconds, as the draft uses it.")


class StateInner(BaseModel):
    draft: dict[str, Any]
    video_infos: list[FileData]
    generated_media: list[GeneratedData]
    canvas_config: dict[str, Any]
    history: HistoryData


class StateData(BaseModel):
    session_id: str
    task_id: str
    task_name: str
    user_id: str
    revision: int
    language: str
    profile: str
    expires_at: str | None
    summary: str
    state: StateInner


class EditedData(StateData):
    """The state after edits, and what they did."""

    changes: list[str] = Field(description="What changed, in sentences; empty: nothing did.")
    notes: list[str]
    price: int = Field(description="Credits that it cost.")


class ToolData(BaseModel):
    name: str
    description: str
    parameters: dict[str, Any] = Field(description="JSON Schema of the object of its arguments.")


class ProjectData(BaseModel):
    session_id: str
    task_id: str
    name: str
    language: str
    profile: str
    revision: int
    created_at: str
    changed_at: str


class RenderOutput(BaseModel):
    url: str
    duration: float
    size: int
    width: int
    height: int
    fps: float


class RenderData(BaseModel):
    taskId: str
    id: str
    status: Literal["pending", "processing", "completed", "failed", "cancelled"]
    progress: float
    eta_s: float | None
    output: RenderOutput | None
    outputUrl: str | None
    createdAt: int = Field(description="Epoch milliseconds.")
    completedAt: int | None
    error: str | None


class TurnData(BaseModel):
    """A message and what became of it."""

    id: str
    number: int = Field(description="In the order of arrival, from 1.")
    status: Literal["queued", "running", "done", "failed", "stopped"]
    message: str
    reply: str
    language: str = Field(description="Of the reply.")
    price: int = Field(description="Credits that it cost.")
    before_revision: int | None
    after_revision: int | None = Field(description="None where it changed nothing.")
    error_code: int | None
    created_at: str
    ended_at: str | None


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a route, for its ``responses``. Those that every route has are added by the app."""
    return {status: {"model": Refusal} for status in statuses}


#: Errors that any route may answer with.
EVERYWHERE = refusals(401, 403, 404, 405, 413, 422, 429, 500, 503)
