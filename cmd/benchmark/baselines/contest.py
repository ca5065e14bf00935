"""What every baseline shares: the data, and the rules of the contest.

A baseline is called with the numbers of hidden units, of examples in a mini-batch
and of threads. It says what it computes with. For each line on standard input, which
holds a number of examples, it trains on so many and prints the time on the clock and
the CPU time that it took, in nanoseconds.
"""

import gzip
import os
import sys
import time

for threads in "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS":
    os.environ[threads] = sys.argv[3]  # before anything loads a BLAS

import numpy as np

HIDDEN, BATCH, THREADS = (int(arg) for arg in sys.argv[1:4])
RATE = 0.5  # which suits every network and mini-batch of the contest


def mnist():
    """The training images, 60,000×784 in [0,1], and labels."""
    folder = os.environ["DIGITPAD_DATA"]
    if os.path.isdir(os.path.join(folder, "mnist")):
        folder = os.path.join(folder, "mnist")

    def read(name, header):
        with gzip.open(os.path.join(folder, name)) as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    images = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    return images.astype(np.float32) / 255, read("train-labels-idx1-ubyte.gz", 8).copy()


def batches(count):
    """Endless mini-batches of indices: every epoch in a new random order."""
    random = np.random.default_rng(1)
    while True:
        order = random.permutation(count)
        for begin in range(0, count, BATCH):
            yield order[begin : begin + BATCH]


def kernels():
    """The BLAS that is loaded, in its own word, and the CPU that its kernels are for."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return "a BLAS that threadpoolctl, which is not installed, could name"
    return "; ".join(
        f"{i['internal_api']} {i['version']}, kernels for {i.get('architecture')}"
        for i in threadpool_info()
        if i["user_api"] == "blas"
    )


def answer(clock, cpu):
    """Prints the time since the clock and the CPU clock stood there."""
    print(time.perf_counter_ns() - clock, time.process_time_ns() - cpu, flush=True)


def compete(step, count):
    """Calls step with mini-batches of indices as the lines on stdin ask."""
    source = batches(count)
    print("ready", kernels(), flush=True)
    for line in sys.stdin:
        examples = int(line)
        clock, cpu = time.perf_counter_ns(), time.process_time_ns()
        while examples > 0:
            batch = next(source)
            step(batch)
            examples -= len(batch)
        answer(clock, cpu)
