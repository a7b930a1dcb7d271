"""Each SKILL.md against the server: its calls, codes, limits and formats are the server's, and its commands run."""

from __future__ import annotations

import os
import re
import subprocess
import uuid
import wave
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.contract.running import Account, Service, ok, start, stop
from tests.contract.skill_videos import logo, probed, spoken
from tests.waiting import HANGS_S

from photoplay.client.skill import skill_facts, skill_md, skill_version, skills
from photoplay.export.presets import PRESETS
from photoplay.server.documentation import CODES
from photoplay.server.streams import LONGEST_S
from photoplay.services.profiles import PROFILES
from photoplay.services.uploads import ACCEPTED
from photoplay.settings import MB, ServiceSettings

U8 = NDArray[np.uint8]
EVERY = pytest.mark.parametrize("name", list(skills()))
#: Of the contract that clients are written against.
CONTRACT = {0, 1001, 1002, 2001, 4001, 4002, 400, 402, 403, 404, 405, 409, 422, 429, 500, 503}
#: The longest that one block may take.
LONGEST_BLOCK_S = 300


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("skills"), workers="2")
    yield running
    stop(running)


def blocks_of(text: str) -> list[str]:
    """The commands of a SKILL.md, block by block."""
    return re.findall(r"^```bash\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def talk_of(connected: str) -> str:
    """The conversation that connecting tells of: ``export PP=…``."""
    told = re.fullmatch(
        r"Ready\. Begin every later block of this conversation with: (export PP=[A-Za-z0-9]{6})\n", connected
    )
    assert told is not None, connected
    return told[1]


def calls_of(text: str) -> set[tuple[str, str]]:
    """Method and path of every call that the file names: in its table, by its functions, and in lines of curl."""
    table = re.findall(r"^\| `(GET|POST|PUT|PATCH|DELETE) (/[^` ]+)`", text, re.MULTILINE)
    code = "\n".join(blocks_of(text)).replace("\\\n", " ").replace("$API/", "$BASE/api/")
    code = re.sub(r"\$\((?:[^()]|\([^()]*\))*\)", "<x>", code)
    functions = re.findall(r"pp_call (\w+) \"?(/[^\"\s?]+)", code)
    lines = [
        line
        for line in code.splitlines()
        if line.strip().startswith(("curl ", "printf 'X-Client", '"$BASE/'))
    ]
    curl = [
        (("POST" if re.search(r"-X POST| -d ", line) or "run_sse" in line else "GET"), path)
        for line in lines
        for path in re.findall(r"\$BASE(/[^\"\s?|]+)\"", line)
    ]
    assert len(functions) >= 8 and len(curl) >= 4
    return {(method, re.sub(r"<\w+>|\$SID\b", "x", path)) for method, path in (*table, *functions, *curl)}


@EVERY
def test_every_call_exists(name: str, server: Service) -> None:
    paths: dict[str, Any] = httpx.get(f"{server.url}/openapi.json", trust_env=False, timeout=HANGS_S).json()[
        "paths"
    ]
    known = [
        (method.upper(), re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))))
        for path, calls in paths.items()
        for method in calls
    ]
    calls = calls_of(skill_md(name))
    assert len(calls) >= 11
    assert [one for one in calls if not any(one[0] == m and p.fullmatch(one[1]) for m, p in known)] == []


@EVERY
def test_the_codes_are_the_servers(name: str) -> None:
    rows = re.findall(r"^\| (\d+) \| (\d+) \| ([^|]+) \| ([^|]+) \|$", skill_md(name), re.MULTILINE)
    told = {int(code): int(status) for code, status, *_ in rows}
    assert set(told) == CONTRACT
    sent = {code: status for code, status, _ in CODES}
    assert told == {code: sent[code] for code in CONTRACT}


@EVERY
def test_formats_and_limits_are_the_settings(name: str) -> None:
    text, settings = skill_md(name), ServiceSettings()
    shared, limits = skill_facts()["shared"], text[text.index("## Limits and formats") :]
    assert {*shared["images"], *shared["videos"], *shared["sounds"], "cube"} == set(ACCEPTED)
    for kind in ("images", "videos", "sounds"):
        assert ", ".join(shared[kind]) in limits
    assert PROFILES[name].name == name
    assert f"at most {PROFILES[name].upload_bytes(settings) // MB} MB" in limits
    assert f"{settings.message_characters:,} characters" in limits
    assert f"a turn of at most {LONGEST_S // 60} minutes" in limits
    assert f"costs {settings.price_turn} credit, composed music {settings.price_music} more" in limits
    assert f"deleted {settings.keep_anonymous_days} days after" in limits
    assert f"{settings.anonymous_token_days} days) and renewed" in text
    assert set(shared["presets"]) == {one.name for one in PRESETS.values() if not one.missing} - {"discord"}


def test_the_discord_skill_tells_the_presets_limits() -> None:
    preset, text = PRESETS["discord"], " ".join(skills()["ai-image-to-video-discord"]["tips"])
    assert preset.most_bytes == 20 * 2**20 and "20 MiB" in text
    assert preset.fit_bytes == (8_000_000, 19 * 2**20) and "8 MB" in text and "19 MiB" in text
    assert PROFILES["ai-image-to-video-discord"].preset == "discord"


@pytest.fixture
def workplace(tmp_path: Path, picture: Callable[..., U8]) -> Callable[[str], Path]:
    """``workplace(skill)``: a home with the files that the skill's examples name."""

    def make(name: str) -> Path:
        for seed, file in enumerate(skills()[name]["photos"], 1):
            if file.startswith("logo"):
                logo().save(tmp_path / file)
            else:
                Image.fromarray(picture(1280, 960, seed)).save(tmp_path / file, quality=88)
        return tmp_path

    return make


@pytest.fixture
def bash(server: Service, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """``bash(code)``: in a shell of its own, with a home of its own."""

    def run(code: str, **env: str) -> subprocess.CompletedProcess[str]:
        told = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C", **env}
        return subprocess.run(
            ["bash", "-c", code], cwd=tmp_path, env=told, capture_output=True, text=True, timeout=LONGEST_BLOCK_S,
            check=False,
        )  # fmt: skip

    return run


Bash = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.needs_curl
@pytest.mark.needs_ffprobe
@pytest.mark.slow("ai-image", "meta-ai", "online")
@EVERY
def test_every_block_runs_and_makes_a_video(
    name: str, server: Service, workplace: Callable[[str], Path], bash: Bash
) -> None:
    home = workplace(name)
    # A proxy that is not there: calls to this machine must not ask it.
    env = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    said = []
    for block in blocks_of(skill_md(name, server.url)):
        if said:
            assert block.startswith("export PP=…; ")
            block = block.replace("export PP=…", talk_of(said[0]))
        done = bash(block, **env)
        assert done.returncode == 0 and done.stderr == "", (block[-300:], done.stdout, done.stderr)
        said.append(done.stdout)
        assert "nmv_usr_" not in done.stdout
    assert said[1].splitlines() == [
        f"{file}: uploaded as {'logo' if file.startswith('logo') else 'photo'}"
        for file in skills()[name]["photos"]
    ]
    assert said[2].splitlines()[-1].startswith("Timeline (")
    told = probed(home / "video.mp4")
    assert (told["streams"][0]["width"], told["streams"][0]["height"]) == (1920, 1080)
    for other in ("preview.mp4", "video-1.mp4", "video-2.mp4"):
        stream = probed(home / other)["streams"][0]
        assert stream["codec_name"] == "h264"
        # Only the quick look is small: what is handed over is whole.
        assert (min(stream["width"], stream["height"]) == 360) == (other == "preview.mp4")
    kept = list((home / ".photoplay").rglob("*"))
    assert len([path for path in kept if path.name.startswith("talk.")]) == 1
    assert len(kept) > 5 and all(path.stat().st_mode & 0o077 == 0 for path in kept if path.suffix != ".sh")


@EVERY
def test_the_model_sentence_is_understood_whole(
    name: str, server: Service, workplace: Callable[[str], Path]
) -> None:
    """Its texts, its song and its camera move are on the timeline, and nothing is left over."""
    home, facts = workplace(name), skills()[name]
    song(home / "song.mp3")
    sent = [*facts["photos"], *re.findall(r"use (song\.mp3)", facts["model"])]
    with httpx.Client(base_url=server.url, timeout=HANGS_S, trust_env=False) as http:
        told = ok(http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        me = Account(http, told["token"], told["user_id"], {"X-Skill-Source": name})
        session = me.session()
        assert ok(me.upload(session, *((one, (home / one).read_bytes()) for one in sent)))["refused"] == []
        answer = spoken(me, session, facts["model"])
        tracks = me.state(session)["state"]["draft"]["t"]
    assert "not understand" not in answer and "Timeline (" in answer, answer
    for text in re.findall(r'"([^"]+)"', facts["model"]):
        assert f"“{text}”" in answer, answer
    shown = [segment for track in tracks if track["tt"] == 0 for segment in track["sg"]]
    for move in re.findall(r"zoom (?:in|out)", facts["model"]):
        assert [one["mo"]["type"] for one in shown] == [move.replace(" ", "-")]
    music = [segment["n"] for track in tracks if track["tt"] == 1 for segment in track["sg"]]
    if "song.mp3" in sent:
        assert set(music) == {"song.mp3"}


def song(path: Path) -> None:
    """Eight seconds of a tone; what a file is is found by its content, whatever its name."""
    tone = 12000 * np.sin(2 * np.pi * 440 * np.arange(8 * 22050) / 22050)
    with wave.open(str(path), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(22050)
        written.writeframes(tone.astype("<i2").tobytes())


READ = ". ~/.photoplay/meta-ai-image-to-video/pp.sh"


@pytest.fixture
def connected(server: Service, workplace: Callable[[str], Path], bash: Bash) -> Bash:
    """The shell after the first block: ``connected("pp_…")``."""
    workplace("meta-ai-image-to-video")
    text = skill_md("meta-ai-image-to-video", server.url)
    done = bash(blocks_of(text)[0])
    assert done.returncode == 0, done.stderr
    first = f"{talk_of(done.stdout)}; {READ}"
    return lambda code, **env: bash(f"{first}\n{code}", **env)


SMALL = '\'{"quality":"draft","resolution":"360p"}\''


@pytest.mark.needs_curl
def test_odd_names_and_words_arrive_as_they_are(connected: Bash, tmp_path: Path) -> None:
    names = ['my "best", photo; 1.jpg', "山 é&b.jpg", "it's $HOME `id`.jpg"]
    for name in names:
        (tmp_path / name).write_bytes((tmp_path / "image1.jpg").read_bytes())
    (tmp_path / "notes.txt").write_text("hello")
    done = connected(
        'pp_upload *.jpg notes.txt && pp_say \'title "A \\\\ ""b" & $HOME `id`\nsecond\ttab\' && pp_state'
    )
    assert done.stderr == "", done.stdout
    for name in names:
        assert f"{name}: uploaded as photo" in done.stdout
    assert re.search(r"notes\.txt: refused \(4001\): .+JPEG or PNG", done.stdout)
    assert "Timeline (" in done.stdout.splitlines()[-1]


@pytest.mark.needs_curl
def test_prices_and_apostrophes_are_not_touched_by_the_shell(connected: Bash) -> None:
    words = 'a video with the title "It\'s $49 `now`"'
    done = connected(f"pp_upload image1.jpg && pp_say <<'WORDS'\n{words}\nWORDS\n")
    assert "It's $49 `now`" in done.stdout.replace("’", "'"), done


@pytest.mark.needs_curl
def test_refusals_are_told_in_words(connected: Bash) -> None:
    told = {
        "pp_upload nothing.jpg": "there is no file nothing.jpg",
        "pp_export a.mp4": "error 422: .*[Ss]end",
        "pp_upload image1.jpg && pp_export a.mp4 '{\"fps\":7}'": "error 422: .*fps|frames",
        "pp_upload ~/.photoplay/meta-ai-image-to-video/pp.sh": "error 4001: ",
        'echo 1234567890123456789 > "$HERE/session"; pp_say hello': "error 1002: ",
    }
    for code, words in told.items():
        done = connected(code)
        assert done.returncode == 1 and re.search(words, done.stderr), (code, done.stdout, done.stderr)


@pytest.mark.needs_curl
def test_a_lost_token_is_renewed_and_one_of_the_users_own_is_not(connected: Bash) -> None:
    done = connected('echo wrong > "$KEPT/token"; pp_headers; pp_credits')
    assert done.returncode == 0 and done.stdout == "100 credits left\n" and done.stderr == ""
    done = connected("pp_connect", NEMO_TOKEN="nmv_usr_mine")
    assert done.returncode == 1 and "error 1001: " in done.stderr and "nmv_usr_mine" not in done.stderr


@pytest.mark.needs_curl
def test_after_a_lost_session_the_same_files_are_sent_again(connected: Bash) -> None:
    done = connected('pp_upload image1.jpg && pp_again zh && pp_say 你好 && cat "$HERE/files"')
    assert done.stdout.count("image1.jpg: uploaded as photo") == 2 and done.stdout.endswith("/image1.jpg\n")
    assert re.search(r"[\u4e00-\u9fff]", done.stdout) and done.stderr == ""


@pytest.mark.needs_curl
def test_two_conversations_at_once_do_not_see_each_other(
    server: Service, workplace: Callable[[str], Path], bash: Bash
) -> None:
    """One home, one folder, one account; two projects, block by block side by side."""
    home = workplace("meta-ai-image-to-video")
    block = blocks_of(skill_md("meta-ai-image-to-video", server.url))[0]
    names = ("anna.jpg", "bert.jpg")
    for name in names:
        (home / name).write_bytes((home / "image1.jpg").read_bytes())
    with ThreadPoolExecutor(2) as both:

        def together(*codes: str) -> list[str]:
            done = list(both.map(bash, codes))
            assert all(one.returncode == 0 and one.stderr == "" for one in done), done
            return [one.stdout for one in done]

        talks = [talk_of(told) for told in together(block, block)]
        assert talks[0] != talks[1]
        begin = [f"{talk}; {READ}" for talk in talks]
        together(*(f"{first}\npp_upload {name}" for first, name in zip(begin, names, strict=True)))
        together(*(f"{first}\npp_say 'a video of it'" for first in begin))
        seen = together(
            *(f'{first}\npp_state > /dev/null; cat "$HERE/answer" "$HERE/files"' for first in begin)
        )
    for told, own, other in ((seen[0], *names), (seen[1], *reversed(names))):
        assert own in told and other not in told


@pytest.mark.needs_curl
def test_a_block_without_its_conversation_goes_by_its_folder(
    connected: Bash, bash: Bash, tmp_path: Path
) -> None:
    assert connected("pp_upload image1.jpg").returncode == 0
    for first in (READ, f"export PP=…; {READ}", f"export PP=abcdef; {READ}"):
        for code in (
            "pp_say hello",
            "pp_upload image1.jpg",
            "pp_export a.mp4",
            "pp_wait a.mp4",
            "pp_again",
            "pp_link",
        ):
            done = bash(f"{first}; {code}")
            assert done.returncode == 1 and done.stdout == "", (first, code, done)
            assert re.fullmatch("error: no project is open here.+export PP=….+\n", done.stderr), done.stderr
    # Who connects without one is in the conversation of the folder, wherever the next shell begins there.
    assert bash(f"{READ}; pp_connect en").stdout == "Ready.\n"
    assert bash(f"{READ}; pp_upload image1.jpg").stdout == "image1.jpg: uploaded as photo\n"
    (tmp_path / "elsewhere").mkdir()
    assert bash(f"cd elsewhere; {READ}; pp_state").returncode == 1
    assert "image1.jpg" in bash(f'{READ}; cat "$HERE/files"').stdout


@pytest.mark.needs_curl
def test_old_conversations_are_tidied_when_one_connects(connected: Bash, bash: Bash, tmp_path: Path) -> None:
    kept = next(tmp_path.glob(".photoplay/meta-ai-image-to-video/*/token")).parent
    (own,) = kept.glob("talk.*")
    assert own.stat().st_mode & 0o777 == 0o700
    now_s = own.stat().st_mtime
    for name, days in (("talk.longAg", 10), ("folder.123", 10), ("talk.lately", 7), ("other", 10)):
        (kept / name).mkdir()
        (kept / name / "session").write_text("1")
        os.utime(kept / name, (now_s - days * 86400,) * 2)
    os.utime(own, (now_s - 10 * 86400,) * 2)  # long open, and in use again
    os.utime(kept, (now_s - 10 * 86400,) * 2)
    assert connected("pp_connect").returncode == 0
    assert {path.name for path in kept.iterdir() if path.is_dir()} == {own.name, "talk.lately", "other"}
    assert (kept / "token").stat().st_size > 0


@pytest.mark.needs_curl
def test_a_picture_is_made_a_logo(connected: Bash) -> None:
    done = connected(
        'pp_upload image1.jpg && pp_role image1.jpg logo && pp_state > /dev/null && cat "$HERE/answer"'
    )
    assert "image1.jpg: now taken as logo" in done.stdout and '"role":"logo"' in done.stdout, done.stderr


@pytest.mark.needs_curl
def test_where_nobody_answers_the_words_say_what_to_do(bash: Bash, tmp_path: Path) -> None:
    done = bash(blocks_of(skill_md("ai-product-video", "http://127.0.0.1:9"))[0])
    assert done.returncode == 1 and "nmv_usr_" not in done.stdout + done.stderr
    assert "photoplay serve" in done.stderr


@pytest.mark.needs_curl
def test_who_calls_is_told(connected: Bash, tmp_path: Path) -> None:
    (tmp_path / ".cursor" / "skills" / "meta-ai-image-to-video").mkdir(parents=True)
    for env, platform in (({}, "cursor"), ({"SKILL_SOURCE": "github"}, "github")):
        done = connected('pp_headers; grep -v Authorization "$HERE/headers"', **env)
        assert done.stdout.splitlines() == [
            "X-Skill-Source: meta-ai-image-to-video",
            f"X-Skill-Version: {skill_version()}",
            f"X-Skill-Platform: {platform}",
        ]


@pytest.mark.needs_curl
def test_secrets_are_in_no_list_of_processes(server: Service) -> None:
    """Tokens and client ids reach curl by files and pipes, never as arguments."""
    code = blocks_of(skill_md("ai-product-video", server.url))[0]
    calls = [line for line in code.replace("\\\n", " ").splitlines() if "curl -" in line]
    assert len(calls) >= 4
    assert not [line for line in calls if re.search(r"curl .*(TOKEN|\$id|token\"\))", line)]
