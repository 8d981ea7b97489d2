"""Writes OptimizerSequences.swift: where Keras's and Optax's optimizers are after 1, 2, 3, 10, 50 and 100 steps.

    python3 Tests/Fixtures/optimizer_sequences.py > \\
      Tests/NadirAlgorithmsTests/FirstOrder/OptimizerSequences.swift

It needs keras, jax and optax (pip install keras jax optax). Everything is in double precision. The gradient
of step t is

    g_i = a_i (x_i - c_i) + x_i^3 / 10 + (x_{i-1} + x_{i+1}) / 2 + (((7t + 3i) mod 11) - 5) / 4

at the point where the optimizer is, so that the last point depends on all steps: that of a convex function
that is not quadratic, and of a disturbance that is another one in each step. The parameters are two arrays,
of one and three numbers.

Where a library's variant is not the paper's it is configured to be (`eps_in_sqrt`, no correction of AMSGrad's
means, sums that begin at 0, ε = 0 where it stands elsewhere), or left out: Keras's AMSGrad corrects the
means, its NAdam has another schedule and means without it, and Optax's NAdam has a momentum without a
schedule, which is compared by a momentum that does not grow. What neither library has, NAdam's schedule and
L-BFGS on batches, is computed here from the formulas, L-BFGS with matrices instead of two loops. Its pairs
are of one batch, or of consecutive gradients where all steps have the disturbance of the first.
"""

import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax.numpy as jnp
import keras
import numpy as np
import optax

keras.config.set_floatx("float64")

STEPS, KEPT = 100, (1, 2, 3, 10, 50, 100)
START = np.array([1.5, -2.0, 0.5, 3.0])
A, C = np.array([1.0, 4.0, 0.5, 10.0]), np.array([1.0, -1.0, 2.0, 0.5])


def gradient(x, t):
    before, after = np.append(0, x[:-1]), np.append(x[1:], 0)
    disturbance = ((7 * t + 3 * np.arange(4)) % 11 - 5) / 4
    return A * (x - C) + x * x * x / 10 + (before + after) / 2 + disturbance


def with_keras(optimizer):
    arrays = [keras.Variable(START[:1], dtype="float64"), keras.Variable(START[1:], dtype="float64")]
    points = []
    for t in range(1, STEPS + 1):
        g = gradient(np.concatenate([keras.ops.convert_to_numpy(a) for a in arrays]), t)
        optimizer.apply([jnp.array(g[:1]), jnp.array(g[1:])], arrays)
        points.append(np.concatenate([keras.ops.convert_to_numpy(a) for a in arrays]))
    return points


def with_optax(optimizer):
    arrays = [jnp.array(START[:1]), jnp.array(START[1:])]
    state = optimizer.init(arrays)
    points = []
    for t in range(1, STEPS + 1):
        g = gradient(np.concatenate([np.array(a) for a in arrays]), t)
        updates, state = optimizer.update([jnp.array(g[:1]), jnp.array(g[1:])], state, arrays)
        arrays = optax.apply_updates(arrays, updates)
        points.append(np.concatenate([np.array(a) for a in arrays]))
    return points


def nadam(alpha=0.02, beta1=0.9, beta2=0.999, epsilon=1e-8, psi=0.004):
    mu = [beta1 * (1 - 0.5 * 0.96 ** (psi * t)) for t in range(1, STEPS + 2)]
    x, m, v, points = START.copy(), np.zeros(4), np.zeros(4), []
    for t in range(1, STEPS + 1):
        g = gradient(x, t)
        m = mu[t - 1] * m + (1 - mu[t - 1]) * g
        v = beta2 * v + (1 - beta2) * g * g
        mean = mu[t] * m / (1 - np.prod(mu[: t + 1])) + (1 - mu[t - 1]) * g / (1 - np.prod(mu[:t]))
        x = x - alpha * mean / (np.sqrt(v / (1 - beta2**t)) + epsilon)
        points.append(x)
    return points


def lbfgs(alpha, memory, batches):
    x, pairs, last, points = START.copy(), [], None, []
    for t in range(1, STEPS + 1):
        g = gradient(x, t if batches else 1)
        if last is not None:
            x0, g0, g1 = last
            s, y = x - x0, (g1 if batches else g) - g0
            if s @ y > 1e-8 * np.linalg.norm(s) * np.linalg.norm(y):
                pairs = (pairs + [(s, y)])[-memory:]
        if pairs:
            H = np.eye(4) * np.mean([s @ y / (y @ y) for s, y in pairs])
            for s, y in pairs:
                V = np.eye(4) - np.outer(y, s) / (s @ y)
                H = V.T @ H @ V + np.outer(s, s) / (s @ y)
            step = H @ g
        else:
            step = g / max(1, np.linalg.norm(g))
        new = x - alpha * step
        last = (x, g, gradient(new, t))
        x = new
        points.append(x)
    return points


k = keras.optimizers
warm_up = optax.join_schedules([lambda t: 0.05 * (t + 1) / 10, optax.cosine_decay_schedule(0.05, 80, 0.1)], [10])
adam = optax.adam(0.05, eps=0)
amsgrad = optax.amsgrad(0.05, eps=0.01, bias_correction_mu=False, bias_correction_nu=False)
SEQUENCES = [
    ("gradientDescent", "Keras", with_keras(k.SGD(0.05))),
    ("gradientDescent", "Optax", with_optax(optax.sgd(0.05))),
    ("heavyBall", "Keras", with_keras(k.SGD(0.02, momentum=0.9))),
    ("heavyBall", "Optax", with_optax(optax.sgd(0.02, momentum=0.9))),
    ("nesterov", "Keras", with_keras(k.SGD(0.02, momentum=0.9, nesterov=True))),
    ("nesterov", "Optax", with_optax(optax.sgd(0.02, momentum=0.9, nesterov=True))),
    ("rmsprop", "Optax", with_optax(optax.rmsprop(0.02, eps=0.01, eps_in_sqrt=False))),
    ("rmspropWithoutEpsilon", "Keras", with_keras(k.RMSprop(0.02, rho=0.9, epsilon=0))),
    ("rmspropWithoutEpsilon", "Optax", with_optax(optax.rmsprop(0.02, eps=0))),
    ("adagrad", "Keras", with_keras(k.Adagrad(0.5, initial_accumulator_value=0, epsilon=0))),
    ("adagrad", "Optax", with_optax(optax.adagrad(0.5, initial_accumulator_value=0, eps=0))),
    ("adadelta", "Keras", with_keras(k.Adadelta(1.0, rho=0.95, epsilon=1e-6))),
    ("adadelta", "Optax", with_optax(optax.adadelta(1, rho=0.95, eps=1e-6))),
    # Keras has ε beside the root of the mean that is not corrected ("ε-hat").
    ("adamWithoutEpsilon", "Keras", with_keras(k.Adam(0.05, epsilon=0))),
    ("adam", "Optax", with_optax(optax.adam(0.05, eps=0.01))),
    ("adamWWithoutEpsilon", "Keras", with_keras(k.AdamW(0.05, weight_decay=0.1, epsilon=0))),
    ("adamW", "Optax", with_optax(optax.adamw(0.05, weight_decay=0.1, eps=0.01))),
    ("amsgrad", "Optax", with_optax(amsgrad)),
    ("nadamWithoutGrowth", "Optax", with_optax(optax.nadam(0.05, b1=0.45))),
    ("nadam", "formulas", nadam(0.05)),
    ("nadamOfFastGrowth", "formulas", nadam(0.05, psi=0.1)),
    ("lion", "Keras", with_keras(k.Lion(0.01, beta_1=0.9, beta_2=0.99))),
    ("lion", "Optax", with_optax(optax.lion(0.01, b1=0.9, b2=0.99, weight_decay=0))),
    ("lionDecaying", "Keras", with_keras(k.Lion(0.01, beta_1=0.9, beta_2=0.99, weight_decay=0.1))),
    ("lionDecaying", "Optax", with_optax(optax.lion(0.01, b1=0.9, b2=0.99, weight_decay=0.1))),
    ("clippedByValue", "Keras", with_keras(k.Adam(0.05, epsilon=0, clipvalue=1))),
    ("clippedByValue", "Optax", with_optax(optax.chain(optax.clip(1), adam))),
    ("clippedByNorm", "Keras", with_keras(k.Adam(0.05, epsilon=0, clipnorm=1))),
    ("clippedByGlobalNorm", "Keras", with_keras(k.Adam(0.05, epsilon=0, global_clipnorm=2))),
    ("clippedByGlobalNorm", "Optax", with_optax(optax.chain(optax.clip_by_global_norm(2), adam))),
    ("stepDecay", "Keras", with_keras(k.SGD(k.schedules.ExponentialDecay(0.05, 20, 0.5, staircase=True)))),
    ("exponential", "Keras", with_keras(k.SGD(k.schedules.ExponentialDecay(0.05, 20, 0.5)))),
    ("exponential", "Optax", with_optax(optax.sgd(optax.exponential_decay(0.05, 20, 0.5)))),
    ("cosine", "Keras", with_keras(k.SGD(k.schedules.CosineDecay(0.05, 80, alpha=0.1)))),
    ("cosine", "Optax", with_optax(optax.sgd(optax.cosine_decay_schedule(0.05, 80, 0.1)))),
    ("warmUp", "Optax", with_optax(optax.sgd(warm_up))),
    ("oneCycle", "Optax", with_optax(optax.sgd(optax.linear_onecycle_schedule(80, 0.05)))),
    ("decayingAlongSchedule", "Optax", with_optax(optax.adamw(warm_up, weight_decay=0.1, eps=0.01))),
    ("lbfgsOfOneBatch", "formulas", lbfgs(0.5, 5, batches=True)),
    ("lbfgsOfConsecutiveGradients", "formulas", lbfgs(0.5, 10, batches=False)),
]

# Schedules that are computed in single precision.
SINGLE = [("exponential", "Optax"), ("cosine", "Keras"), ("oneCycle", "Optax")]

print(f"""import Testing

/// Written by Tests/Fixtures/optimizer_sequences.py with Keras {keras.__version__} and Optax {optax.__version__}.
struct OptimizerSequence: Sendable, CustomTestStringConvertible {{
  let name: String
  let source: String
  /// Larger where a learning rate is computed in single precision.
  let tolerance: Double
  /// The points after these many steps.
  let points: [(step: Int, point: [Double])]

  var testDescription: String {{ "\\(name), \\(source)" }}
}}

extension OptimizerSequence {{
  static let all: [OptimizerSequence] = [""")
for name, source, points in SEQUENCES:
    assert np.all(np.isfinite(points[-1])), name
    tolerance = "1e-7" if (name, source) in SINGLE else "1e-12"
    print(f'    .init(\n      name: "{name}", source: "{source}", tolerance: {tolerance},\n      points: [')
    for step in KEPT:
        print(f"        ({step}, [{', '.join(repr(float(x)) for x in points[step - 1])}]),")
    print("      ]),")
print("  ]\n}")
