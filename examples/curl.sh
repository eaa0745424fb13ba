#!/bin/sh
# Preview a webhook, show exactly what would be sent, ask, send it, and say what happened. See README.md beside this file.
#
#   sh curl.sh [--yes] [URL [PAYLOAD]]
#
# Exit codes: 0 succeeded, 1 failed, 2 nothing was sent, 3 nobody knows, 4 not confirmed.
set -eu

stop() {
  printf '%s\n' "$*" >&2
  exit 2
}
for program in curl jq; do
  command -v "$program" > /dev/null || stop "This needs $program; install it first."
done

yes=
if [ "${1-}" = --yes ]; then
  yes=1
  shift
fi
case "${1-}" in -*) stop 'Usage: sh curl.sh [--yes] [URL [PAYLOAD]]' ;; esac

# The key and the address: from the environment, else from what a Relay in development keeps, here or in a folder above.
credentials=$(
  while [ ! -f .relay/credentials.json ] && [ "$PWD" != / ]; do cd ..; done
  printf '%s' "${PWD%/}/.relay/credentials.json"
)
if [ -z "${RELAY_API_KEY-}" ]; then
  [ -f "$credentials" ] || stop 'There is no API key. Start Relay (npx -y pnpm@12 start), or set RELAY_API_KEY and RELAY_BASE_URL.'
  RELAY_API_KEY=$(jq -r .apiKey "$credentials")
  RELAY_BASE_URL=${RELAY_BASE_URL:-$(jq -r .baseUrl "$credentials")}
fi
relay=${RELAY_BASE_URL:-http://127.0.0.1:8787}
url=${1:-$relay/dev/inbox}
payload=${2:-'{"hello":"world"}'}
printf '%s' "$payload" | jq empty 2> /dev/null || stop 'The payload is not JSON.'

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' INT TERM

# call METHOD PATH [BODY]: leaves the reply in $scratch/reply and its status in $status.
# One idempotency key a POST, and the same on each of curl's retries: Relay does what it asks for once. The API key and the body
# are not arguments of curl, so that they stand in no list of processes.
call() {
  idempotency_key=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s' "${3-}" > "$scratch/body"
  status=$(
    printf 'header = "Authorization: Bearer %s"\n' "$RELAY_API_KEY" |
      curl --config - --silent --show-error --retry 2 --retry-connrefused --retry-all-errors --max-time 60 \
        ${3+--header 'Content-Type: application/json' --header "Idempotency-Key: $idempotency_key" --data-binary "@$scratch/body"} \
        --request "$1" --output "$scratch/reply" --write-out '%{http_code}' "$relay/api/$2"
  )
}
# explain: what Relay says is wrong.
explain() {
  jq -r '"\(.code): \(.detail) (request \(.requestId))", (.errors // [] | .[] | "  \(.pointer): \(.detail)")' "$scratch/reply" >&2 ||
    printf 'Relay answered %s.\n' "$status" >&2
}

body=$(jq -n --arg url "$url" --argjson payload "$payload" '{action: "webhook.send", input: {url: $url, payload: $payload}}')
call POST actions/preview "$body" || stop "Relay does not answer at $relay."
if [ "$status" != 201 ]; then
  explain
  exit 2
fi
jq -r '.summary, "", "\(.request.method) \(.request.url)",
  (.request.headers | to_entries[] | "\(.key): \(.value)"),
  (.request.addedAtSend[] | "\(.): (added when it is sent)"),
  "", (.request.body // "(no text body)"), "",
  (.warnings[] | "Warning: \(.detail)"), "Digest \(.digest)"' "$scratch/reply"
preview=$(jq -r .id "$scratch/reply")
confirm=$(jq -c '{previewId: .id, digest}' "$scratch/reply")

if [ -z "$yes" ]; then
  printf 'Send it? [y/N] '
  answer=
  read -r answer || true
  case $answer in
    [yY] | [yY][eE][sS]) ;;
    *)
      call DELETE "previews/$preview" || status=
      [ "$status" = 204 ] && printf 'Discarded. '
      echo 'Nothing was sent.'
      exit 4
      ;;
  esac
fi

unknown() {
  printf 'The confirm may have arrived. Look at %s before you send this again.\n' "$preview" >&2
  exit 3
}
trap unknown INT TERM
call POST actions/execute "$confirm" || unknown
case $status in
  200) ;;
  5*) explain; unknown ;;
  *)
    explain
    [ "$(jq -r .code "$scratch/reply")" = idempotency_in_flight ] && unknown # an earlier try of this call is still at work
    exit 2
    ;;
esac
execution=$(jq -r .id "$scratch/reply")
tries=60
while [ "$(jq -r .status "$scratch/reply")" = running ] && [ "$tries" -gt 0 ]; do
  sleep 1
  tries=$((tries - 1))
  call GET "executions/$execution" || unknown
done
jq -r '"\(.id): \(.status). Sent \(.attempts) time(s), took \(.durationMs) ms.",
  (.error // empty | "\(.code): \(.detail)"), (.output // empty)' "$scratch/reply"
case $(jq -r .status "$scratch/reply") in
  succeeded) exit 0 ;;
  failed) exit 1 ;;
  *)
    echo 'Nobody knows whether it happened. Look there before you send it again.'
    exit 3
    ;;
esac
