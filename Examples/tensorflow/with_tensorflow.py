"""The loss in TensorFlow, with the gradients by its tape."""

import os

# Both have to be set before the import. The first keeps the log to what is wrong. The second turns off kernels whose
# sums depend on the processor.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import tensorflow as tf

# One thread for each worker, so that the workers do not compete for the cores. It also leaves a sum only one order. The
# kernels of this loss give the same bits with any number of threads, but that is not promised of all.
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

version = f"TensorFlow {tf.__version__}"

# The number of points is left open, so that each function is traced once, for batches of all sizes.
SIGNATURE = [tf.TensorSpec([None, 4], tf.float64), tf.TensorSpec([None], tf.float64)]


class Loss:
    def __init__(self, measures, signs):
        self.measures = tf.constant(measures)
        self.signs = tf.constant(signs)
        # The tracing is part of the start, not of the first evaluation.
        self.values.get_concrete_function()
        self.values_and_gradients.get_concrete_function()

    def losses(self, weights, bias):
        """The loss of each point: a sum over axis 1, on which the flowers are."""
        # Not tf.matmul: how a product of matrices rounds depends on how many rows it has, so on the size of the batch.
        score = tf.add_n([weights[:, j, None] * self.measures[:, j] for j in range(4)]) + bias[:, None]
        return tf.reduce_sum(tf.nn.softplus(-self.signs * score), axis=1)

    @tf.function(input_signature=SIGNATURE)
    def values(self, weights, bias):
        return self.losses(weights, bias)

    @tf.function(input_signature=SIGNATURE)
    def values_and_gradients(self, weights, bias):
        with tf.GradientTape() as tape:
            tape.watch([weights, bias])
            values = self.losses(weights, bias)
            # Each loss depends on its own row alone, so that the gradient of their sum has theirs as its rows.
            total = tf.reduce_sum(values)
        return values, tape.gradient(total, [weights, bias])
