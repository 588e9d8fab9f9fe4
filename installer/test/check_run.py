#!/usr/bin/env python3
"""Whether `deepscope-cli trace FILE --json` shows the thought and the answer to 47 + 85: check_run.py JSON."""
import json
import sys

tokens = json.load(open(sys.argv[1]))["tokens"]
phases = [token["phase"] for token in tokens]
answer = "".join(token["bytes"] for token in tokens if token["phase"] == "answer")
assert phases.count("think") > 3 and "132" in answer.replace(" ", ""), (phases, answer)
assert all(token["routing"] for token in tokens if token["phase"] == "answer"), "a token without its experts"
print(f"kept run: {len(tokens)} tokens, {phases.count('think')} of thought")
