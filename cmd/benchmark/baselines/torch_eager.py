"""PyTorch as its tutorials write it: modules, autograd, torch.optim.SGD."""

from contest import BATCH, HIDDEN, RATE, THREADS, compete, mnist
import torch

torch.set_num_threads(THREADS)
images, labels = mnist()
x = torch.from_numpy(images)
y = torch.nn.functional.one_hot(torch.from_numpy(labels).long(), 10).float()
model = torch.nn.Sequential(
    torch.nn.Linear(784, HIDDEN), torch.nn.Sigmoid(), torch.nn.Linear(HIDDEN, 10), torch.nn.Sigmoid()
)
cost = torch.nn.MSELoss(reduction="sum")
optimizer = torch.optim.SGD(model.parameters(), lr=RATE)


def step(batch):
    batch = torch.from_numpy(batch)
    optimizer.zero_grad()
    loss = cost(model(x[batch]), y[batch]) / (2 * len(batch))
    loss.backward()
    optimizer.step()


compete(step, len(x))
