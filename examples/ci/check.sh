#!/usr/bin/env bash
# Checks the merchant of ./merchant.yaml. LLSIM is the directory of a checkout of llsim; what to run can be given as arguments.
set -euo pipefail
: "${LLSIM:?name the directory of a checkout of llsim: LLSIM=../llsim $0}"

program=$(mktemp -d)/llsim
trap 'rm -r "$(dirname "$program")"' EXIT
(cd "$LLSIM" && CGO_ENABLED=0 go build -buildvcs=false -o "$program" ./cmd/llsim)
"$program" check -c merchant.yaml --format pretty,junit:report.xml,html:report.html "$@"
