"""Microseconds for an empty evaluation by a pool of 2 processes: of 10 000 points with chunks of 1, with chunks of the
pool's own choice, and one point at a time.

    python3 empty_pool.py ROUNDS
"""

import multiprocessing
import signal
import statistics
import sys
import time

POINTS = 10_000


def evaluate(x):
    return x[0]


def microseconds(rounds, count, work):
    work()
    walls = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        walls.append((time.perf_counter() - begin) / count)
    return 1e6 * statistics.median(walls)


if __name__ == "__main__":
    # Started from a thread that blocks signals, a pool would inherit that and could not end its processes.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    rounds = int(sys.argv[1])
    points = [[float(i), 1.0] for i in range(POINTS)]
    with multiprocessing.Pool(2) as pool:
        print(
            microseconds(rounds, POINTS, lambda: pool.map(evaluate, points, chunksize=1)),
            microseconds(rounds, POINTS, lambda: pool.map(evaluate, points)),
            microseconds(rounds, 2000, lambda: [pool.apply(evaluate, (points[0],)) for _ in range(2000)]),
        )
