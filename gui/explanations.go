package gui

import "fyne.io/fyne/v2/lang"

// explanations are what the settings mean, by their names in the settings' JSON
// form. Numbers in parentheses are the post's equations.
func explanations() map[string]explanation {
	return map[string]explanation{
		"data": {
			lang.L("Digits"), lang.L("what is learned from"),
			lang.L("The built-in sample is drawn by the program itself and needs no download. MNIST is the real thing: " +
				"60,000 training images written by 250 people and 10,000 test images written by 250 others. " +
				"My digits are those that you have taught; a mix has some of each, by shares. " +
				"A folder may hold any digits in the same four IDX files. Test images are never trained on."),
		},
		"hidden": {
			lang.L("Hidden units"), lang.L("such as 15, or 30, 20"),
			lang.L("How many units stand between the 784 pixels and the outputs. The post takes 15, small on purpose. " +
				"More units can learn more and take longer. Several layers are written with commas: 30, 20."),
		},
		"rate": {
			lang.L("Learning rate η"), lang.L("length of a step downhill"),
			lang.L("Each iteration moves every weight by −η times its gradient (5), (12). Too small, and learning crawls; " +
				"too large, and the step overshoots the valley, so that the cost rises or is no number any more."),
		},
		"batch": {
			lang.L("Mini-batch m"), lang.L("examples before an update"),
			lang.L("The gradient is estimated from m examples (11) before the weights are updated once (12). " +
				"1 is online learning: expect large oscillations. All examples at once is gradient descent: exact, but slow."),
		},
		"epochs": {
			lang.L("Epochs"), lang.L("passes over all examples"),
			lang.L("One epoch uses every training example once. One is rarely enough, because each step is small and noisy; " +
				"going over the same examples again improves the result."),
		},
		"seed": {
			lang.L("Seed"), lang.L("same seed, same run"),
			lang.L("The initial weights and the order of the examples are drawn at random from this number. " +
				"The same seed with the same settings gives the same network, bit for bit."),
		},
		"activation": {
			lang.L("Hidden activation"), lang.L("what a hidden unit does"),
			lang.L("A unit adds up its weighted inputs and passes the sum z through this function: sigmoid (the post's) into (0, 1), " +
				"tanh into (−1, 1), ReLU cuts off below 0."),
		},
		"output": {
			lang.L("Output activation"), lang.L("what an output unit does"),
			lang.L("Sigmoid outputs answer each for itself between 0 and 1. Softmax outputs share a total of 1, like probabilities; " +
				"they go with the log-likelihood cost."),
		},
		"cost": {
			lang.L("Cost"), lang.L("what training makes small"),
			lang.L("The quadratic cost (1) is half the mean squared distance between outputs and targets. " +
				"Cross-entropy does not slow down when a unit is badly wrong. Log-likelihood belongs to softmax outputs."),
		},
		"encoding": {
			lang.L("Encoding"), lang.L("how outputs spell a digit"),
			lang.L("One-hot has an output for each digit (section 2.2). Binary spells the digit with four outputs. " +
				"Ordinal is a single output that grows with the digit, as if 3 lay between 2 and 4 in shape."),
		},
		"initializer": {
			lang.L("Initial weights"), lang.L("how large they start"),
			lang.L("All start at random around 0. With a spread of 1/√(inputs) the units start in their sensitive range. " +
				"A spread of 1, as in Nielsen's first code, saturates them and slows the start."),
		},
		"optimizer": {
			lang.L("Optimiser"), lang.L("how a gradient is followed"),
			lang.L("SGD takes the step (12) as it is. Momentum and Nesterov keep some of the last step. RMSProp and Adam scale each " +
				"weight's step by how large its gradients have been; they want a rate near 0.001 to 0.01."),
		},
		"momentum": {
			lang.L("Momentum μ"), lang.L("kept of the last step"),
			lang.L("The share of the last step that is kept, from 0 up to, not including, 1. It matters to the optimisers that have momentum."),
		},
		"schedule": {
			lang.L("Schedule"), lang.L("how η changes by epoch"),
			lang.L("Large steps at first and smaller ones later find lower ground. The learning rate above is where the schedule starts."),
		},
		"decay": {
			lang.L("Weight decay λ"), lang.L("0 is none"),
			lang.L("L2 regularisation: every step also shrinks the weights a little, so that no weight grows large without need. It works against overfitting."),
		},
		"augmentation": {
			lang.L("Augmentation"), lang.L("new shapes in each epoch"),
			lang.L("In each epoch every training image is turned, slanted, stretched and warped a little, and differently, " +
				"so that the network sees more hands than the data holds. It takes longer, and helps with your own digits. " +
				"With “my own” each amount has a field; the preview follows."),
		},
		"patience": {
			lang.L("Patience"), lang.L("0 never stops early"),
			lang.L("Stop when the cost on the test images has found no new minimum for so many epochs."),
		},
	}
}
