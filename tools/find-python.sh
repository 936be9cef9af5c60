#!/bin/sh
# Prints a Python 3.11 or later to make the virtual environment with, or says in one breath what is missing.
# SAMTID_PYTHON chooses one by hand.
set -eu

fits() { # also runs it: a name can be a pyenv shim with nothing behind it
    "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${SAMTID_PYTHON:-}" ]; then
    candidates=$SAMTID_PYTHON
else
    # Those we test with first; then whatever the machine calls python3.
    candidates="python3.13 python3.12 python3.11 python3 python"
fi

# One that can install pip by itself is better than one that cannot (Debian without python3-venv).
for test in 'import ensurepip' 'pass'; do
    for name in $candidates; do
        if fits "$name" && "$name" -c "$test" >/dev/null 2>&1; then
            "$name" -c 'import sys; print(sys.executable)'
            exit 0
        fi
    done
done

found=$(python3 --version 2>/dev/null || echo "ingen Python / no Python")
echo "Samtid behöver Python 3.11 eller senare; här finns: $found. Installera en och kör igen." >&2
echo "Samtid needs Python 3.11 or later; found here: $found. Install one and run this again." >&2
exit 1
