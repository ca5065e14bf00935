package settings

import (
	"fyne.io/fyne/v2/lang"

	"digitpad/gui/ui"
)

// fieldHelp is what the settings mean, by their names in the settings' JSON
// form. Numbers in parentheses are the post's equations.
func fieldHelp() map[string]ui.Help {
	return map[string]ui.Help{
		"data": {
			Title: lang.L("Digits"), Hint: lang.L("what is learned from"),
			Text: lang.L("The built-in sample is drawn by the program itself and needs no download. MNIST is the real thing: " +
				"60,000 training images written by 250 people and 10,000 test images written by 250 others. " +
				"My digits are those that you drew and labelled; a mix has some of each, by shares. " +
				"A file or a folder may hold any digits, as IDX, CSV, NumPy or pictures by digit. Test images are never trained on."),
		},
		"hidden": {
			Title: lang.L("Hidden units"), Hint: lang.L("such as 15, or 30, 20"),
			Text: lang.L("How many units stand between the 784 pixels and the outputs. The post takes 15, small on purpose. " +
				"More units can learn more and take longer. Several layers are written with commas: 30, 20."),
		},
		"rate": {
			Title: lang.L("Learning rate η"), Hint: lang.L("length of a step downhill"),
			Text: lang.L("Each iteration moves every weight by −η times its gradient (5), (12). Too small, and learning crawls; " +
				"too large, and the step overshoots the valley, so that the cost rises or is no number any more."),
		},
		"batch": {
			Title: lang.L("Mini-batch m"), Hint: lang.L("examples before an update"),
			Text: lang.L("The gradient is estimated from m examples (11) before the weights are updated once (12). " +
				"1 is online learning: expect large oscillations. All examples at once is gradient descent: exact, but slow."),
		},
		"epochs": {
			Title: lang.L("Epochs"), Hint: lang.L("passes over all examples"),
			Text: lang.L("One epoch uses every training example once. One is rarely enough, because each step is small and noisy; " +
				"going over the same examples again improves the result."),
		},
		"seed": {
			Title: lang.L("Seed"), Hint: lang.L("same seed, same run"),
			Text: lang.L("The initial weights and the order of the examples are drawn at random from this number. " +
				"The same seed with the same settings gives the same network, bit for bit."),
		},
		"activation": {
			Title: lang.L("Hidden activation"), Hint: lang.L("what a hidden unit does"),
			Text: lang.L("A unit adds up its weighted inputs and passes the sum z through this function: sigmoid (the post's) into (0, 1), " +
				"tanh into (−1, 1), ReLU cuts off below 0."),
		},
		"output": {
			Title: lang.L("Output activation"), Hint: lang.L("what an output unit does"),
			Text: lang.L("Sigmoid outputs answer each for itself between 0 and 1. Softmax outputs share a total of 1, like probabilities; " +
				"they go with the log-likelihood cost."),
		},
		"cost": {
			Title: lang.L("Cost"), Hint: lang.L("what training makes small"),
			Text: lang.L("The quadratic cost (1) is half the mean squared distance between outputs and targets. " +
				"Cross-entropy does not slow down when a unit is badly wrong; an output that is 1 to the last digit, where 0 is right, counts as 17.3. Log-likelihood belongs to softmax outputs."),
		},
		"encoding": {
			Title: lang.L("Encoding"), Hint: lang.L("how outputs spell a digit"),
			Text: lang.L("One-hot has an output for each digit (section 2.2). Binary spells the digit with four outputs. " +
				"Ordinal is a single output that grows with the digit, as if 3 lay between 2 and 4 in shape."),
		},
		"initializer": {
			Title: lang.L("Initial weights"), Hint: lang.L("how large they start"),
			Text: lang.L("All start at random around 0. With a spread of 1/√(inputs) the units start in their sensitive range. " +
				"A spread of 1, as in Nielsen's first code, saturates them and slows the start."),
		},
		"optimizer": {
			Title: lang.L("Optimiser"), Hint: lang.L("how a gradient is followed"),
			Text: lang.L("SGD takes the step (12) as it is. Momentum and Nesterov keep some of the last step. RMSProp and Adam scale each " +
				"weight's step by how large its gradients have been; they want a rate near 0.001 to 0.01."),
		},
		"momentum": {
			Title: lang.L("Momentum μ"), Hint: lang.L("kept of the last step"),
			Text: lang.L("The share of the last step that is kept, from 0 up to, not including, 1. It matters to the optimisers that have momentum."),
		},
		"schedule": {
			Title: lang.L("Schedule"), Hint: lang.L("how η changes by epoch"),
			Text: lang.L("Large steps at first and smaller ones later find lower ground. The learning rate above is where the schedule starts."),
		},
		"penalty": {
			Title: lang.L("Penalty"), Hint: lang.L("what λ weighs"),
			Text: lang.L("What keeps weights small that the cost does not need. L2 adds λ/2n·Σw² to the cost and shrinks every weight by the same share in each step: weight decay. " +
				"L1 adds λ/n·Σ|w| and takes the same amount off every weight, so that many become exactly 0."),
		},
		"decay": {
			Title: lang.L("Weight decay λ"), Hint: lang.L("0 is none"),
			Text: lang.L("The weight of the penalty, which works against overfitting. It is divided by n, the number of training images, so that it means the same for few and for many: " +
				"with η = 0.5, λ = 5 and n = 50,000 a step of L2 takes ηλ/n = 1/20,000 off each weight. Other programs write λ/n as one number. " +
				"The optimisers with momentum, RMSProp and Adam have the penalty in the gradient; AdamW takes its step on the weights themselves."),
		},
		"dropout": {
			Title: lang.L("Dropout p"), Hint: lang.L("0 is none"),
			Text: lang.L("In each iteration every hidden unit is switched off with probability p, anew for each digit, and the others count 1/(1−p) times as much. " +
				"No unit can rely on one other, which works against overfitting. It takes more epochs and more hidden units; the trained network uses all of them."),
		},
		"amount": {
			Title: lang.L("Amount of data"), Hint: lang.L("share that is used, up to 1"),
			Text: lang.L("The share of the training images that the network learns from: 1 is all, 0.1 the first tenth of each digit. The digits that judge it stay the same. " +
				"With few, a network soon knows them by heart and reads others badly."),
		},
		"augmentation": {
			Title: lang.L("Augmentation"), Hint: lang.L("new shapes in each epoch"),
			Text: lang.L("In each epoch every training image is turned, slanted, stretched and warped a little, and differently, " +
				"so that the network sees more hands than the data holds. It takes longer, and helps with your own digits. " +
				"With “my own” each amount has a field; the preview follows."),
		},
		"patience": {
			Title: lang.L("Patience"), Hint: lang.L("0 never stops early"),
			Text: lang.L("Stop when the cost on the validation images has found no new minimum for so many epochs, and leave the network of the best epoch. The last one stays in reach, with the slider below the chart."),
		},
		"validation": {
			Title: lang.L("Validation set: one in"), Hint: lang.L("0 holds out none"),
			Text: lang.L("So many of the training images are held out, and nothing is learned from them: with 6 one in six, of MNIST's 60,000 the 10,000 that Nielsen holds out. " +
				"Early stopping, schedules and the best epoch go by them, so that the test images stay sealed until you ask for the score. With 0 all images are learned from, and these choices go by images that the network knows."),
		},
	}
}
