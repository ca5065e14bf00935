package pretrain

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"

	"digitpad/assets"
	"digitpad/network/codec"
	"digitpad/training"
	"digitpad/training/note"
)

// notes are those that a network that comes with the program carries: the settings
// that it was trained by, and on how many examples.
func notes(t *testing.T, name string) (settings training.Settings, examples int) {
	t.Helper()
	file, err := assets.Network(name)
	if err != nil {
		t.Fatal(err)
	}
	model, err := codec.Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(model.Notes[note.Settings]), &settings); err != nil {
		t.Fatal(err)
	}
	if examples, err = strconv.Atoi(model.Notes[note.Examples]); err != nil {
		t.Fatal(err)
	}
	return settings, examples
}

// The networks that come with the program are those that the recipes make: they
// carry the same settings, and learned from as many examples as the recipes mix.
func TestRecipesAreThoseOfTheShippedNetworks(t *testing.T) {
	const (
		mnist = 60000 // training images
		pens  = 5996  // digits of "pendigits-train" by writers 1 to 24
	)
	for _, c := range []struct {
		name   string
		recipe Recipe
		sides  int // digits alone, or as much nonsense besides
	}{{assets.Shipped, Classifier(), 1}, {assets.Rejector, Rejector(), 2}, {assets.RejectorByDirections, RejectorByDirections(), 2}} {
		settings, examples := notes(t, c.name)
		want, err := json.Marshal(c.recipe.Settings)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(settings)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s was trained by\n%s, the recipe is\n%s", c.name, got, want)
		}
		if n := c.sides * (c.recipe.MNIST*mnist + c.recipe.Pens*pens + c.recipe.Synthetic + c.recipe.Hasty); n != examples {
			t.Errorf("%s learned from %d examples, the recipe mixes %d", c.name, examples, n)
		}
	}
	if Classifier().Writers == Rejector().Writers {
		t.Error("the network that doubts has seen nobody whom the other has not")
	}
}

// The post's network is trained by the post's settings, on all that there is.
func TestPost(t *testing.T) {
	from := small(t)
	trainer, err := Post(from)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(trainer.Settings())
	if err != nil {
		t.Fatal(err)
	}
	settings, _ := notes(t, assets.Post)
	want, err := json.Marshal(settings)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) || trainer.Train() != from.Train || trainer.Validation().Len() != 0 {
		t.Errorf("it is trained by\n%s, the shipped one was by\n%s", got, want)
	}
}
