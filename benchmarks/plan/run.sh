#!/bin/sh
# Samtid beside OR-Tools and PyVRP, in a virtual environment of their own. Usage: run.sh [SECONDS] [INSTANCE …]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
env="$root/build/rivals"
if [ ! -x "$env/bin/python" ]; then
  python3 -m venv "$env"
  "$env/bin/python" -m pip install --quiet --require-hashes -r "$root/benchmarks/requirements.lock"
fi
seconds=${1:-20}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- "$here"/instances/mankowska/050*.xz "$here"/instances/mankowska/100*.xz
OMP_NUM_THREADS=1 exec "$env/bin/python" "$here/rivals.py" --seconds "$seconds" "$@"
