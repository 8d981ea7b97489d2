"""A persistent worker, like that of Examples/worker, that sleeps as long as its parameter says."""

import json
import sys
import time


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


say({"nadir": 1, "provides": ["value"]})
for line in sys.stdin:
    request = json.loads(line)
    milliseconds = request["parameters"]["milliseconds"]
    time.sleep(milliseconds / 1000)
    say({"id": request["id"], "value": milliseconds})
