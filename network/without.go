package network

// Without is a copy of the network in which unit k of hidden layer l is switched
// off: it adds nothing to any weighted sum. It panics if l is not a hidden layer.
func (n *Network) Without(l, k int) *Network {
	if l < 0 || l >= len(n.layers)-1 || k < 0 || k >= n.layers[l].Out {
		panic("network: Without: no such hidden unit")
	}
	c := n.Clone()
	next := c.layers[l+1]
	clear(next.W[k*next.Stride:][:next.Stride])
	return c
}
