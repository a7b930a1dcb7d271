"""The command line: commands, their options, and how errors are told. No logic."""

from __future__ import annotations

import signal
import sys
from json import dumps
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from photoplay.cli import admin
from photoplay.errors import NotWritable, PhotoplayError

app = typer.Typer(
    help="Turns photos into finished videos, on your own machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
#: Exit statuses beyond the errors' own.
INTERRUPTED, BROKEN_PIPE = 130, 141
_STOPPED = "photoplay: stopped; nothing was written."


@app.command()
def make(
    context: typer.Context,
    inputs: Annotated[
        list[Path] | None, typer.Argument(metavar="FILES|FOLDER…", help="Photos and folders.")
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The video to write.")] = Path(
        "photoplay.mp4"
    ),
    seconds: Annotated[float | None, typer.Option(help="Length of the video; wins over --per-photo.")] = None,
    per_photo: Annotated[float, typer.Option(help="Length of each photo, seconds.")] = 3.0,
    aspect: Annotated[str | None, typer.Option(help="16:9, 9:16, 1:1 or 4:5.")] = None,
    size: Annotated[str | None, typer.Option(help="Such as 1280x720; wins over --aspect.")] = None,
    fps: Annotated[int, typer.Option(help="24, 25, 30, 50 or 60.")] = 30,
    motion: Annotated[str, typer.Option(help="auto, hold, zoom-in, zoom-out, pan-left, …")] = "auto",
    fit: Annotated[str, typer.Option(help="auto, cover, contain or blur.")] = "auto",
    transition: Annotated[str, typer.Option(help="fade, fadeblack, wipeleft, …, or none.")] = "fade",
    transition_seconds: Annotated[float, typer.Option(help="Length of transitions.")] = 0.6,
    order: Annotated[
        str, typer.Option(help="name, date or given; default: as given, folders by name.")
    ] = "auto",
    quality: Annotated[str, typer.Option(help="draft, standard, high or lossless.")] = "standard",
    preset: Annotated[
        str | None, typer.Option(help="discord, youtube, tiktok, … : meets its limits and proves it.")
    ] = None,
    max_size: Annotated[str | None, typer.Option(help="Such as 8MB: the file stays below it.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that draw; default: all processors.")] = None,
    draft: Annotated[
        Path | None, typer.Option(help="Make the video of this draft file instead of photos.")
    ] = None,
    save_draft: Annotated[Path | None, typer.Option(help="Also save the timeline as a draft file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, nothing else.")] = False,
) -> None:
    """Make a video of photos: `photoplay make FOLDER -o out.mp4`."""
    from photoplay.cli import making

    making.run(
        making.Wish(
            inputs=tuple(inputs or ()),
            output=output,
            seconds=seconds,
            per_photo=per_photo,
            aspect=aspect,
            size=size,
            fps=fps,
            motion=motion,
            fit=fit,
            transition=transition,
            transition_seconds=transition_seconds,
            order=order,
            quality=quality,
            preset=preset,
            max_size=max_size,
            workers=workers,
            draft=draft,
            save_draft=save_draft,
            json=json,
            named=_named_options(context),
        )
    )


@app.command()
def probe(
    files: Annotated[list[Path], typer.Argument(help="Photos to look at.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what each file is: format, size, subject, or what is wrong with it."""
    from photoplay.cli import looking

    looking.probe(files, as_json=json)


@app.command()
def frame(
    draft: Annotated[Path, typer.Argument(help="A draft file (see `make --save-draft`).")],
    at: Annotated[float, typer.Option(help="Moment, seconds from the start.")] = 0.0,
    output: Annotated[Path, typer.Option("-o", "--output", help="The PNG to write.")] = Path("frame.png"),
) -> None:
    """Draw one frame of a draft as a PNG, exactly as the video shows it before encoding."""
    from photoplay.cli import looking

    looking.frame(draft, at, output)


@app.command()
def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what is here, what is missing, and under which licences the parts come."""
    from photoplay.cli import doctor as room

    room.run(as_json=json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; default: 8765. 0 takes a free one.")] = None,
    data_dir: Annotated[
        Path | None,
        typer.Option(parser=admin.folder, metavar="FOLDER", help="Folder for database, files and keys."),
    ] = None,
    config: Annotated[Path | None, typer.Option(help="A TOML file with settings.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that draw; default: all processors.")] = None,
) -> None:
    """Run the server that programs and chat assistants call."""
    from photoplay.cli import serving

    serving.run(host=host, port=port, data_dir=data_dir, workers=workers, config=config)


@app.command("config")
def show_config(
    config: Annotated[Path | None, typer.Option(help="A TOML file with settings.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say each setting of the server, its value, and where that comes from."""
    from photoplay.cli import settings_shown

    settings_shown.run(config=config, as_json=json)


app.add_typer(admin.app, name="admin")


def _named_options(context: typer.Context) -> frozenset[str]:
    """Names of the options that were typed."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    return frozenset(name for name, source in sources.items() if source and source.name == "COMMANDLINE")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"photoplay {version('photoplay')}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    pass


def run() -> NoReturn:
    """The program: runs a command and ends the process with its exit status."""
    # A polite kill and a closed terminal are cleaned up after like Ctrl-C.
    for polite in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(polite, signal.default_int_handler)
    try:
        # Typer answers with the status of its own exits, Ctrl-C among them.
        status = app(standalone_mode=False) or 0
        if status == INTERRUPTED:
            print(_STOPPED, file=sys.stderr)
    except PhotoplayError as error:
        field = getattr(error, "field", "")
        print(f"photoplay: {error.message}" + (f" [{field}]" if field else ""), file=sys.stderr)
        if "--json" in sys.argv:
            print(dumps({"error": error.message, "code": error.code, "field": field}, ensure_ascii=False))
        status = error.exit_status
    except (typer.Abort, KeyboardInterrupt):
        print(_STOPPED, file=sys.stderr)
        status = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        status = BROKEN_PIPE
    except OSError as error:
        print(f"photoplay: {error.strerror or error}: {error.filename or 'output'}", file=sys.stderr)
        status = NotWritable.exit_status
    except Exception as error:
        # Typer carries its own copy of click; usage errors know how to show themselves.
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        status = getattr(error, "exit_code", 2)
    sys.exit(status)
