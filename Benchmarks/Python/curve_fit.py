"""The curve fits of Sources/curvefit by SciPy's least_squares, with the same lines of output.

    python3 curve_fit.py gaussians|lorentzians M PEAKS lm|trf RUNS
"""

import sys
from time import perf_counter, process_time

import numpy as np
from scipy.optimize import least_squares

model, m, peaks, method, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
gaussian = model == "gaussians"


def uniform(indices):
    z = (np.asarray(indices, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(float) * 2.0**-53


t = peaks * (np.arange(m) + 0.5) / m
y = np.zeros(m)


def residuals(x):
    r = x[3 * peaks] - y
    if not gaussian:
        r += x[3 * peaks + 1] / peaks * t
    for a, c, w in x[: 3 * peaks].reshape(peaks, 3):
        d = (t - c) / w
        r += a * np.exp(-d * d) if gaussian else a / (1 + d * d)
    return r


def jacobian(x):
    j = np.empty((len(x), m))  # its columns are written where they lie together
    for k, (a, c, w) in enumerate(x[: 3 * peaks].reshape(peaks, 3)):
        d = (t - c) / w
        height = np.exp(-d * d) if gaussian else 1 / (1 + d * d)
        slope = 2 * a / w * height * d * (1 if gaussian else height)
        j[3 * k] = height
        j[3 * k + 1] = slope
        np.multiply(slope, d, out=j[3 * k + 2])
    j[3 * peaks] = 1
    if not gaussian:
        j[3 * peaks + 1] = t / peaks
    return j.T


k = np.arange(peaks)
truth = np.column_stack(
    [1 + uniform(3 * k), k + 0.5 + 0.2 * (uniform(3 * k + 1) - 0.5), 0.5 + 0.2 * uniform(3 * k + 2)])
background = [0.5] if gaussian else [0.5, 0.2]
y = residuals(np.append(truth.ravel(), background)) + 0.1 * (uniform(3 * peaks + np.arange(m)) - 0.5)
equal_peaks = np.column_stack([np.full(peaks, 1.5), k + 0.5, np.full(peaks, 0.6)])
start = np.append(equal_peaks.ravel(), np.zeros(len(background)))

counts = {residuals: 0, jacobian: 0}
inside = 0.0


def timed(function):
    def call(x):
        global inside
        begin = process_time()
        result = function(x)
        inside += process_time() - begin
        counts[function] += 1
        return result

    return call


def memory(name):
    with open("/proc/self/status") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith(name))


before = memory("VmRSS:")
for _ in range(runs):
    counts, inside = {residuals: 0, jacobian: 0}, 0.0
    wall, processor = perf_counter(), process_time()
    found = least_squares(
        timed(residuals), start, jac=timed(jacobian), method=method, x_scale="jac", ftol=1e-8, xtol=1e-8, gtol=1e-8)
    wall, processor = perf_counter() - wall, process_time() - processor
    print(
        wall, processor, counts[residuals], counts[jacobian], found.njev, inside, "nan", 2 * found.cost,
        memory("VmHWM:") - before)
