"""Tokens without registration, credits, claim links."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.server.body import Body, body_of, described
from photoplay.server.calling import address_of, allowed, backend_of, count_stranger, iso
from photoplay.server.envelope import answer
from photoplay.server.records import links_of
from photoplay.server.shapes import ClaimData, CreditsData, Ok, TokenData, refusals
from photoplay.services import accounts, credits, tokens
from photoplay.services.accounts import Caller

router = APIRouter(tags=["accounts"])


class Claim(Body):
    session_id: str = Field(max_length=64)
    task_id: str | None = Field(None, max_length=64)


@router.post("/api/auth/anonymous-token", response_model=Ok[TokenData], responses=refusals(400))
def anonymous_token(
    request: Request,
    x_client_id: Annotated[
        str | None, Header(description="A UUID that the client keeps, or another text of ≤ 64 characters.")
    ] = None,
) -> Response:
    """A token for a new account, or for the account that this client had when its token has expired."""
    count_stranger(request)
    backend = backend_of(request)
    issued = accounts.anonymous(backend, x_client_id, address_of(request))
    told = {
        "token": issued.secret,
        "user_id": issued.account.id,
        "expires_at": iso(issued.token.expires_at_ms),
        "credits": credits.balance(backend, issued.account).available,
    }
    return answer(told, repeated=True)


@router.get("/api/credits/balance/simple", response_model=Ok[CreditsData])
def balance(request: Request, caller: Annotated[Caller, Depends(allowed("read"))]) -> Response:
    """Credits that can be spent, that are set aside, and both together."""
    told = credits.balance(backend_of(request), caller.account)
    return answer({"available": told.available, "frozen": told.frozen, "total": told.total}, repeated=True)


@router.post("/api/auth/claim-token", response_model=Ok[ClaimData], openapi_extra=described(Claim))
def claim_token(
    request: Request,
    caller: Annotated[Caller, Depends(allowed("write"))],
    body: Annotated[Claim, Depends(body_of(Claim))],
) -> Response:
    """A link that opens one project in the browser, and gives nothing else."""
    backend = backend_of(request)
    issued = tokens.claim_token(backend, caller, body.session_id, body.task_id)
    told = {
        "claim_token": issued.secret,
        "expires_in": (issued.token.expires_at_ms - issued.token.created_at_ms) // 1000,
        "claim_url": links_of(request).claim(issued.secret),
    }
    return answer(told, repeated=True)
