"""The wall time of a fit whose objective sums six independent simulations of 0.1 s, in the ways that Python has.

    python3 parallel_objective.py

It is the fit of Examples/parallel-objectives. Pools have six workers, which are started before.
"""

import multiprocessing
import multiprocessing.pool
import signal
import time

from scipy.optimize import minimize

LOADS = [0.5, 1, 2, 4, 8, 16]
YIELDS = [0.41, 0.72, 1.08, 1.49, 1.84, 2.11]
SECONDS = 0.1
WORKERS = 6


def squared_residual(arguments):
    load, observed, x = arguments
    time.sleep(SECONDS)
    return (x[0] * load / (x[1] + load) - observed) ** 2


def scenarios(x):
    return [(load, observed, tuple(x)) for load, observed in zip(LOADS, YIELDS)]


def loop(x):
    return sum(map(squared_residual, scenarios(x)))


def fit(name, objective, workers=None):
    options = {} if workers is None else {"workers": workers}
    begin = time.perf_counter()
    found = minimize(objective, [1, 1], method="L-BFGS-B", options=options)
    wall = time.perf_counter() - begin
    print(f"{name:48} {wall:6.2f} s  {found.nfev} evaluations, {found.njev} gradients, x = {found.x.round(3)}")


if __name__ == "__main__":
    # Started from a thread that blocks signals, a pool would inherit that and could not end its processes.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    fit("a loop", loop)
    with multiprocessing.Pool(WORKERS) as pool:
        fit("simulations on multiprocessing.Pool", lambda x: sum(pool.map(squared_residual, scenarios(x), chunksize=1)))
        fit("points on multiprocessing.Pool, by 'workers'", loop, pool.map)
    with multiprocessing.pool.ThreadPool(WORKERS) as pool:
        fit("simulations on ThreadPool", lambda x: sum(pool.map(squared_residual, scenarios(x), chunksize=1)))
