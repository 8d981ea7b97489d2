"""A worker: a program that stays, and answers one request after the other.

It begins with a line that says what it provides. Then it reads requests from standard input, one JSON object a line,
and writes an answer for each to standard output, until its input ends. Nothing else may be written there; what is
written to standard error is free. Copy this file and replace `value` and `gradient`.
"""

import json
import sys

# What takes long is done here, once: loading data, compiling a model, connecting to a simulator.
WEIGHT = 100.0


def value(p):
    """The function of Rosenbrock."""
    return (p["target"] - p["x"][0]) ** 2 + WEIGHT * (p["x"][1] - p["x"][0] ** 2) ** 2


def gradient(p):
    """Its gradient, in the shape of the parameters; it may leave out what the study holds fixed."""
    a, b = p["target"] - p["x"][0], p["x"][1] - p["x"][0] ** 2
    return {"x": [-2 * a - 4 * WEIGHT * b * p["x"][0], 2 * WEIGHT * b]}


def say(message):
    # One write for the whole line: where PYTHONUNBUFFERED is set, `print` makes two.
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


say({"nadir": 1, "provides": ["value", "gradient"]})
for line in sys.stdin:
    request = json.loads(line)
    answer = {"id": request["id"]}
    try:
        answer["value"] = value(request["parameters"])
        if "gradient" in request["want"]:
            answer["gradient"] = gradient(request["parameters"])
    except Exception as error:
        answer = {"id": request["id"], "error": repr(error)}
    say(answer)
