"""The command line: commands, their options, and how errors are told. No logic."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import fields
from json import dumps
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from photoplay.cli import admin, options, skills
from photoplay.errors import NotWritable, PhotoplayError
from photoplay.services.wishes import Wishes

app = typer.Typer(
    help="Turns photos and clips into finished videos, on your own machine.",
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
    inputs: options.Inputs = None,
    output: options.Output = Path("photoplay.mp4"),
    say: options.Say = None,
    seconds: options.Seconds = None,
    per_photo: options.PerPhoto = 3.0,
    aspect: options.Aspect = None,
    size: options.Size = None,
    fps: options.Fps = 30,
    motion: options.Move = "auto",
    fit: options.Fit = "auto",
    transition: options.Transition = "fade",
    transition_seconds: options.TransitionSeconds = 0.6,
    matte: options.Matte = None,
    look: options.Look = None,
    auto: options.Auto = False,
    match: options.Match = False,
    lut: options.Lut = None,
    background: options.Background = None,
    speed: options.Speed = 1.0,
    mute_clips: options.MuteClips = False,
    order: options.Order = "auto",
    title: options.Title = None,
    subtitle: options.Subtitle = None,
    captions: options.Captions = None,
    logo: options.Logo = None,
    logo_corner: options.LogoCorner = None,
    end_card: options.EndCard = None,
    music: options.Music = "auto",
    volume: options.Volume = "35",
    beat_sync: options.BeatSync = False,
    quality: options.Quality = "standard",
    preset: options.Preset = None,
    max_size: options.MaxSize = None,
    workers: options.Workers = None,
    draft: options.Draft = None,
    save_draft: options.SaveDraft = None,
    json: options.Json = False,
) -> None:
    """Make a video of photos and clips: `photoplay make FOLDER -o out.mp4`."""
    told = locals()
    from photoplay.cli import making

    wishes = Wishes(**{field.name: told[field.name] for field in fields(Wishes)})
    named = _named_options(context)
    task = making.Task(tuple(inputs or ()), output, wishes, workers, draft, save_draft, json, named)
    if say:
        from photoplay.cli import saying

        saying.run(task, say)
    else:
        making.run(task)


@app.command()
def probe(
    files: Annotated[list[Path], typer.Argument(help="Photos, clips and sound files to look at.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what each file is: format, size, subject or beat, or what is wrong with it."""
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
def music(
    mood: Annotated[str | None, typer.Argument(help="Such as calm, lo-fi, upbeat; see --list.")] = None,
    seconds: Annotated[float, typer.Option(help="Its length.")] = 30.0,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The WAV, FLAC or MIDI file to write.")
    ] = Path("music.wav"),
    seed: Annotated[int, typer.Option(help="Another number is another piece of the mood.")] = 0,
    lead: Annotated[str | None, typer.Option(help="The instrument of the melody; see --list.")] = None,
    bpm: Annotated[int | None, typer.Option(help="Tempo, beats a minute.")] = None,
    list_moods: Annotated[bool, typer.Option("--list", help="Say which moods there are.")] = False,
    json: options.Json = False,
) -> None:
    """Compose a piece of music: `photoplay music calm --seconds 30 -o calm.wav`."""
    from photoplay.cli import sounding

    if list_moods:
        sounding.list_moods(as_json=json)
    else:
        sounding.compose(mood, seconds, output, seed, lead, bpm, as_json=json)


@app.command()
def transitions(json: options.Json = False) -> None:
    """Say which transitions there are, by families."""
    from photoplay.cli import listing

    listing.transitions(as_json=json)


@app.command()
def looks(json: options.Json = False) -> None:
    """Say which looks there are, and how strong each may be."""
    from photoplay.cli import listing

    listing.looks(as_json=json)


@app.command()
def fonts(
    text: Annotated[str | None, typer.Option(help="Say which fonts these words need.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say which fonts there are for titles, and which a text needs."""
    from photoplay.cli import lettering

    lettering.run(text, as_json=json)


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


@app.command()
def mcp(
    server: Annotated[str | None, typer.Option(help="Address of a server; none: one of its own.")] = None,
    http: Annotated[
        int | None, typer.Option(metavar="PORT", help="Serve over HTTP on this port of this machine.")
    ] = None,
) -> None:
    """Let assistants make videos: an MCP server over standard input and output, or over HTTP."""
    from photoplay.cli import assisting

    assisting.run(server, http)


@app.command()
def chat(
    files: Annotated[list[Path] | None, typer.Argument(help="Photos, clips, music, a logo, folders.")] = None,
    say: Annotated[
        list[str] | None, typer.Option(help="Say this and ask nothing; may come several times.")
    ] = None,
    attach: Annotated[list[Path] | None, typer.Option(help="A file to begin with, like FILES.")] = None,
    export: Annotated[Path | None, typer.Option(help="Then make the video: the MP4 to write.")] = None,
    skill: Annotated[
        str | None,
        typer.Option(help="Do as this skill does by itself: a name of `skills list`, or a folder."),
    ] = None,
    server: Annotated[
        str | None, typer.Option(help="Address of a server; default: NEMO_API_URL, else one of its own.")
    ] = None,
) -> None:
    """Talk about a video: drop photos, say what you want, refine it, export it."""
    from photoplay.cli import chatting

    wished = (*(files or ()), *(attach or ()))
    address = server or os.environ.get("NEMO_API_URL", "").strip() or None
    chatting.run(chatting.Wish(wished, tuple(say or ()), export, address, skill))


@app.command("config")
def show_config(
    config: Annotated[Path | None, typer.Option(help="A TOML file with settings.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say each setting of the server, its value, and where that comes from."""
    from photoplay.cli import settings_shown

    settings_shown.run(config=config, as_json=json)


app.add_typer(admin.app, name="admin")
app.add_typer(skills.app, name="skills")


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
