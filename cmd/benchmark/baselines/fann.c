/* FANN, the library of neural networks in C that Debian has: float, one example at a time,
   as fann_train does it. Called like the others, see contest.py: hidden units, examples in a
   mini-batch, which are always one, and threads, of which it has one. */

#include <fann.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zlib.h>

enum { EXAMPLES = 60000, PIXELS = 784, DIGITS = 10 };

static uint8_t images[EXAMPLES][PIXELS], labels[EXAMPLES];
static fann_type inputs[EXAMPLES][PIXELS], targets[DIGITS][DIGITS];

static void read_file(const char *name, int header, void *to, unsigned size)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/mnist/%s", getenv("DIGITPAD_DATA"), name);
	gzFile file = gzopen(path, "rb");
	if (!file) {
		snprintf(path, sizeof path, "%s/%s", getenv("DIGITPAD_DATA"), name);
		file = gzopen(path, "rb");
	}
	uint8_t skipped[16];
	if (!file || gzread(file, skipped, header) != header || gzread(file, to, size) != (int)size) {
		fprintf(stderr, "%s cannot be read\n", path);
		exit(1);
	}
	gzclose(file);
}

static long long nanoseconds(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv)
{
	read_file("train-images-idx3-ubyte.gz", 16, images, sizeof images);
	read_file("train-labels-idx1-ubyte.gz", 8, labels, sizeof labels);
	for (int i = 0; i < EXAMPLES; i++)
		for (int p = 0; p < PIXELS; p++)
			inputs[i][p] = images[i][p] / 255.0f;
	for (int digit = 0; digit < DIGITS; digit++)
		targets[digit][digit] = 1;

	struct fann *net = fann_create_standard(3, PIXELS, atoi(argv[1]), DIGITS);
	fann_set_training_algorithm(net, FANN_TRAIN_INCREMENTAL);
	fann_set_activation_function_hidden(net, FANN_SIGMOID);
	fann_set_activation_function_output(net, FANN_SIGMOID);
	fann_set_learning_rate(net, 0.5f);

	puts("ready FANN 2.2, loops that the compiler vectorises");
	fflush(stdout);
	uint32_t random = 1;
	for (long examples; scanf("%ld", &examples) == 1;) {
		long long clock = nanoseconds(CLOCK_MONOTONIC), cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
		while (examples-- > 0) {
			random = random * 1664525u + 1013904223u;
			unsigned i = (unsigned)((uint64_t)random * EXAMPLES >> 32);
			fann_train(net, inputs[i], targets[labels[i]]);
		}
		printf("%lld %lld\n", nanoseconds(CLOCK_MONOTONIC) - clock, nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
		fflush(stdout);
	}
}
