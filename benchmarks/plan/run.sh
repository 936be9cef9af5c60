#!/bin/sh
# Samtid beside OR-Tools, PyVRP and Timefold, in a virtual environment of their own.
# Usage: run.sh [SECONDS] [INSTANCE or FOLDER …] [options of rivals.py]
# Timefold needs a JDK (17 or later) on the path and is left out, with a line that says so, where it cannot run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
env="$root/build/rivals"
if [ ! -x "$env/bin/python" ]; then
  python3 -m venv "$env"
  "$env/bin/python" -m pip install --quiet --require-hashes -r "$root/benchmarks/requirements.lock"
fi
# Only its jar files are used, so what the package itself depends on is not fetched.
if ! "$env/bin/python" -c 'import importlib.metadata as m; m.version("timefold")' 2>/dev/null; then
  echo "timefold==1.24.0b0 --hash=sha256:e2dde8630e62f5b3718efda2c0b1e88bd2a7e015b82bfcfdd7a4ae72ad87f1e7" > "$env/timefold.txt"
  "$env/bin/python" -m pip install --quiet --no-deps --require-hashes -r "$env/timefold.txt" \
    || echo "Timefold kunde inte hämtas; jämförelsen fortsätter utan." >&2
fi
seconds=${1:-20}
[ $# -gt 0 ] && shift
OMP_NUM_THREADS=1 exec "$env/bin/python" "$here/rivals.py" --seconds "$seconds" "$@"
