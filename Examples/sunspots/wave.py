"""A wave with a mean, as a worker: a program that stays, and answers one request after the other.

    m(t) = mean + cosine cos(2π (t - 1750) / period) + sine sin(2π (t - 1750) / period)

It answers {"number": [...]}, a number for each year of sunspots.csv, and knows nothing of what was seen in them.
"""

import json
import math
import sys

YEARS = range(1700, 1800)


def wave(p):
    angles = [2 * math.pi * (year - 1750) / p["period"] for year in YEARS]
    return [p["mean"] + p["cosine"] * math.cos(angle) + p["sine"] * math.sin(angle) for angle in angles]


def say(message):
    # One write for the whole line: where PYTHONUNBUFFERED is set, `print` makes two.
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


say({"nadir": 1, "provides": ["number"]})
for line in sys.stdin:
    request = json.loads(line)
    say({"id": request["id"], "number": wave(request["parameters"])})
