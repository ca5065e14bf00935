package store

// source is where digits to learn come from.
type DataSource string

// The sources of digits, by the names that preferences remember.
const (
	SampleData  DataSource = "sample"
	MNISTData   DataSource = "mnist"
	UserSamples DataSource = "mine"
	MixedData   DataSource = "mixed"
	FolderData  DataSource = "folder" // the folder of Preferences.Path
	FileData    DataSource = "file"   // the file of Preferences.Path
)

var DataSources = []DataSource{SampleData, MNISTData, UserSamples, MixedData, FolderData, FileData}

// HasPath reports whether the digits are the user's file or folder.
func (s DataSource) HasPath() bool { return s == FolderData || s == FileData }

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
	case FileData:
		return "A file…"
	}
	return "Built-in sample"
}
