package gui

// explanations are what the settings mean, by their names in the settings' JSON
// form. Numbers in parentheses are the post's equations.
var explanations = map[string]explanation{
	"data": {
		"Digits", "what is learned from",
		"The built-in sample is drawn by the program itself and needs no download. MNIST is the real thing: " +
			"60,000 training images written by 250 people and 10,000 test images written by 250 others. " +
			"A folder may hold any digits in the same four IDX files. Test images are never trained on.",
	},
	"hidden": {
		"Hidden units", "such as 15, or 30, 20",
		"How many units stand between the 784 pixels and the outputs. The post takes 15, small on purpose. " +
			"More units can learn more and take longer. Several layers are written with commas: 30, 20.",
	},
	"rate": {
		"Learning rate η", "length of a step downhill",
		"Each iteration moves every weight by −η times its gradient (5), (12). Too small, and learning crawls; " +
			"too large, and the step overshoots the valley, so that the cost rises or is no number any more.",
	},
	"batch": {
		"Mini-batch m", "examples before an update",
		"The gradient is estimated from m examples (11) before the weights are updated once (12). " +
			"1 is online learning: expect large oscillations. All examples at once is gradient descent: exact, but slow.",
	},
	"epochs": {
		"Epochs", "passes over all examples",
		"One epoch uses every training example once. One is rarely enough, because each step is small and noisy; " +
			"going over the same examples again improves the result.",
	},
	"seed": {
		"Seed", "same seed, same run",
		"The initial weights and the order of the examples are drawn at random from this number. " +
			"The same seed with the same settings gives the same network, bit for bit.",
	},
	"activation": {
		"Hidden activation", "what a hidden unit does",
		"A unit adds up its weighted inputs and passes the sum z through this function: sigmoid (the post's) into (0, 1), " +
			"tanh into (−1, 1), ReLU cuts off below 0.",
	},
	"output": {
		"Output activation", "what an output unit does",
		"Sigmoid outputs answer each for itself between 0 and 1. Softmax outputs share a total of 1, like probabilities; " +
			"they go with the log-likelihood cost.",
	},
	"cost": {
		"Cost", "what training makes small",
		"The quadratic cost (1) is half the mean squared distance between outputs and targets. " +
			"Cross-entropy does not slow down when a unit is badly wrong. Log-likelihood belongs to softmax outputs.",
	},
	"encoding": {
		"Encoding", "how outputs spell a digit",
		"One-hot has an output for each digit (section 2.2). Binary spells the digit with four outputs. " +
			"Ordinal is a single output that grows with the digit, as if 3 lay between 2 and 4 in shape.",
	},
	"initializer": {
		"Initial weights", "how large they start",
		"All start at random around 0. With a spread of 1/√(inputs) the units start in their sensitive range. " +
			"A spread of 1, as in Nielsen's first code, saturates them and slows the start.",
	},
	"optimizer": {
		"Optimiser", "how a gradient is followed",
		"SGD takes the step (12) as it is. Momentum and Nesterov keep some of the last step. RMSProp and Adam scale each " +
			"weight's step by how large its gradients have been; they want a rate near 0.001 to 0.01.",
	},
	"momentum": {
		"Momentum μ", "kept of the last step",
		"The share of the last step that is kept, from 0 up to, not including, 1. It matters to the optimisers that have momentum.",
	},
	"schedule": {
		"Schedule", "how η changes by epoch",
		"Large steps at first and smaller ones later find lower ground. The learning rate above is where the schedule starts.",
	},
	"decay": {
		"Weight decay λ", "0 is none",
		"L2 regularisation: every step also shrinks the weights a little, so that no weight grows large without need. It works against overfitting.",
	},
	"augmentation": {
		"Augmentation", "new shapes in each epoch",
		"Moderate: in each epoch every training image is turned, slanted, stretched and warped a little, and differently, " +
			"so that the network sees more hands than the data holds. It takes longer, and helps with your own digits.",
	},
	"patience": {
		"Patience", "0 never stops early",
		"Stop when the cost on the test images has found no new minimum for so many epochs.",
	},
}
