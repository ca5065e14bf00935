package guide

import (
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"digitpad/network"
	"digitpad/training"
	"digitpad/training/dataset"
	"digitpad/training/lab"
	"digitpad/training/typeset"
)

var updateGolden = flag.Bool("update", false, "write the golden picture anew")

// load reads the text that comes with the program.
func load(t *testing.T, language string) *Guide {
	t.Helper()
	g, err := Load(os.DirFS("../../assets/guide"), language)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Both languages have the same sections with the same equations and figures at the
// same places, every equation and every figure once, and the numbered ones in order.
func TestTextIsComplete(t *testing.T) {
	outline := func(g *Guide) (kinds []string) {
		for _, s := range g.Sections {
			if s.Title == "" || len(s.Blocks) == 0 {
				t.Errorf("section %s has the title %q and %d blocks", s.Number, s.Title, len(s.Blocks))
			}
			for _, b := range s.Blocks {
				switch {
				case b.Equation != nil:
					kinds = append(kinds, "equation "+b.Equation.ID)
				case b.Figure != "":
					kinds = append(kinds, "figure "+b.Figure)
				default:
					kinds = append(kinds, "text")
				}
			}
		}
		return kinds
	}
	first := outline(load(t, Languages[0]))
	for _, language := range Languages[1:] {
		if other := outline(load(t, language)); !slices.Equal(first, other) {
			t.Errorf("in %q stands %v,\nin %q %v", Languages[0], first, language, other)
		}
	}
	var shown []string
	for _, e := range Equations {
		shown = append(shown, "equation "+e.ID)
	}
	if got := slices.DeleteFunc(slices.Clone(first), func(kind string) bool { return !strings.HasPrefix(kind, "equation") }); !slices.Equal(got, shown) {
		t.Errorf("equations in the text: %v,\nwant %v", got, shown)
	}
	for _, name := range Figures {
		if !slices.Contains(first, "figure "+name) {
			t.Errorf("the figure %s is not in the text", name)
		}
	}
	for n := range 12 {
		if e := Find(string(rune('0' + (n+1)%10))); n < 9 && (e == nil || !e.Numbered()) {
			t.Errorf("equation (%d) is missing", n+1)
		}
	}
	for _, id := range []string{"10", "11", "12"} {
		if Find(id) == nil {
			t.Errorf("equation (%s) is missing", id)
		}
	}
}

// Every term of every equation is explained in every language, and nothing else is.
func TestTermsAreExplained(t *testing.T) {
	used := map[string]bool{}
	for _, e := range Equations {
		for _, r := range typeset.Layout(e.Formula).Terms {
			used[r.Term] = true
		}
	}
	for _, language := range Languages {
		g := load(t, language)
		for name := range used {
			if len(g.Term(name)) < 10 {
				t.Errorf("%q does not explain the term %s", language, name)
			}
		}
		for name := range g.terms {
			if !used[name] {
				t.Errorf("%q explains the term %s, which is in no equation", language, name)
			}
		}
	}
}

// Every link leads somewhere: the setting, the experiment and the code of an
// equation, and the place in the text of each claim.
func TestLinks(t *testing.T) {
	for _, e := range Equations {
		if !slices.Contains(training.SettingNames(), e.Setting) {
			t.Errorf("(%s): there is no setting %q", e.ID, e.Setting)
		}
		if _, err := lab.Experiments.Lookup(e.Experiment); err != nil {
			t.Errorf("(%s): experiment: %v", e.ID, err)
		}
		if e.Source() == "" {
			t.Errorf("(%s) has no code", e.ID)
		}
		if e.Numbered() && e.Code != e.ID {
			t.Errorf("(%s) shows the code of (%s)", e.ID, e.Code)
		}
	}
	for _, language := range Languages {
		g := load(t, language)
		for _, number := range Sections {
			if anchor := "section " + number; !Known(anchor) || g.Find(anchor) < 0 {
				t.Errorf("%q: there is no %s", language, anchor)
			}
		}
		for _, e := range Equations {
			if anchor := "(" + e.ID + ")"; !Known(anchor) || g.Find(anchor) < 0 {
				t.Errorf("%q: there is no %s", language, anchor)
			}
		}
		for _, c := range lab.Claims {
			if g.Find(c.Source) < 0 {
				t.Errorf("%q: the claim %q stands nowhere", language, c.Source)
			}
		}
		for _, anchor := range []string{"(13)", "section 4", "section 2.1x", ""} {
			if g.Find(anchor) >= 0 || Known(anchor) {
				t.Errorf("%q is found in section %d", anchor, g.Find(anchor))
			}
		}
	}
}

// subject is the post's network, a digit and examples beside it.
func subject(examples int) (*Subject, *network.Network, Example) {
	net := network.New(network.PostSpec())
	net.Initialize(network.FanIn, 1)
	random := rand.New(rand.NewPCG(2, 3))
	var all []Example
	for range examples + 1 {
		image := make([]byte, dataset.Pixels)
		for p := range image {
			if random.IntN(5) == 0 {
				image[p] = byte(random.IntN(256))
			}
		}
		all = append(all, Example{network.NewInput(image), random.IntN(network.Labels)})
	}
	return NewSubject(net, all[0], all[1:], 0.5, 10), net, all[0]
}

// find is a value by its name.
func find(t *testing.T, id, name string, s *Subject) []float64 {
	t.Helper()
	for _, v := range Find(id).Values(s) {
		if v.Name == name {
			return v.Numbers
		}
	}
	t.Fatalf("(%s) has no value %s", id, name)
	return nil
}

// Every equation has values, all finite, with and without training examples, and for
// every kind of network.
func TestValuesAreFinite(t *testing.T) {
	for _, examples := range []int{0, 30} {
		s, _, _ := subject(examples)
		for _, e := range Equations {
			values := e.Values(s)
			if len(values) == 0 {
				t.Errorf("(%s) has no value", e.ID)
			}
			for _, v := range values {
				if v.Name == "" || len(v.Numbers) == 0 {
					t.Errorf("(%s): %v", e.ID, v)
				}
				for _, x := range v.Numbers {
					if math.IsNaN(x) || math.IsInf(x, 0) {
						t.Errorf("(%s): %s is %v", e.ID, v.Name, v.Numbers)
					}
				}
			}
		}
	}
	spec := network.Spec{Sizes: []int{dataset.Pixels, 8, 4}, Hidden: network.ReLU, Output: network.Sigmoid, Cost: network.CrossEntropy, Encoding: network.Binary}
	net := network.New(spec)
	net.Initialize(network.He, 1)
	_, _, digit := subject(0)
	other := NewSubject(net, digit, nil, 3, 10)
	for _, e := range Equations {
		if len(e.Values(other)) == 0 {
			t.Errorf("(%s) has no value for a network of another kind", e.ID)
		}
	}
}

// The values are those of the network that answers, and hold what the equations say.
func TestValuesAreRight(t *testing.T) {
	s, net, digit := subject(30)
	y := make([]float32, network.Labels)
	network.OneHot.Target(y, digit.Label)
	a := net.Forward(net.NewPass(), digit.Input)
	near := func(what string, got, want, limit float64) {
		t.Helper()
		if math.Abs(got-want) > limit*math.Abs(want) {
			t.Errorf("%s is %g, want %g", what, got, want)
		}
	}
	near("(9)", find(t, "9", "Cₓ", s)[0], network.Quadratic.Of(a, y), 1e-5)
	near("(1) of the digit", find(t, "1", "C (n = 1)", s)[0], find(t, "9", "Cₓ", s)[0], 1e-12)
	near("(8)", find(t, "8", "C (n = 30)", s)[0], find(t, "1", "C (n = 30)", s)[0], 1e-12)
	for k, v := range find(t, "9", "a", s) {
		near("an output", v, float64(a[k]), 1e-5)
	}
	near("(2) with the step (3) and (4)", find(t, "2", "∇C·Δv", s)[0], find(t, "4", "−η‖∇C‖²", s)[0], 1e-12)
	near("ΔC of (5)", find(t, "5", "C(v′)", s)[0]-find(t, "5", "C(v)", s)[0], find(t, "2", "ΔC", s)[0], 1e-9)
	near("ΔC of a small step and the first order", find(t, "4", "ΔC (η/1000)", s)[0], find(t, "4", "−η‖∇C‖² (η/1000)", s)[0], 0.02)
	near("cos θ against the gradient", find(t, "cosine", "cos θ (Δv = −η∇C)", s)[0], -1, 1e-12)
	near("the steepest step and the bound (6)", find(t, "6", "|∇C·Δv*|", s)[0], find(t, "6", "‖∇C‖ε", s)[0], 1e-12)
	if find(t, "6", "|∇C·Δv| (Δv ?)", s)[0] >= find(t, "6", "‖∇C‖ε", s)[0] {
		t.Error("a step at random exceeds the bound (6)")
	}
	if cosine := find(t, "11", "cos θ", s)[0]; cosine < 0.1 || cosine >= 1 {
		t.Errorf("the angle of (11) has the cosine %g", cosine)
	}
}

// Another digit changes what is said of the digit, and nothing else.
func TestWithDigit(t *testing.T) {
	s, _, _ := subject(30)
	_, net, _ := subject(1)
	digit := Example{network.NewInput(make([]byte, dataset.Pixels)), 7}
	other := s.WithDigit(digit)
	fresh := NewSubject(net, digit, nil, 0.5, 10)
	if got, want := find(t, "9", "Cₓ", other)[0], find(t, "9", "Cₓ", fresh)[0]; got != want {
		t.Errorf("Cₓ is %g, want %g", got, want)
	}
	if got, want := find(t, "11", "cos θ", other)[0], find(t, "11", "cos θ", s)[0]; got != want {
		t.Errorf("cos θ of (11) is %g, want %g", got, want)
	}
}

// The equations look as they did: typeset in the font, nothing cut off.
func TestEquationsLookRight(t *testing.T) {
	const em, margin = 20, 12
	var formulas []*typeset.Formula
	width, height := 0.0, float64(margin)
	for _, e := range Equations {
		f := typeset.Layout(e.Formula)
		formulas = append(formulas, f)
		width, height = max(width, f.Width*em), height+f.Height()*em+margin
	}
	got := image.NewRGBA(image.Rect(0, 0, int(width)+2*margin, int(height)))
	draw.Draw(got, got.Rect, image.White, image.Point{}, draw.Src)
	y := float64(margin)
	for _, f := range formulas {
		f.Draw(got, margin, y+f.Ascent*em, em, func(term string) color.Color {
			if term != "" {
				return color.RGBA{0, 60, 150, 255}
			}
			return color.Black
		})
		y += f.Height()*em + margin
	}
	const golden = "testdata/equations.png"
	if *updateGolden {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		file, err := os.Create(golden)
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(file, got); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("the equations are %v, the golden picture %v; -update writes it anew", got.Bounds(), want.Bounds())
	}
	different := 0
	for y := range got.Rect.Max.Y {
		for x := range got.Rect.Max.X {
			r, g, b, _ := got.At(x, y).RGBA()
			wr, wg, wb, _ := want.At(x, y).RGBA()
			if max(r, wr)-min(r, wr)+max(g, wg)-min(g, wg)+max(b, wb)-min(b, wb) > 0x3000 {
				different++
			}
		}
	}
	if different > 20 {
		t.Errorf("%d pixels differ from the golden picture; -update writes it anew", different)
	}
}

// A text with an anchor that leads nowhere is refused, with what is wrong.
func TestParseRefuses(t *testing.T) {
	for text, says := range map[string]string{
		"no heading":                   "heading",
		"# 1 A\n\n{equation 99}\n":     "equation 99",
		"# 1 A\n\n{figure moon}\nText": "figure moon",
	} {
		if _, err := parse("1", text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func BenchmarkValues(b *testing.B) {
	s, net, digit := subject(100)
	_ = s
	var examples []Example
	for range 100 {
		examples = append(examples, digit)
	}
	for b.Loop() {
		s := NewSubject(net, digit, examples, 3, 10)
		for _, e := range Equations {
			e.Values(s)
		}
	}
}
