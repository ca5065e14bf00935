// Package diagnose detects common training problems from what is measured: the scores of
// a run's epochs and the activations of its network. Each finding has a cause that an
// equation explains, and a fix, which is a change of settings.
//
// Equation numbers are those of the post; BP1 and BP2 are Nielsen's equations of
// backpropagation (chapter 2), which give δ = ∂C/∂z of the output layer and of
// a hidden layer:
//
//	BP1  δ = ∂C/∂a ⊙ f'(z)
//	BP2  δ = (wᵀ δ of the next layer) ⊙ f'(z)
package diagnose
