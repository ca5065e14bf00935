package store

// source is where digits to learn come from.
type DataSource string

// The sources of digits, by the names that preferences remember.
const (
	SampleData  DataSource = "sample"
	MNISTData   DataSource = "mnist"
	UserSamples DataSource = "mine"
	MixedData   DataSource = "mixed"
	FolderData  DataSource = "folder"
)

var DataSources = []DataSource{SampleData, MNISTData, UserSamples, MixedData, FolderData}

// Title is what a person reads, in English.
func (s DataSource) Title() string {
	switch s {
	case MNISTData:
		return "MNIST"
	case UserSamples:
		return "My digits"
	case MixedData:
		return "A mix"
	case FolderData:
		return "A folder…"
	}
	return "Built-in sample"
}
