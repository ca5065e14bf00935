"""NumPy: a mini-batch is a matrix; float32."""

from contest import BATCH, HIDDEN, RATE, compete, mnist
import numpy as np

x, labels = mnist()
y = np.eye(10, dtype=np.float32)[labels]
random = np.random.default_rng(2)
w1 = (random.standard_normal((784, HIDDEN)) / 28).astype(np.float32)
b1 = random.standard_normal(HIDDEN).astype(np.float32)
w2 = (random.standard_normal((HIDDEN, 10)) / np.sqrt(HIDDEN)).astype(np.float32)
b2 = random.standard_normal(10).astype(np.float32)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def step(batch):
    global w1, b1, w2, b2
    a0 = x[batch]
    a1 = sigmoid(a0 @ w1 + b1)
    a2 = sigmoid(a1 @ w2 + b2)
    d2 = (a2 - y[batch]) * (a2 * (1 - a2))
    d1 = (d2 @ w2.T) * (a1 * (1 - a1))
    eta = np.float32(RATE / len(batch))
    w2 -= eta * (a1.T @ d2)
    b2 -= eta * d2.sum(axis=0)
    w1 -= eta * (a0.T @ d1)
    b1 -= eta * d1.sum(axis=0)


compete(step, len(x))
