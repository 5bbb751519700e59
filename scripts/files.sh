#!/usr/bin/env bash
# Lists the project's files that match the given globs, committed or about to be.
# Outside a git checkout (a release archive) it lists what is there.
set -euo pipefail
cd "$(dirname "$0")/.."
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
	git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r f; do
		[ -f "$f" ] && printf '%s\n' "$f"
	done | sort -u
else
	names=()
	for g in "$@"; do names+=(-o -name "$g"); done
	find . -type f \( "${names[@]:1}" \) -not -path './bin/*' -not -path './dist/*' -printf '%P\n' | sort
fi
