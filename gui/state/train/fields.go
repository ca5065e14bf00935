package train

// fieldTitles are what a person reads for the settings, in English, by their names in
// the settings' JSON form.
var fieldTitles = map[string]string{
	"data": "Digits", "hidden": "Hidden units", "rate": "Learning rate η", "batch": "Mini-batch m", "epochs": "Epochs", "seed": "Seed",
	"activation": "Hidden activation", "output": "Output activation", "cost": "Cost", "encoding": "Encoding", "initializer": "Initial weights",
	"optimizer": "Optimiser", "momentum": "Momentum μ", "schedule": "Schedule", "penalty": "Penalty", "decay": "Weight decay λ", "dropout": "Dropout p", "amount": "Amount of data",
	"augmentation": "Augmentation", "validation": "Validation set: one in", "patience": "Patience",
}

// FieldTitle is what a person reads for a setting, in English, by its name in the
// settings' JSON form.
func FieldTitle(name string) string {
	if title, ok := fieldTitles[name]; ok {
		return title
	}
	return name
}
