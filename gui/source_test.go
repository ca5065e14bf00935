package gui

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"digitpad/gui/i18n"
	"digitpad/gui/state/store"
	"digitpad/training/ink"
	"digitpad/training/synth"
)

// drawMine adds a drawing of each of some digits to mine.
func (b *testBench) drawMine(labels ...int) {
	for i, digit := range labels {
		b.addMine(ink.Sample{Label: digit, Drawing: synth.NewWriter(5).Draw(digit, uint64(i))})
	}
}

// shelved is a bench on whose shelf MNIST and the sample lie, small ones.
func shelved(t *testing.T) *testBench {
	t.Helper()
	b := newBench(t)
	some := digits{b.digits.train.Slice(0, 100), b.digits.test.Slice(0, 50)}
	b.shelf = &shelf{sets: map[store.DataSource]digits{store.MNISTData: b.digits, store.SampleData: some}}
	return b
}

func (b *testBench) choose(s store.DataSource) {
	b.learn.form.source.SetSelected(sourceTitle(s))
}

// A network learns from my digits alone once there is one of each; those that came
// later are learned from by the next run.
func TestLearnFromMyDigits(t *testing.T) {
	b := shelved(t)
	others := b.digits
	b.drawMine(0, 1, 2, 4, 5, 6, 8, 9)
	b.choose(store.UserSamples)
	b.pump("a message", b.modal)
	if said := b.trace.String(); !strings.Contains(said, "still missing: 3, 7.") {
		t.Errorf("the message does not say which digits are missing: %s", said)
	}
	b.Dismiss()
	b.drawMine(3, 7)
	b.StartPause()
	b.pump("the run", func() bool { return b.run != nil })
	b.pumpUntil(finished)
	if b.run.digits.train.Len() != 10 || b.run.digits.test != others.test {
		t.Errorf("learned from %d digits, judged by %s", b.run.digits.train.Len(), b.run.digits.test.Name())
	}
	first := b.run
	b.drawMine(3)
	b.StartPause()
	b.pump("the next run", func() bool { return b.run != first })
	b.pumpUntil(finished)
	if b.run.digits.train.Len() != 11 {
		t.Errorf("the next run learned from %d digits, there are 11", b.run.digits.train.Len())
	}
}

// A mix has its shares of MNIST, the sample and my digits, also in the next window
// and in a bench.
func TestSharesOfAMix(t *testing.T) {
	b := shelved(t)
	form := b.learn.form
	all := b.digits.train.Len()
	mixedIn := func() int { // beside MNIST
		b.pump("digits", func() bool { return b.digits.train != nil })
		return b.digits.train.Len() - all
	}
	if form.shares.box.Visible() {
		t.Error("shares are in view where there is no mix")
	}
	b.choose(store.MixedData)
	if !form.shares.box.Visible() || !form.shows(form.byName["share of mine"]) {
		t.Error("the shares are not in view")
	}
	if got, want := mixedIn(), (30*all+35)/70; got != want {
		t.Errorf("%d digits of the sample are mixed in, want %d", got, want)
	}
	for i, share := range []string{"2", "0", "1"} {
		form.shares.entries[i].SetText(share)
	}
	b.pump("a message", b.modal)
	if said := b.trace.String(); !strings.Contains(said, "there are none yet") {
		t.Errorf("without a digit of mine it says %s", said)
	}
	b.Dismiss()
	b.drawMine(3, 7)
	b.reloadMine()
	if got := mixedIn(); got != all/2 {
		t.Errorf("%d digits of mine are mixed in, want %d", got, all/2)
	}
	for i := all; i < b.digits.train.Len(); i++ {
		if want := b.mineData().Input((i - all) % 2); !slices.Equal(b.digits.train.Input(i), want) {
			t.Fatalf("example %d is none of mine", i)
		}
	}
	if b.bench().Source != "" {
		t.Error("a bench names digits that are nowhere else")
	}

	path := filepath.Join(t.TempDir(), store.PreferencesFile)
	if err := b.prefs.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := store.LoadPreferences(path).Shares; got != (store.MixWeights{MNIST: 2, Sample: 0, Mine: 1}) {
		t.Errorf("the next start has the shares %v", got)
	}
	was := b.digits
	for text, want := range map[string]string{"-1": "Write a number from 0 to 1000.", "x": "Write a number from 0 to 1000.", "NaN": "Write a number from 0 to 1000."} {
		form.shares.entries[0].SetText(text)
		if got := form.byName["share of mnist"].Message.Text; got != want {
			t.Errorf("a share of %q: %q", text, got)
		}
	}
	if b.digits != was || b.prefs.Shares != (store.MixWeights{MNIST: 2, Sample: 0, Mine: 1}) {
		t.Error("wrong shares change what is mixed")
	}
}

// My digits as a test set: counted as any, and a mistake goes to the pad as it was
// drawn.
func TestEvaluateOnMyDigits(t *testing.T) {
	b := evaluateBench(t) // which reads 0 everywhere
	b.evaluate.digits.SetSelected("My digits")
	if !strings.Contains(b.evaluate.about.Content, "no digits of yours yet") {
		t.Errorf("without any it says %q", b.evaluate.about.Content)
	}
	b.drawMine(0, 3, 3, 7)
	b.pump("an evaluation", func() bool { return b.evaluate.shown != nil && b.evaluate.shown.data == b.mineData() })
	if got := b.evaluate.accuracy.Content; got != i18n.FormatPercent(0.25) {
		t.Errorf("accuracy %q, want a quarter", got)
	}
	if m := b.evaluate.matrix.confusion; m[3][0] != 2 || m[7][0] != 1 || m.Examples() != 4 {
		t.Errorf("the matrix is %v", m)
	}
	b.evaluate.ShowCell(7, 0)
	b.evaluate.gallery.OnChosen(b.evaluate.gallery.Examples[0])
	if !reflect.DeepEqual(b.pad.Page().Drawing, b.mine.all[3].Drawing) {
		t.Error("another drawing lies on the pad than the one that was chosen")
	}
	b.mineTab.Choose(1)
	b.DeleteMine()
	b.pump("an evaluation of those that are left", func() bool { return b.evaluate.shown.data.Len() == 3 })
}
