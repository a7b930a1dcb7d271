"""The pages for people: plain, made by the server, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse, Response

from photoplay.errors import Forbidden, NotAuthorised, NotFound, PhotoplayError, TooMany
from photoplay.server import markup
from photoplay.server.calling import address_of, backend_of, iso
from photoplay.server.forms import Visit, form, in_turn
from photoplay.server.heads import is_head
from photoplay.server.markup import page, problem
from photoplay.server.operators import is_here
from photoplay.services import accounts, credits, projects, registration, renders, tokens
from photoplay.services.accounts import Caller
from photoplay.services.links import Links
from photoplay.store.accounts import Token

_MOST_PROJECTS = 100
#: What tokens may do, in the words of a list.
_MAY = {"read": "see", "write": "change", "upload": "add files", "render": "make videos"}
Bind = Annotated[str, Query(max_length=64)]
Form = Annotated[dict[str, str], Depends(form)]


class PageRoute(APIRoute):
    """A route whose errors are pages too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await answer(request)
            except PhotoplayError as error:
                return problem(request, error)
            except RequestValidationError:
                return problem(
                    request, NotFound("This link is not complete. Open it again from where you got it.")
                )

        return handler


router = APIRouter(include_in_schema=False, route_class=PageRoute)


def _shown(visit: Visit, name: str, status: int = 200, **given: object) -> Response:
    return visit.mark(page(name, status, csrf=visit.csrf, caller=visit.caller, **given))


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303)


@router.get("/static/style.css")
async def style() -> Response:
    return Response(markup.style(), media_type="text/css", headers={"Cache-Control": "public, max-age=86400"})


@router.get("/")
def home(request: Request) -> Response:
    visit = Visit(request)
    return _shown(visit, "home.html", is_open=backend_of(request).settings.registration_open)


# -- logging in ---------------------------------------------------------------------------------------


@router.get("/login")
def login_page(request: Request, bind: Bind = "", registered: Annotated[str, Query()] = "") -> Response:
    visit = Visit(request)
    if visit.caller is not None:
        return _inside(bind)
    # The same words whether the address had an account before or not.
    message = "If this address had no account yet, it has one now. Log in to go on." if registered else ""
    return _shown(visit, "login.html", bind=bind, email=visit.email, message=message, error="")


def _inside(bind: str) -> Response:
    """Where a login leads: to what is to be taken over, else to the workspace."""
    return _to(f"/register?bind={quote(bind)}" if bind else "/workspace")


@router.post("/login")
async def login(request: Request, fields: Form) -> Response:
    return await in_turn(request, _login, fields)


def _login(request: Request, fields: dict[str, str]) -> Response:
    visit = Visit(request)
    visit.check(fields)
    email, bind, attempts = fields.get("email", ""), fields.get("bind", ""), request.app.state.logins
    try:
        attempts.count(address_of(request), email)
        issued = registration.login(backend_of(request), email, fields.get("password", ""))
    except (NotAuthorised, TooMany) as error:
        return _refused(visit, "login.html", error, bind=bind, email=email, message="")
    attempts.succeeded(address_of(request), email)
    return visit.log_in(_inside(bind), issued)


def _refused(visit: Visit, name: str, error: PhotoplayError, **given: object) -> Response:
    """The form once more, with what was wrong about it."""
    answer = _shown(visit, name, error.status, error=error.message, **given)
    answer.headers["X-Error-Code"] = str(error.code)
    return answer


@router.get("/login/key")
def login_by_key(request: Request, key: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The owner's link, which works once: so a browser that only looks ahead does not get it."""
    purpose = request.headers.get("sec-purpose", request.headers.get("purpose", ""))
    if "prefetch" in purpose or is_head(request.scope):
        raise Forbidden("This link is not opened ahead of time. Open it yourself.")
    if not is_here(request):
        raise Forbidden(
            "The owner's link works on the server's own machine only. Open it there, or through a tunnel: "
            "ssh -L 8765:127.0.0.1:8765 and the server's name."
        )
    request.app.state.logins.count(address_of(request), "the owner's key")
    issued = registration.use_key(backend_of(request), key)
    return Visit(request).log_in(_to("/workspace"), issued)


@router.post("/logout")
def logout(request: Request, fields: Form) -> Response:
    visit = Visit(request)
    visit.check(fields)
    if visit.caller is not None:
        registration.logout(backend_of(request), visit.caller)
    return visit.log_out(_to("/"))


# -- registering --------------------------------------------------------------------------------------


@router.get("/register")
def register_page(request: Request, bind: Bind = "") -> Response:
    visit, backend = Visit(request), backend_of(request)
    held = registration.takeover(backend, bind) if bind else None
    if visit.caller is not None:
        return _shown(visit, "take.html", bind=bind, held=held) if held else _to("/workspace")
    is_open = backend.settings.registration_open
    return _shown(visit, "register.html", bind=bind, held=held, is_open=is_open, email="", error="")


@router.post("/register")
async def register(request: Request, fields: Form) -> Response:
    return await in_turn(request, _register, fields)


def _register(request: Request, fields: dict[str, str]) -> Response:
    visit, backend = Visit(request), backend_of(request)
    visit.check(fields)
    email, bind = fields.get("email", ""), fields.get("bind", "")
    held = registration.takeover(backend, bind) if bind else None
    try:
        request.app.state.logins.count(address_of(request), f"register {email}")
        registration.register(backend, email, fields.get("password", ""), address_of(request))
    except PhotoplayError as error:
        if error.status not in (422, 429):
            raise
        return _refused(visit, "register.html", error, bind=bind, held=held, is_open=True, email=email)
    asked = f"&bind={quote(bind)}" if bind else ""
    return visit.mark(visit.keep_email(_to(f"/login?registered=1{asked}"), email))


@router.post("/register/take")
def take(request: Request, fields: Form) -> Response:
    """Takes over an anonymous account, after its projects were shown."""
    visit = Visit(request)
    visit.check(fields)
    bind = fields.get("bind", "")
    if visit.caller is None:
        return _to(f"/login?bind={quote(bind)}")
    registration.take_over(backend_of(request), visit.caller.account.id, bind)
    return _to("/workspace")


# -- the workspace ------------------------------------------------------------------------------------


@router.get("/workspace")
def workspace(request: Request) -> Response:
    visit = Visit(request)
    if visit.caller is None:
        return _to("/login")
    return _workspace(visit)


def _workspace(visit: Visit, secret: str = "") -> Response:
    caller, backend = visit.caller, backend_of(visit.request)
    assert caller is not None
    account, plan = caller.account, backend.settings.plan(caller.account.plan)
    return _shown(
        visit,
        "workspace.html",
        projects=projects.list_projects(backend, caller, _MOST_PROJECTS),
        tokens=[(token, _may(token)) for token in tokens.list_tokens(backend, account.id)],
        secret=secret,
        who=account.email or "the owner of this server",
        plan=account.plan,
        credits=credits.balance(backend, account).available if plan.has_credit_limit else None,
        day=lambda time_ms: iso(time_ms)[:10],
    )


def _may(token: Token) -> str:
    """What a token may do, in words."""
    if "*" in token.scopes:
        return "may do everything"
    words = [word for scope, word in _MAY.items() if scope in token.scopes]
    return f"may {', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else f"may {words[0]}"


@router.post("/workspace/tokens")
def make_token(request: Request, fields: Form) -> Response:
    visit = Visit(request)
    visit.check(fields)
    if visit.caller is None:
        return _to("/login")
    scopes = ["*"] if fields.get("scope") == "*" else ["read", "write", "upload", "render"]
    name = fields.get("name", "").strip() or "token"
    issued = tokens.create_token(backend_of(request), visit.caller.account, name, scopes)
    return _workspace(visit, issued.secret)


@router.post("/workspace/tokens/revoke")
def end_token(request: Request, fields: Form) -> Response:
    visit = Visit(request)
    visit.check(fields)
    if visit.caller is None:
        return _to("/login")
    tokens.revoke_token(backend_of(request), visit.caller.account.id, fields.get("id", ""))
    return _to("/workspace")


@router.get("/workspace/claim")
def claim(request: Request, ct: Annotated[str, Query(max_length=200)] = "") -> Response:
    """One project, for whoever has its link, and nothing else."""
    backend = backend_of(request)
    account, session_id = tokens.claimed_session(backend, ct)
    token = accounts.authenticate(backend, ct, kinds=("claim",)).token
    return _project(request, Caller(account, token), session_id, None)


@router.get("/workspace/projects/{session_id}")
def project(request: Request, session_id: str) -> Response:
    visit = Visit(request)
    if visit.caller is None:
        return _to("/login")
    return _project(request, visit.caller, session_id, visit)


def _project(request: Request, caller: Caller, session_id: str, visit: Visit | None) -> Response:
    backend = backend_of(request)
    state = projects.state(backend, caller, session_id)
    links = Links(backend, "", "")
    made = renders.list_renders(backend, caller, session_id, 20)
    video = next((render for render in made if render.status == "completed"), None)
    making = next((render for render in made if not render.is_final), None)
    given: dict[str, Any] = {
        "project": state.project,
        "summary": state.summary,
        "pictures": [(asset.filename, links.thumbnail(asset)) for asset in state.assets if asset.thumbnail],
        "video": video,
        "video_url": links.render(video.uid) if video else "",
        "making": making,
    }
    return _shown(visit, "project.html", **given) if visit else page("project.html", **given)
