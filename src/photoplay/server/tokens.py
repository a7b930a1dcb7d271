"""API tokens: made, listed and ended by whoever holds a token that may do everything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.server.body import Body, body_of, described
from photoplay.server.calling import allowed, backend_of, iso
from photoplay.server.envelope import answer
from photoplay.server.shapes import ApiTokenData, NewApiTokenData, Ok
from photoplay.services import tokens
from photoplay.services.accounts import SCOPES, Caller
from photoplay.store.accounts import Token

router = APIRouter(prefix="/api/tokens", tags=["tokens"])


class NewToken(Body):
    name: str = Field("", max_length=200)
    scopes: list[str] = Field(min_length=1, max_length=len(SCOPES), description=" ".join(SCOPES))
    expires_in: int | None = Field(None, ge=1, le=1_000_000_000, strict=True, description="Seconds.")


def told(token: Token) -> dict[str, object]:
    """A token without its secret."""
    return {
        "id": token.id,
        "name": token.name,
        "kind": token.kind,
        "scopes": sorted(token.scopes),
        "created_at": iso(token.created_at_ms),
        "expires_at": iso(token.expires_at_ms),
    }


@router.post("", response_model=Ok[NewApiTokenData], openapi_extra=described(NewToken))
def create(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("*"))],
    body: Annotated[NewToken, Depends(body_of(NewToken))],
) -> Response:
    """A new API token. Its secret is in this answer, and never again."""
    issued = tokens.create_token(backend_of(request), caller.account, body.name, body.scopes, body.expires_in)
    return answer({**told(issued.token), "token": issued.secret})


@router.get("", response_model=Ok[list[ApiTokenData]])
def listed(request: Request, caller: Annotated[Caller, Depends(allowed("*"))]) -> Response:
    """Tokens that are valid, the newest first, without their secrets."""
    found = tokens.list_tokens(backend_of(request), caller.account.id)
    return answer([told(token) for token in found])


@router.post("/{token_id}/revoke", response_model=Ok[None])
def revoke(request: Request, caller: Annotated[Caller, Depends(allowed("*"))], token_id: str) -> Response:
    """Ends a token at once."""
    tokens.revoke_token(backend_of(request), caller.account.id, token_id)
    return answer(None)
