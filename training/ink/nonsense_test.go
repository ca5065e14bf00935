package ink

import (
	"reflect"
	"testing"
)

func TestLettersAndScribblesAreDetermined(t *testing.T) {
	for _, letter := range Letters {
		want := NewWriter(1).DrawLetter(letter, 2)
		if !reflect.DeepEqual(want, NewWriter(1).DrawLetter(letter, 2)) || reflect.DeepEqual(want, NewWriter(1).DrawLetter(letter, 3)) {
			t.Errorf("the letter %c does not depend on its number alone", letter)
		}
		if image := want.Image(); image.Empty() {
			t.Errorf("the letter %c has no ink", letter)
		}
	}
	if !reflect.DeepEqual(Scribble(1), Scribble(1)) || reflect.DeepEqual(Scribble(1), Scribble(2)) {
		t.Error("a scribble does not depend on its seed alone")
	}
}

func TestDrawLetterRefusesDigits(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the letter 8 was written")
		}
	}()
	NewWriter(1).DrawLetter('8', 0)
}
