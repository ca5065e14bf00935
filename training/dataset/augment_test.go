package dataset

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"digitpad/training/synth"
)

// sampleDigits is n digits of synthetic writers.
func sampleDigits(t testing.TB, n int) *Dataset {
	t.Helper()
	images, labels, err := synth.WriteSample(context.Background(), 9, n, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := New("digits", images, labels)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAugmentationOfNothingChangesNothing(t *testing.T) {
	d := sampleDigits(t, 50)
	same, err := d.Augmented(context.Background(), Augmentation{}, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Len() {
		if !slices.Equal(d.Input(i), same.Input(i)) || d.Label(i) != same.Label(i) {
			t.Fatalf("example %d changed", i)
		}
	}
}

func TestAugmentedIsDetermined(t *testing.T) {
	d := sampleDigits(t, 2500)
	augmented := func(seed uint64, epoch int) *Dataset {
		a, err := d.Augmented(context.Background(), ModerateAugmentation(), seed, epoch)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	want := augmented(1, 3)
	cores := runtime.GOMAXPROCS(1)
	again := augmented(1, 3)
	runtime.GOMAXPROCS(cores)
	if !slices.Equal(want.ink, again.ink) || !slices.Equal(want.start, again.start) {
		t.Error("the same seed and epoch change examples in another way")
	}
	if slices.Equal(want.ink, augmented(2, 3).ink) || slices.Equal(want.ink, augmented(1, 4).ink) {
		t.Error("another seed or epoch changes examples in the same way")
	}
}

// Each kind of change does what its name says to a bar that stands upright.
func TestAugmentationsByName(t *testing.T) {
	var bar [Pixels]byte
	for y := 5; y < 24; y++ {
		for x := 13; x < 16; x++ {
			bar[y*Side+x] = 255
		}
	}
	for name, c := range map[string]struct {
		a      Augmentation
		change func(before, after moments) float64 // root mean square over many images
		want   float64
	}{
		"shift":    {Augmentation{Shift: 1}, func(b, a moments) float64 { return a.x - b.x }, 1},
		"rotation": {Augmentation{Rotation: 10}, func(_, a moments) float64 { return math.Atan(a.xy/a.yy) * 180 / math.Pi }, 10},
		"scale":    {Augmentation{Scale: 0.1}, func(b, a moments) float64 { return math.Log(a.yy/b.yy) / 2 }, 0.1},
		"shear":    {Augmentation{Shear: 0.2}, func(_, a moments) float64 { return a.xy / a.yy }, 0.2},
		"stroke":   {Augmentation{Stroke: 0.5}, func(b, a moments) float64 { return (a.mass - b.mass) / (255 * 19) }, 0.5},
	} {
		random := rand.New(rand.NewPCG(5, 0))
		sum := 0.0
		const n = 400
		for range n {
			var dst [Pixels]byte
			c.a.Apply(dst[:], bar[:], random)
			change := c.change(momentsOf(bar[:]), momentsOf(dst[:]))
			sum += change * change / n
		}
		if got := math.Sqrt(sum); math.Abs(got-c.want) > 0.15*c.want {
			t.Errorf("%s: the deviation is %.3f, want %.3f", name, got, c.want)
		}
	}
}

// moments of the ink: its sum, its Centre, and the central second moments.
type moments struct{ mass, x, y, xx, xy, yy float64 }

func momentsOf(image []byte) (m moments) {
	for i, v := range image {
		m.mass += float64(v)
		m.x += float64(v) * float64(i%Side)
		m.y += float64(v) * float64(i/Side)
	}
	m.x, m.y = m.x/m.mass, m.y/m.mass
	for i, v := range image {
		dx, dy := float64(i%Side)-m.x, float64(i/Side)-m.y
		m.xx += float64(v) * dx * dx / m.mass
		m.xy += float64(v) * dx * dy / m.mass
		m.yy += float64(v) * dy * dy / m.mass
	}
	return m
}

// The elastic field has the deviation asked for, and neighbours move alike.
func TestElasticFieldIsSmooth(t *testing.T) {
	var s Deformer
	s.field(&s.dx, 2, rand.New(rand.NewPCG(6, 0)))
	var square, step float64
	for i, v := range s.dx {
		square += float64(v * v)
		if i%Side > 0 {
			step = max(step, math.Abs(float64(v-s.dx[i-1])))
		}
	}
	if got := math.Sqrt(square / Pixels); math.Abs(got-2) > 1e-3 {
		t.Errorf("the deviation is %.4f, want 2", got)
	}
	if step > 1.5 {
		t.Errorf("neighbours move apart by %.2f pixels", step)
	}
}

func TestConcat(t *testing.T) {
	d := sampleDigits(t, 30)
	c := Concat("all", d.Slice(10, 30), d.Slice(0, 5))
	if c.Len() != 25 || c.Name() != "all" {
		t.Fatalf("%d examples named %q", c.Len(), c.Name())
	}
	for i := range 25 {
		from := (i + 10) % 30
		if !slices.Equal(c.Input(i), d.Input(from)) || c.Label(i) != d.Label(from) {
			t.Errorf("example %d is not example %d", i, from)
		}
	}
}

func BenchmarkAugmentation(b *testing.B) {
	d := sampleDigits(b, 10)
	var src, dst [Pixels]byte
	d.Input(3).Unpack(src[:])
	random := rand.New(rand.NewPCG(7, 0))
	for b.Loop() {
		ModerateAugmentation().Apply(dst[:], src[:], random)
	}
}
