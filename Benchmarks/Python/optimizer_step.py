"""What a compiled step of Optax's Adam costs: bits of a number, n, nanoseconds.

    optimizer_step.py ROUNDS N...
"""

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

from statistics import median
from time import process_time_ns

import jax
import jax.numpy as jnp
import optax

jax.config.update("jax_enable_x64", True)
rounds, sizes = int(sys.argv[1]), [int(n) for n in sys.argv[2:]]


class Training:
    """The parameters are moved in place: their old buffers are donated to the step."""

    def __init__(self, n, dtype):
        optimizer = optax.adam(0.001)
        self.gradient = jnp.array([(i % 17 - 8.5) / 10 for i in range(n)], dtype)
        self.x = jnp.zeros(n, dtype)
        self.state = optimizer.init(self.x)

        def step(x, state, gradient):
            updates, state = optimizer.update(gradient, state, x)
            return optax.apply_updates(x, updates), state

        self.compiled = jax.jit(step, donate_argnums=(0, 1))
        for _ in range(10):
            self.step()

    def step(self):
        self.x, self.state = self.compiled(self.x, self.state, self.gradient)
        self.x.block_until_ready()

    def cost(self):
        steps, begin = 0, process_time_ns()
        while process_time_ns() - begin < 5e6:
            for _ in range(10):
                self.step()
            steps += 10
        return (process_time_ns() - begin) / steps


trainings = [(bits, n, Training(n, dtype)) for bits, dtype in [(64, "float64"), (32, "float32")] for n in sizes]
costs = [[training.cost() for _, _, training in trainings] for _ in range(rounds)]
for (bits, n, _), own in zip(trainings, zip(*costs)):
    print(bits, n, median(own))
