"""PyTorch with the gradients written by hand, in place where it can be."""

from contest import BATCH, HIDDEN, RATE, THREADS, compete, mnist
import torch

torch.set_num_threads(THREADS)
torch.set_grad_enabled(False)
images, labels = mnist()
x = torch.from_numpy(images)
y = torch.nn.functional.one_hot(torch.from_numpy(labels).long(), 10).float()
torch.manual_seed(2)
w1, b1 = torch.randn(784, HIDDEN) / 28, torch.randn(HIDDEN)
w2, b2 = torch.randn(HIDDEN, 10) / HIDDEN**0.5, torch.randn(10)


def step(batch):
    batch = torch.from_numpy(batch)
    a0 = x[batch]
    a1 = torch.addmm(b1, a0, w1).sigmoid_()
    a2 = torch.addmm(b2, a1, w2).sigmoid_()
    d2 = (a2 - y[batch]).mul_(a2).mul_(1 - a2)
    d1 = (d2 @ w2.T).mul_(a1).mul_(1 - a1)
    eta = RATE / len(batch)
    w2.addmm_(a1.T, d2, alpha=-eta)
    b2.sub_(d2.sum(0), alpha=eta)
    w1.addmm_(a0.T, d1, alpha=-eta)
    b1.sub_(d1.sum(0), alpha=eta)


compete(step, len(x))
