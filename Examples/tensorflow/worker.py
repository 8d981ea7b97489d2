"""A worker whose objective is a training loss in TensorFlow, or in NumPy where TensorFlow is not installed.

    python3 worker.py [--backend tensorflow|numpy] [--batch POINTS]

It learns to tell two species of iris by the measures of their flowers: a logistic regression, whose loss is the sum of
log(1 + exp(-m)) over the 100 flowers, with the margin

    m = s (weights . x + bias),    s = 1 for virginica and -1 for versicolor,

and x the four measures, shifted and scaled to mean 0 and standard deviation 1. Twice the loss is the deviance.

All points of a request are evaluated by one call. To train a model of your own, replace what is in with_tensorflow.py.
"""

import argparse
import importlib.util
import json
import os
import sys

# Answers have a standard output of their own: whatever a library or a forgotten `print` writes goes to standard error.
ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def need(module, package):
    if importlib.util.find_spec(module) is None:
        sys.exit(f"worker.py: {sys.executable} has no {module}; install it: {sys.executable} -m pip install {package}")


def read_flowers(numpy):
    """The measures, a row for each flower, and the signs of the species."""
    file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "iris.csv")
    table = numpy.loadtxt(file, delimiter=",", skiprows=1)
    measures, is_virginica = table[:, :4], table[:, 4] == 1
    measures = (measures - measures.mean(axis=0)) / measures.std(axis=0)
    return measures, numpy.where(is_virginica, 1.0, -1.0)


def open_loss(backend):
    """The loss by the named back end, or by the first that is installed."""
    need("numpy", "numpy")
    if backend is None:
        backend = "tensorflow" if importlib.util.find_spec("tensorflow") else "numpy"
    if backend == "tensorflow":
        need("tensorflow", "tensorflow-cpu")
        from with_tensorflow import Loss, version
    else:
        from with_numpy import Loss, version
    import numpy

    print(f"worker.py: the loss is computed by {version}", file=sys.stderr, flush=True)
    return Loss(*read_flowers(numpy)), numpy


def stacked(points, name, shape, numpy):
    """A parameter of all points as one array, whose first axis is the point."""
    array = numpy.array([point[name] for point in points], dtype=numpy.float64)
    if array.shape[1:] != shape:
        raise ValueError(f"'{name}' has the shape {array.shape[1:]}, and the model's has {shape}")
    return array


def answer(request, loss, numpy):
    points = request["batch"] if "batch" in request else [request["parameters"]]
    weights, bias = stacked(points, "weights", (4,), numpy), stacked(points, "bias", (), numpy)
    # `tolist` makes Python's own numbers of NumPy's, most kinds of which `json` refuses.
    if "gradient" not in request["want"]:
        values = numpy.asarray(loss.values(weights, bias)).tolist()
        return {"values": values} if "batch" in request else {"value": values[0]}
    values, slopes = loss.values_and_gradients(weights, bias)
    values, by_weights, by_bias = (numpy.asarray(array).tolist() for array in (values, *slopes))
    gradients = [{"weights": w, "bias": b} for w, b in zip(by_weights, by_bias)]
    if "batch" in request:
        return {"values": values, "gradients": gradients}
    return {"value": values[0], "gradient": gradients[0]}


def say(message):
    # One write for the whole line: where PYTHONUNBUFFERED is set, `print` makes two.
    ANSWERS.write(json.dumps(message) + "\n")
    ANSWERS.flush()


def main():
    parser = argparse.ArgumentParser(description="A training loss as a worker of nadir.")
    parser.add_argument("--backend", choices=["tensorflow", "numpy"], help="the first of these that is installed")
    parser.add_argument("--batch", type=int, default=256, help="how many points it takes at once; 256")
    options = parser.parse_args()
    # What takes long comes before the first line: what is missing is then told as a failed start.
    loss, numpy = open_loss(options.backend)
    say({"nadir": 1, "provides": ["value", "gradient"], "batch": options.batch})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            say({"id": request["id"], **answer(request, loss, numpy)})
        except Exception as error:
            say({"id": request["id"], "error": repr(error)})


main()
