#!/usr/bin/env bash
# A client of the five published skills, written from their own texts alone: bash, curl, sed and awk.
#
#     client.sh BASE SKILL OUT.mp4 FILE...
#
# NEMO_TOKEN: a token to use, else a free one is had. POLL_S: seconds between two looks at an export.
set -euo pipefail

base=${1%/} skill=$2 out=$3
shift 3
poll_s=${POLL_S:-30}
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

headers=(-H "X-Skill-Source: $skill" -H "X-Skill-Version: 1.0.0" -H "X-Skill-Platform: unknown")

# The first value of a name in the last answer: a text or a number.
field() {
    grep -o "\"$1\" *: *\(\"[^\"]*\"\|[-0-9.]*\)" "$answer" | head -n 1 |
        sed -e 's/^"[^"]*" *: *//' -e 's/^"//' -e 's/"$//' -e 's/\\u0026/\&/g' -e 's,\\/,/,g'
}

# The object of a name in the last answer, with all that is in it.
object() {
    awk -v name="\"$1\"" '{
        text = substr($0, index($0, name) + length(name)); depth = 0; quoted = 0; escaped = 0; kept = ""
        for (place = index(text, "{"); place <= length(text); place++) {
            sign = substr(text, place, 1); kept = kept sign
            if (escaped) { escaped = 0; continue }
            if (quoted && sign == "\\") { escaped = 1; continue }
            if (sign == "\"") quoted = !quoted
            if (quoted) continue
            if (sign == "{") depth++
            if (sign == "}" && --depth == 0) { print kept; exit }
        }
    }' "$answer"
}

# One call; what is not code 0 is told in the words of the answer and ends the run.
call() {
    local method=$1 path=$2
    shift 2
    curl -sS -X "$method" "$base$path" "${headers[@]}" "$@" -o "$answer"
    local code
    code=$(field code)
    if [ "$code" = 429 ] && [ -z "${waited:-}" ]; then
        waited=1
        sleep 30
        call "$method" "$path" "$@"
    elif [ "$code" != 0 ]; then
        echo "error $code: $(field message)" >&2
        exit 1
    fi
}

echo "Connecting..."
if [ -z "${NEMO_TOKEN:-}" ]; then
    call POST /api/auth/anonymous-token -H "X-Client-Id: $(cat /proc/sys/kernel/random/uuid)"
    NEMO_TOKEN=$(field token)
fi
headers+=(-H "Authorization: Bearer $NEMO_TOKEN")

case $skill in
    ai-image-to-video-discord) body='{"task_name":"project"}' ;;
    *) body='{"task_name":"project","language":"en"}' ;;
esac
call POST /api/tasks/me/with-session/nemo_agent -H "Content-Type: application/json" -d "$body"
session=$(field session_id)
echo "Ready."

files=()
for file in "$@"; do files+=(-F "files=@$file"); done
call POST "/api/upload-video/nemo_agent/me/$session" "${files[@]}"

call GET "/api/state/nemo_agent/me/$session/latest"
draft=$(object draft)
echo "Files in the project: $(grep -o '"file_type"' "$answer" | wc -l)"

call GET /api/credits/balance/simple
echo "Credits: $(field available) available, $(field frozen) frozen, $(field total) in all"

render="render_$(date +%s%N)"
call POST /api/render/proxy/lambda -H "Content-Type: application/json" -d \
    "{\"id\":\"$render\",\"sessionId\":\"$session\",\"draft\":$draft,\"output\":{\"format\":\"mp4\",\"quality\":\"high\"}}"
echo "Exporting..."
until call GET "/api/render/proxy/lambda/$render" && [ "$(field status)" = completed ]; do
    case $(field status) in
        failed | cancelled)
            echo "error: $(field error)" >&2
            exit 1
            ;;
    esac
    sleep "$poll_s"
done
curl -sS --fail "$(field url)" -o "$out"
echo "Session: $session"
echo "Saved $out"
