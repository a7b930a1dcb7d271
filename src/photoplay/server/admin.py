"""What `photoplay admin` asks for: accounts, credits, plans, passwords, tokens. Only with the operator's token."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from photoplay.errors import InvalidOption, NotAuthorised
from photoplay.server.body import Body, body_of
from photoplay.server.calling import backend_of, count_stranger, iso, own_url
from photoplay.server.envelope import answer
from photoplay.server.operators import is_admin
from photoplay.server.tokens import told as token_told
from photoplay.services import administration, registration, tokens
from photoplay.store.accounts import Account


def require_admin(request: Request) -> None:
    """Raises ``NotAuthorised`` unless the request bears the operator's token."""
    if not is_admin(request):
        count_stranger(request)
        raise NotAuthorised("This is for the operator of the server: run “photoplay admin” on its machine.")


router = APIRouter(prefix="/api/admin", include_in_schema=False, dependencies=[Depends(require_admin)])


class NewAccount(Body):
    email: str = Field(max_length=254)
    password: str = Field(max_length=1000)
    plan: str = Field("free", max_length=32)


class Grant(Body):
    amount: int = Field(strict=True, ge=-1_000_000_000, le=1_000_000_000)
    note: str = Field("", max_length=200)


class NewPlan(Body):
    plan: str = Field(max_length=32)


class NewPassword(Body):
    password: str = Field(max_length=1000)


class Disabled(Body):
    disabled: bool


def _told(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "kind": account.kind,
        "plan": account.plan,
        "email": account.email,
        "disabled": account.is_disabled,
        "created_at": iso(account.created_at_ms),
        "seen_at": iso(account.seen_at_ms),
    }


@router.post("/owner-link")
def owner_link(request: Request) -> Response:
    # It works on this machine alone, so it names the server as the command has found it there.
    return answer({"url": f"{own_url(request)}/login/key?key={registration.owner_key(backend_of(request))}"})


@router.get("/accounts")
def listed(
    request: Request,
    text: Annotated[str, Query(max_length=254)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    return answer([_told(one) for one in administration.find(backend_of(request), text, limit)])


@router.post("/accounts")
def create(request: Request, body: Annotated[NewAccount, Depends(body_of(NewAccount))]) -> Response:
    made = administration.create(backend_of(request), body.email, body.password, body.plan)
    return answer(_told(made))


@router.get("/accounts/{account}")
def shown(request: Request, account: str) -> Response:
    seen = administration.overview(backend_of(request), account)
    told = {
        **_told(seen.account),
        "available": seen.balance.available,
        "frozen": seen.balance.frozen,
        "projects": seen.projects,
        "storage_bytes": seen.storage_bytes,
        "tokens": [token_told(token) | {"revoked": token.revoked_at_ms is not None} for token in seen.tokens],
        "ledger": [
            {
                "at": iso(entry.created_at_ms),
                "kind": entry.kind,
                "available": entry.available,
                "frozen": entry.frozen,
                "note": entry.note,
            }
            for entry in seen.entries
        ],
    }
    return answer(told)


@router.post("/accounts/{account}/credits")
def grant(request: Request, account: str, body: Annotated[Grant, Depends(body_of(Grant))]) -> Response:
    if body.amount == 0:
        raise InvalidOption("Say how many credits: above zero gives, below zero takes.", field="amount")
    balance = administration.grant(backend_of(request), account, body.amount, body.note)
    return answer({"available": balance.available, "frozen": balance.frozen, "total": balance.total})


@router.post("/accounts/{account}/plan")
def set_plan(request: Request, account: str, body: Annotated[NewPlan, Depends(body_of(NewPlan))]) -> Response:
    return answer(_told(administration.set_plan(backend_of(request), account, body.plan)))


@router.post("/accounts/{account}/password")
def set_password(
    request: Request, account: str, body: Annotated[NewPassword, Depends(body_of(NewPassword))]
) -> Response:
    backend = backend_of(request)
    registration.set_password(backend, administration.account_of(backend, account).id, body.password)
    return answer(None)


@router.post("/accounts/{account}/disabled")
def set_disabled(
    request: Request, account: str, body: Annotated[Disabled, Depends(body_of(Disabled))]
) -> Response:
    return answer(_told(administration.set_disabled(backend_of(request), account, body.disabled)))


@router.post("/accounts/{account}/tokens/revoke")
def revoke_all(request: Request, account: str) -> Response:
    return answer({"revoked": administration.revoke_all(backend_of(request), account)})


@router.post("/accounts/{account}/tokens/{token_id}/revoke")
def revoke(request: Request, account: str, token_id: str) -> Response:
    backend = backend_of(request)
    tokens.revoke_token(backend, administration.account_of(backend, account).id, token_id)
    return answer(None)
