"""A persistent worker that sleeps as long as its parameter says."""

import json
import sys
import time

print('{"nadir": 1, "provides": ["value"]}', flush=True)
for line in sys.stdin:
    request = json.loads(line)
    milliseconds = request["parameters"]["milliseconds"]
    time.sleep(milliseconds / 1000)
    print(json.dumps({"id": request["id"], "value": milliseconds}), flush=True)
