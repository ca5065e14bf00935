"""The algorithm of Nielsen's network.py, written anew for Python 3: float64, one
example at a time, everything a column vector, and gradients, which begin as
zeros, summed in lists."""

from contest import BATCH, HIDDEN, RATE, compete, mnist
import numpy as np

images, labels = mnist()
inputs = [image.astype(np.float64).reshape(784, 1) for image in images]
targets = np.eye(10).reshape(10, 10, 1)
random = np.random.default_rng(2)
sizes = [784, HIDDEN, 10]
weights = [random.standard_normal((rows, columns)) for columns, rows in zip(sizes, sizes[1:])]
biases = [random.standard_normal((rows, 1)) for rows in sizes[1:]]


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def gradient(x, y):
    """The gradient of one example's cost: lists by layer, biases and weights."""
    by_bias = [np.zeros(b.shape) for b in biases]
    by_weight = [np.zeros(w.shape) for w in weights]
    activations, sums = [x], []
    for w, b in zip(weights, biases):
        sums.append(np.dot(w, activations[-1]) + b)
        activations.append(sigmoid(sums[-1]))
    delta = (activations[-1] - y) * sigmoid_prime(sums[-1])
    by_bias[1] = delta
    by_weight[1] = np.dot(delta, activations[1].transpose())
    delta = np.dot(weights[1].transpose(), delta) * sigmoid_prime(sums[0])
    by_bias[0] = delta
    by_weight[0] = np.dot(delta, activations[0].transpose())
    return by_bias, by_weight


def step(batch):
    global weights, biases
    sum_b = [np.zeros(b.shape) for b in biases]
    sum_w = [np.zeros(w.shape) for w in weights]
    for i in batch:
        by_bias, by_weight = gradient(inputs[i], targets[labels[i]])
        sum_b = [s + g for s, g in zip(sum_b, by_bias)]
        sum_w = [s + g for s, g in zip(sum_w, by_weight)]
    eta = RATE / len(batch)
    weights = [w - eta * g for w, g in zip(weights, sum_w)]
    biases = [b - eta * g for b, g in zip(biases, sum_b)]


compete(step, len(inputs))
