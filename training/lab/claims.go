package lab

// Claim is an equation or a statement of the post and where the program shows
// it.
type Claim struct {
	Source      string   // "(12)", "section 2.2"
	Says        string   // what it states, in short
	Functions   []string // that compute it: "network.Backprop.Descend"
	Experiments []string // that put it to the test
	Controls    []string // settings that change it: their names in training.Settings
}

// Claims is the whole post, from beginning to end.
var Claims = []Claim{
	{
		Source: "section 2.1", Says: "a 28×28 image becomes x ∈ [0,1]⁷⁸⁴",
		Functions: []string{"network.NewInput", "dataset.New"},
	},
	{
		Source: "section 2.1", Says: "784→15→10, sigmoid hidden units, sigmoid or softmax outputs",
		Functions: []string{"training.DefaultSettings", "network.Network.Forward"}, Experiments: []string{"hidden-units"}, Controls: []string{"hidden", "activation", "output"},
	},
	{
		Source: "section 2.1", Says: "the prediction is the output with the largest activation",
		Functions: []string{"network.Network.Predict", "network.Encoding.Decode"},
	},
	{
		Source: "section 2.2", Says: "ten, four or one output: one-hot works best",
		Functions: []string{"network.OneHot", "network.Binary", "network.Ordinal"}, Experiments: []string{"encodings"}, Controls: []string{"encoding"},
	},
	{
		Source: "section 2.2", Says: "each output has weights of its own and specialises in a digit; only one fires at a time",
		Experiments: []string{"specialised-outputs"}, Controls: []string{"encoding"},
	},
	{
		Source: "section 2.2", Says: "ordinal targets claim distances between digits that there are not",
		Experiments: []string{"encodings"}, Controls: []string{"encoding"},
	},
	{
		Source: "section 2.3", Says: "MNIST: 60,000 training images, 10,000 test images used strictly for evaluation",
		Functions: []string{"mnist.Load", "evaluate.Network"}, Experiments: []string{"nielsen", "peeking"},
	},
	{
		Source: "section 2.3", Says: "test images by other people show whether the network reads writers it never saw",
		Experiments: []string{"unseen-writers"},
	},
	{
		Source: "section 3.1", Says: "costs are minimised by gradient descent, SGD, momentum, RMSProp, Adam and more",
		Functions: []string{"optim.Optimizers"}, Experiments: []string{"optimizers"}, Controls: []string{"optimizer", "momentum"},
	},
	{
		Source: "(1)", Says: "the quadratic cost C = 1/2n · Σ ‖y − a‖²",
		Functions: []string{"network.Quadratic", "evaluate.Network"}, Controls: []string{"cost"},
	},
	{
		Source: "section 3.1", Says: "the share of correct images is no smooth function of W and b; small changes may not change it at all",
		Experiments: []string{"accuracy-is-not-smooth"},
	},
	{
		Source: "(2)", Says: "ΔC ≈ ∇C · Δv",
		Experiments: []string{"first-order", "steepest-descent"},
	},
	{
		Source: "(3)", Says: "Δv = −η∇C, with the learning rate η",
		Experiments: []string{"first-order", "learning-rate"}, Controls: []string{"rate"},
	},
	{
		Source: "(4)", Says: "ΔC ≈ −η‖∇C‖² ≤ 0",
		Experiments: []string{"first-order"}, Controls: []string{"rate"},
	},
	{
		Source: "(5)", Says: "v → v − η∇C: C will always decrease",
		Functions: []string{"optim.SGD"}, Experiments: []string{"first-order", "batch-size"}, Controls: []string{"batch"},
	},
	{
		Source: "(6)", Says: "|∇C · Δv| ≤ ‖∇C‖ε: no small step of length ε does more than that in −∇C",
		Experiments: []string{"steepest-descent"},
	},
	{
		Source: "(7)", Says: "the update of every weight and bias from its own derivative",
		Functions: []string{"network.Backprop.Run", "network.Backprop.Descend"}, Experiments: []string{"gradient-check"},
	},
	{
		Source: "(8)", Says: "the cost is the mean of the examples' costs",
		Functions: []string{"evaluate.Network"},
	},
	{
		Source: "(9)", Says: "Cₓ = ‖y − a‖²/2",
		Functions: []string{"network.Cost.Of", "network.Cost.Gradient"}, Controls: []string{"cost"},
	},
	{
		Source: "(10)", Says: "∇C is the mean of the examples' gradients",
		Functions: []string{"network.Backprop.AddGradient"}, Experiments: []string{"gradient-average", "gradient-check", "minibatch-gradient"},
	},
	{
		Source: "(11)", Says: "the mean gradient of m images, drawn without replacement, estimates ∇C",
		Functions: []string{"network.Backprop.AddGradient"}, Experiments: []string{"minibatch-gradient"}, Controls: []string{"batch"},
	},
	{
		Source: "(11)", Says: "the gradient of m images is far cheaper to compute than that of all n",
		Experiments: []string{"update-cost"}, Controls: []string{"batch"},
	},
	{
		Source: "(12)", Says: "the mini-batch update of weights and biases",
		Functions: []string{"training.Trainer.Step"}, Experiments: []string{"batch-size"}, Controls: []string{"batch", "rate"},
	},
	{
		Source: "section 3.3", Says: "epoch, batch size, iteration: n/m iterations an epoch, 60,000 / 100 = 600",
		Functions: []string{"training.Trainer.Progress"}, Controls: []string{"epochs", "batch"},
	},
	{
		Source: "section 3.3", Says: "m = 1 is online learning: cost and parameters swing widely",
		Experiments: []string{"batch-size"}, Controls: []string{"batch"},
	},
	{
		Source: "section 3.3", Says: "one epoch rarely guarantees convergence; more epochs improve it",
		Experiments: []string{"epochs"}, Controls: []string{"epochs", "patience"},
	},
	{
		Source: "section 3.3", Says: "it is good practice to adjust the learning rate per epoch",
		Functions: []string{"optim.Schedules"}, Experiments: []string{"learning-rate"}, Controls: []string{"schedule"},
	},
	{
		Source: "section 3.3", Says: "gradient descent need not find the global minimum, and often works extremely well",
		Experiments: []string{"minima"}, Controls: []string{"seed", "initializer"},
	},
}
