"""What a value and a value with its gradient cost: function, n, nanoseconds for each.

    gradient_cost.py autograd|jax ROUNDS N...
"""

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

from time import process_time_ns

library, rounds, sizes = sys.argv[1], int(sys.argv[2]), [int(n) for n in sys.argv[3:]]
if library == "jax":
    import jax
    import jax.numpy as np

    jax.config.update("jax_enable_x64", True)

    def compiled(function):
        call = jax.jit(function)
        return lambda x: jax.block_until_ready(call(x))

    gradient_of = jax.value_and_grad
else:
    import autograd
    import autograd.numpy as np

    def compiled(function):
        return function

    gradient_of = autograd.value_and_grad


def rosenbrock(x):
    a, b = x[1:] - x[:-1] ** 2, 1 - x[:-1]
    return np.sum(100 * a * a + b * b)


def waves(x):
    return np.sum(np.exp(-x[:-1] ** 2) * np.sin(x[:-1] * x[1:]))


def cost(function, x):
    function(x)
    best = float("inf")
    for _ in range(rounds):
        calls, begin = 0, process_time_ns()
        while process_time_ns() - begin < 5e6:
            for _ in range(10):
                function(x)
            calls += 10
        best = min(best, (process_time_ns() - begin) / calls)
    return best


for name, function in [("Rosenbrock", rosenbrock), ("exp_and_sin", waves)]:
    for n in sizes:
        x = np.array([1.0 if i % 2 else -1.2 for i in range(n)])
        print(name, n, cost(compiled(function), x), cost(compiled(gradient_of(function)), x))
