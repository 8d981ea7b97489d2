"""The efficiency in % of 16 evaluations that sleep T, on 8 workers, for T = 0.1, 1, 10 and 100 ms.

    python3 peer_efficiency.py multiprocessing.Pool|ProcessPoolExecutor|scipy.minimize|optimagic.minimize ROUNDS

Pools are warm. Whole minimizations are of a sphere of 15 parameters, with L-BFGS-B and differences: 2T for each gradient
with its value.
"""

import concurrent.futures
import functools
import multiprocessing
import signal
import statistics
import sys
import time

WORKERS = 8
SLEEPS = (0.1, 1, 10, 100)


def evaluate(milliseconds):
    time.sleep(milliseconds / 1000)
    return milliseconds


def sphere(x, milliseconds):
    time.sleep(milliseconds / 1000)
    return float(sum(v * v for v in x))


def batches(run, rounds):
    for milliseconds in SLEEPS:
        walls = []
        for i in range((2 * rounds if milliseconds < 100 else 5) + 3):
            begin = time.perf_counter()
            run([milliseconds] * 16)
            if i >= 3:
                walls.append((time.perf_counter() - begin) * 1000)
        yield 2 * milliseconds / statistics.median(walls)


def multiprocessing_pool(rounds):
    with multiprocessing.Pool(WORKERS) as pool:
        yield from batches(lambda points: pool.map(evaluate, points, chunksize=1), rounds)


def executor(rounds):
    with concurrent.futures.ProcessPoolExecutor(WORKERS) as pool:
        yield from batches(lambda points: list(pool.map(evaluate, points)), rounds)


def scipy_minimize(_):
    from scipy.optimize import minimize

    with multiprocessing.Pool(WORKERS) as pool:
        for milliseconds in SLEEPS:
            function = functools.partial(sphere, milliseconds=milliseconds)
            begin = time.perf_counter()
            found = minimize(function, range(1, 16), method="L-BFGS-B", options={"workers": pool.map})
            yield found.njev * 2 * milliseconds / ((time.perf_counter() - begin) * 1000)


def optimagic_minimize(_):
    import numpy
    import optimagic

    for milliseconds in SLEEPS:
        function = functools.partial(sphere, milliseconds=milliseconds)
        options = optimagic.NumdiffOptions(n_cores=WORKERS, method="forward")
        begin = time.perf_counter()
        found = optimagic.minimize(
            function, numpy.arange(1.0, 16.0), algorithm="scipy_lbfgsb", numdiff_options=options)
        yield found.n_jac_evals * 2 * milliseconds / ((time.perf_counter() - begin) * 1000)


if __name__ == "__main__":
    # Started from a thread that blocks signals, a pool would inherit that and could not end its processes.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    peers = {
        "multiprocessing.Pool": multiprocessing_pool,
        "ProcessPoolExecutor": executor,
        "scipy.minimize": scipy_minimize,
        "optimagic.minimize": optimagic_minimize,
    }
    print(*(f"{100 * efficiency:.1f}" for efficiency in peers[sys.argv[1]](int(sys.argv[2]))))
