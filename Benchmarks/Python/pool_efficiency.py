"""The efficiency in % of a warm multiprocessing.Pool: 16 evaluations that sleep T, on 8 workers."""

import multiprocessing
import signal
import statistics
import sys
import time


def evaluate(milliseconds):
    time.sleep(milliseconds / 1000)
    return milliseconds


if __name__ == "__main__":
    rounds = int(sys.argv[1])
    # Started from a thread that blocks signals, the pool would inherit that and could not end its processes.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    cells = []
    with multiprocessing.Pool(8) as pool:
        for milliseconds in (0.1, 1, 10):
            walls = []
            for i in range(2 * rounds + 3):
                begin = time.perf_counter()
                pool.map(evaluate, [milliseconds] * 16, chunksize=1)
                if i >= 3:
                    walls.append((time.perf_counter() - begin) * 1000)
            cells.append(f"{100 * 2 * milliseconds / statistics.median(walls):.1f}")
    print(*cells)
