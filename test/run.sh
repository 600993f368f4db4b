#!/usr/bin/env bash
# Every check of the project, in stages; each stage runs even when one before it failed.
# The last line counts what passed and what failed over all of them; the exit code is 1 when red.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=node_modules/.bin
passed=0
failed=0

# One stage that passes or fails as a whole.
stage() {
  local name=$1
  shift
  echo "== $name"
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "== $name failed"
  fi
}

# The tests, counted one by one from vitest's own record.
tests() {
  local record
  record=$(mktemp) || exit 3
  echo '== tests'
  "$bin/vitest" run --config test/vitest.config.ts \
    --reporter=default --reporter=json --outputFile.json="$record" "$@"
  local code=$?
  local counts
  counts=$(node test/count-tests.mjs "$record" "$code") || counts='0 1'
  rm -f "$record"
  passed=$((passed + ${counts% *}))
  failed=$((failed + ${counts#* }))
}

# Other Node majors and a browser, for the tests that compare their bits; fetched once.
"$bin/tsx" test/install-machines.ts

stage types "$bin/tsc" --noEmit -p .
stage 'lint and format' "$bin/biome" check --config-path=test/tidy/biome-config.json \
  --reporter=default --max-diagnostics=50 .
tests "$@"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
