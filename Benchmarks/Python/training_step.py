"""What a step of training by Adam costs: the network, microseconds of wall time.

    training_step.py numpy|jax ROUNDS BATCH INPUTS-HIDDEN-OUTPUTS...

The network has two layers with the hyperbolic tangent between them, and the cross-entropy of the softmax as its loss. In
NumPy the gradient is written by hand; JAX compiles gradient and update together, for the processor and in double precision.
"""

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

from time import perf_counter_ns

import numpy as np

library, rounds, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
networks = [(name, *(int(n) for n in name.split("-"))) for name in sys.argv[4:]]


def start(inputs, hidden, outputs):
    generator = np.random.default_rng(1)
    model = [
        generator.uniform(-0.3, 0.3, (hidden, inputs)), np.zeros(hidden),
        generator.uniform(-0.3, 0.3, (outputs, hidden)), np.zeros(outputs),
    ]
    x = generator.uniform(-1, 1, (10 * batch, inputs))
    return model, x, np.arange(10 * batch) % outputs


class NumPyTraining:
    def __init__(self, model, x, labels):
        self.model, self.x, self.labels = model, x, labels
        self.means = [np.zeros_like(a) for a in model]
        self.squares = [np.zeros_like(a) for a in model]
        self.count = 0

    def gradient(self, x, labels):
        weights, biases, output_weights, output_biases = self.model
        y = np.tanh(x @ weights.T + biases)
        scores = y @ output_weights.T + output_biases
        scores -= scores.max(axis=1, keepdims=True)
        slopes = np.exp(scores)
        slopes /= slopes.sum(axis=1, keepdims=True)
        slopes[np.arange(len(labels)), labels] -= 1
        slopes /= len(labels)
        inner = (slopes @ output_weights) * (1 - y * y)
        return [inner.T @ x, inner.sum(axis=0), slopes.T @ y, slopes.sum(axis=0)]

    def epoch(self):
        order = np.random.permutation(len(self.x))
        for i in range(0, len(self.x), batch):
            places = order[i : i + batch]
            self.count += 1
            scale = 0.001 * (1 - 0.999**self.count) ** 0.5 / (1 - 0.9**self.count)
            gradient = self.gradient(self.x[places], self.labels[places])
            for a, mean, square, g in zip(self.model, self.means, self.squares, gradient):
                mean += 0.1 * (g - mean)
                square += 0.001 * (g * g - square)
                a -= scale * mean / (np.sqrt(square) + 1e-8)


class JAXTraining:
    def __init__(self, model, x, labels):
        import jax
        import jax.numpy as jnp
        import optax

        jax.config.update("jax_enable_x64", True)
        optimizer = optax.adam(0.001)
        self.model = [jnp.array(a) for a in model]
        self.x, self.labels = x, labels
        self.state = optimizer.init(self.model)

        def loss(model, x, labels):
            weights, biases, output_weights, output_biases = model
            scores = jnp.tanh(x @ weights.T + biases) @ output_weights.T + output_biases
            return optax.softmax_cross_entropy_with_integer_labels(scores, labels).mean()

        def step(model, state, x, labels):
            updates, state = optimizer.update(jax.grad(loss)(model, x, labels), state, model)
            return optax.apply_updates(model, updates), state

        self.compiled = jax.jit(step, donate_argnums=(0, 1))

    def epoch(self):
        order = np.random.permutation(len(self.x))
        for i in range(0, len(self.x), batch):
            places = order[i : i + batch]
            self.model, self.state = self.compiled(self.model, self.state, self.x[places], self.labels[places])
        self.model[0].block_until_ready()


make = {"numpy": NumPyTraining, "jax": JAXTraining}[library]
trainings = [(name, make(*start(*sizes))) for name, *sizes in networks]
best = {name: float("inf") for name, _ in trainings}
for name, training in trainings:
    training.epoch()
for _ in range(rounds):
    for name, training in trainings:
        steps, begin = 0, perf_counter_ns()
        while perf_counter_ns() - begin < 3e7:
            training.epoch()
            steps += 10
        best[name] = min(best[name], (perf_counter_ns() - begin) / steps)
for name, _ in trainings:
    print(name, best[name] / 1e3)
