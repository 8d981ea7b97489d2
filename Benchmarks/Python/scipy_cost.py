"""The cost per evaluation beyond the objective, in SciPy: method, n, nanoseconds, evaluations per run."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from time import thread_time_ns

import numpy as np
from scipy.optimize import minimize


def value(x):
    a, b = x[1:] - x[:-1] ** 2, 1 - x[:-1]
    return 100 * (a @ a) + b @ b


def value_and_gradient(x):
    a, b = x[1:] - x[:-1] ** 2, 1 - x[:-1]
    gradient = np.zeros_like(x)
    gradient[:-1] = -400 * a * x[:-1] - 2 * b
    gradient[1:] += 200 * a
    return 100 * (a @ a) + b @ b, gradient


def own_cost(function, x):
    function(x)
    begin = thread_time_ns()
    for _ in range(2000):
        function(x)
    return (thread_time_ns() - begin) / 2000


for method, function, options in [
    ("Nelder-Mead", value, {"adaptive": True, "maxfev": 20000, "maxiter": 20000}),
    ("L-BFGS-B", value_and_gradient, {}),
]:
    for n in (2, 10, 100):
        start = np.array([1.0 if i % 2 else -1.2 for i in range(n)])
        best = float("inf")
        for _ in range(3):
            evaluations = runs = 0
            begin = thread_time_ns()
            while thread_time_ns() - begin < 1e8:
                result = minimize(function, start, jac=method == "L-BFGS-B", method=method, options=options)
                evaluations += result.nfev
                runs += 1
            spent = (thread_time_ns() - begin) / evaluations
            best = min(best, spent - own_cost(function, start))
        print(method, n, best, evaluations / runs)
