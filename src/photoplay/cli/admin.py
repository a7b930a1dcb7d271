"""`photoplay admin`: what an operator does to accounts, through the server that is running."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from photoplay.errors import InvalidOption, PhotoplayError

app = typer.Typer(
    help="Accounts, credits, plans, passwords and tokens of the running server.", no_args_is_help=True
)
accounts = typer.Typer(help="List, show, create, disable and enable accounts.", no_args_is_help=True)
credits = typer.Typer(help="Give or take credits.", no_args_is_help=True)
plan = typer.Typer(help="Put an account on another plan.", no_args_is_help=True)
password = typer.Typer(help="Set a password anew.", no_args_is_help=True)
tokens = typer.Typer(help="List and end tokens.", no_args_is_help=True)
for name, room in (
    ("accounts", accounts),
    ("credits", credits),
    ("plan", plan),
    ("password", password),
    ("tokens", tokens),
):
    app.add_typer(room, name=name)

Who = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Its id or e-mail address.")]
_TIMEOUT_S = 30


def folder(told: str | Path) -> Path:
    """A folder of an option. An empty shell variable would else be the present folder."""
    if isinstance(told, str) and not told.strip():
        raise typer.BadParameter("It is empty. Name a folder, or leave the option out.")
    return Path(told)


@app.callback()
def _where(
    context: typer.Context,
    data_dir: Annotated[
        Path | None, typer.Option(parser=folder, metavar="FOLDER", help="The running server's data folder.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="Its settings file.")] = None,
) -> None:
    context.obj = (data_dir, config)


@app.command("owner-link")
def owner_link(context: typer.Context) -> None:
    """Print a link that logs the owner of this server in once, within a day."""
    print(_ask(context, "POST", "owner-link")["url"])


@accounts.command("list")
def list_accounts(
    context: typer.Context, text: Annotated[str, typer.Argument(help="Part of an id or address.")] = ""
) -> None:
    """List accounts, the newest first."""
    from urllib.parse import quote

    found = _ask(context, "GET", f"accounts?text={quote(text)}")
    # A column's head is for people, not for programs that read the lines.
    if sys.stdout.isatty():
        print(f"{'ID':<{max([2, *(len(one['id']) for one in found)])}}  {'PLAN':<10} {'MADE':<20}  E-MAIL")
    for one in found:
        closed = "  disabled" if one["disabled"] else ""
        print(f"{one['id']}  {one['plan']:<10} {one['created_at']}  {one['email'] or ''}{closed}")


@accounts.command("show")
def show(context: typer.Context, account: Who) -> None:
    """Show one account as JSON: balance, storage, tokens, the last lines of its ledger."""
    _print(_ask(context, "GET", _of(account)))


@accounts.command("create")
def create(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="E-mail address.")],
    plan: Annotated[str, typer.Option(help="Its plan.")] = "free",
) -> None:
    """Create an account, also where registration is closed. Asks for the password."""
    told = {"email": email, "password": _password(), "plan": plan}
    print(f"{_ask(context, 'POST', 'accounts', told)['id']} was made.")


@accounts.command("disable")
def disable(context: typer.Context, account: Who) -> None:
    """Close an account: no token of it works any more."""
    _ask(context, "POST", f"{_of(account)}/disabled", {"disabled": True})
    print(f"{account} is disabled.")


@accounts.command("enable")
def enable(context: typer.Context, account: Who) -> None:
    """Open a disabled account again."""
    _ask(context, "POST", f"{_of(account)}/disabled", {"disabled": False})
    print(f"{account} is enabled.")


# An amount below zero is no option.
@credits.command("grant", context_settings={"ignore_unknown_options": True})
def grant(
    context: typer.Context,
    account: Who,
    amount: Annotated[int, typer.Argument(help="How many; below zero takes some away.")],
    note: Annotated[str, typer.Option(help="Why; stands in the ledger.")] = "",
) -> None:
    """Give credits to an account."""
    told = _ask(context, "POST", f"{_of(account)}/credits", {"amount": amount, "note": note})
    print(f"{account} has {told['available']} credits.")


@plan.command("set")
def set_plan(
    context: typer.Context, account: Who, plan: Annotated[str, typer.Argument(help="Its name.")]
) -> None:
    """Put an account on another plan."""
    _ask(context, "POST", f"{_of(account)}/plan", {"plan": plan})
    print(f"{account} is on the plan {plan}.")


@password.command("set")
def set_password(context: typer.Context, account: Who) -> None:
    """Set a password; every login of the account ends. Asks for it, or reads a line from standard input."""
    _ask(context, "POST", f"{_of(account)}/password", {"password": _password()})
    print(f"The password of {account} is set.")


@tokens.command("list")
def list_tokens(context: typer.Context, account: Who) -> None:
    """List the tokens of an account."""
    for one in _ask(context, "GET", _of(account))["tokens"]:
        ended = "  revoked" if one["revoked"] else ""
        print(
            f"{one['id']}  {one['kind']:<9} until {one['expires_at']}  {' '.join(one['scopes'])}  {one['name']}{ended}"
        )


@tokens.command("revoke")
def revoke(
    context: typer.Context,
    account: Who,
    token: Annotated[str, typer.Argument(help="The token's id; without it all of them.")] = "",
) -> None:
    """End one token of an account, or all."""
    one = f"/{_quoted(token)}" if token else ""
    _ask(context, "POST", f"{_of(account)}/tokens{one}/revoke")
    print("The token is ended." if token else "All tokens are ended.")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    told: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return told


def _of(account: str) -> str:
    return f"accounts/{_quoted(account)}"


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")


def _print(told: object) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=2))


def _ask(context: typer.Context, method: str, path: str, body: object = None) -> Any:
    """Asks the running server.

    Raises:
        InvalidOption: It does not run, or refuses, for the reason it gives.
    """
    from urllib.error import HTTPError, URLError
    from urllib.request import ProxyHandler, Request, build_opener

    url, token = _server(*context.obj)
    request = Request(
        f"{url}/api/admin/{path}",
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        method=method,
    )
    try:
        # It is on this machine: proxies of the environment are not asked.
        with build_opener(ProxyHandler({})).open(request, timeout=_TIMEOUT_S) as answer:
            return json.load(answer)["data"]
    except HTTPError as error:
        raise _refused(error.read()) from error
    except (URLError, TimeoutError, ConnectionError) as error:
        raise InvalidOption(_NOT_RUNNING) from error


_NOT_RUNNING = (
    "No server is running with this data folder. Start it with “photoplay serve”, or name its folder with "
    "--data-dir."
)


def _refused(answer: bytes) -> PhotoplayError:
    try:
        return InvalidOption(str(json.loads(answer)["message"]))
    except (ValueError, KeyError, TypeError):
        return InvalidOption("What answers there is no Photoplay server. Start one with “photoplay serve”.")


def _server(data_dir: Path | None, config: Path | None) -> tuple[str, str]:
    """Where the running server is, and what opens its admin calls."""
    from photoplay.settings import load_service_settings

    folder = load_service_settings(config, data_dir=data_dir).data_dir
    try:
        told = json.loads((folder / "server.json").read_text("utf-8"))
        return str(told["url"]), str(told["token"])
    except PermissionError as error:
        raise InvalidOption("Only the user who runs the server may do this.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidOption(_NOT_RUNNING) from error
