#!/bin/sh
# Makes the recorded examples anew with the default model: record.sh PATH/TO/deepscope-cli
# With --json the kernels are built before the clock runs, so that the times are of the run alone.
set -eu
cli=$1
cd "$(dirname "$0")"

record() { # NAME QUESTION
    "$cli" generate default --chat "$2" --top-logprobs 8 --trace "$1.run" --json >/dev/null
}

record addition "What is 47 + 85?"
record letters "How many r are in strawberry?"
record order "Ann is taller than Bob. Carl is shorter than Bob. Who is the shortest?"
record sorting "Sort these numbers: 7, 3, 9, 1"
record weekday "What day is 10 days after Monday?"

learned=$(mktemp -d)
"$cli" lab --steps 60 --seed 1 --out "$learned" --json >/dev/null
mv "$learned/learning.lab" .
rm -r "$learned"
