"""Wall times of four runs of Nelder-Mead from different starts, in the ways that Python has.

    python3 parallel_nelder_mead.py

They are the runs of Examples/many-starts with the argument 0.01. The start of the processes is part of their time.
"""

import multiprocessing
import multiprocessing.pool
import signal
import time

from scipy.optimize import minimize

STARTS = [[2, 0], [-4, 3], [5, 5], [0, -6]]
SECONDS = 0.01


def quadratic(x):
    time.sleep(SECONDS)
    return (x[0] - 1) ** 2 + (x[1] - 2.5) ** 2


def run(start):
    return minimize(quadratic, start, method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-4})


def timed(name, work):
    begin = time.perf_counter()
    found = list(work())
    wall = time.perf_counter() - begin
    best = min(found, key=lambda result: result.fun)
    print(f"{name:24} {wall:6.2f} s  {[result.nfev for result in found]} evaluations, x = {best.x.round(3)}")


def on_pool(pool):
    with pool(len(STARTS)) as workers:
        return workers.map(run, STARTS, chunksize=1)


if __name__ == "__main__":
    # Started from a thread that blocks signals, a pool would inherit that and could not end its processes.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    timed("a loop", lambda: map(run, STARTS))
    timed("ThreadPool", lambda: on_pool(multiprocessing.pool.ThreadPool))
    timed("multiprocessing.Pool", lambda: on_pool(multiprocessing.Pool))
