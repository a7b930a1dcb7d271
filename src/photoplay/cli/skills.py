"""`photoplay skills`: the five skills as packages for agents, and a check of any skill folder."""

from __future__ import annotations

import json as jsons
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="The five skills for OpenClaw, Cursor and Claude; a check of any skill.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Of the skill; see `photoplay skills list`.")]
Server = Annotated[
    str | None,
    typer.Option(help="The server's address that is written into it; default: http://127.0.0.1:8765."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
#: What `skills check` ends with when it has found faults.
FAULTS = 3


@app.command("list")
def list_skills(json: Json = False) -> None:
    """Say which skills there are."""
    from photoplay.client.skill import skill_version, skills

    if json:
        told = [
            {
                "name": name,
                "title": one["title"],
                "version": skill_version(),
                "description": one["description"],
            }
            for name, one in skills().items()
        ]
        print(jsons.dumps(told, ensure_ascii=False))
        return
    widest = max(map(len, skills()))
    for name, one in skills().items():
        print(f"{name:<{widest}}  {one['intro']}")


@app.command()
def show(name: Name, server: Server = None) -> None:
    """Print a skill's SKILL.md."""
    from photoplay.client.skill import DEFAULT_SERVER, skill_md

    print(skill_md(name, DEFAULT_SERVER if server is None else server), end="")


@app.command()
def install(
    name: Annotated[str, typer.Argument(metavar="NAME|all", help="Of the skill; all: the five of them.")],
    target: Annotated[
        str,
        typer.Option(
            metavar="openclaw|cursor|claude|FOLDER", help="The agent, or the folder that holds its skills."
        ),
    ] = "openclaw",
    server: Server = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a SKILL.md that is another one.")
    ] = False,
    json: Json = False,
) -> None:
    """Write a skill where an agent finds it, with the server's address filled in."""
    from photoplay.client.skill import DEFAULT_SERVER, skills, target_folder
    from photoplay.client.skill import install as write

    names = list(skills()) if name == "all" else [name]
    done = write(
        names, target_folder(target), server=DEFAULT_SERVER if server is None else server, force=force
    )
    if json:
        print(jsons.dumps([{"name": one.name, "path": str(one.path), "written": one.is_new} for one in done]))
        return
    for one in done:
        print(f"{'Written' if one.is_new else 'Already there'}: {one.path}")


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A skill, or a folder of skills.")],
    json: Json = False,
) -> None:
    """Say what is wrong with a skill: the specification, ClawHub, sizes, secrets, dead commands."""
    from photoplay.client.skill_check import check_skills

    found = check_skills(folder)
    if json:
        told = {
            path: [{"level": one.level, "line": one.line, "message": one.message} for one in findings]
            for path, findings in found.items()
        }
        print(jsons.dumps(told, ensure_ascii=False))
    else:
        for path, findings in found.items():
            faults = sum(one.level == "fault" for one in findings)
            print(f"{path}: {'in order' if not faults else f'{faults} fault' + 's' * (faults > 1)}")
            for one in findings:
                print(f"  {one.level}{f', line {one.line}' if one.line else ''}: {one.message}")
    if any(one.level == "fault" for findings in found.values() for one in findings):
        raise typer.Exit(FAULTS)
