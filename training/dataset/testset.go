package dataset

// TestSet is a test set under seal: examples that are kept for the one question how well a
// network reads what it has never seen (the post, section 2.3: "strictly for evaluation").
// Whoever chooses an epoch or a setting by the answer has used them up. So what trains and
// chooses gets the set sealed, and can do no more with it than have it read by a network,
// which is counted; see evaluate.Test. Nil is an empty set.
type TestSet struct{ data *Dataset }

// Seal puts examples under seal.
func Seal(d *Dataset) *TestSet { return &TestSet{d} }

// Name is the name of the set.
func (s *TestSet) Name() string {
	if s == nil {
		return ""
	}
	return s.data.Name()
}

// Len is the number of test examples.
func (s *TestSet) Len() int {
	if s == nil {
		return 0
	}
	return s.data.Len()
}

// Open breaks the seal: the examples themselves, nil of an empty set. It is for what shows
// them to a person, writes them or checks them. What chooses must not ask for them; a test
// of the program lists who may.
func (s *TestSet) Open() *Dataset {
	if s == nil {
		return nil
	}
	return s.data
}
