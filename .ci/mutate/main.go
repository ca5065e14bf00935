// Mutate breaks one thing at a time in Go packages and asks their tests whether
// they notice.
//
//	go run ./.ci/mutate [-sample N] [-seed S] [-least PERCENT] PACKAGE...
//
// A mutant is a package in one of whose files an operator, a constant, a returned
// error or a statement is another. go test's -overlay puts the changed file in the
// place of the real one, so nothing is written to the packages. A mutant is judged
// by the short tests of its own package alone, and of these by the ones that reach
// the change. One that does not compile is not counted; one whose tests run far
// longer than those of the package as it is counts as noticed.
//
// What survives is printed with its place; then, for each package, how many mutants
// there were and how many were noticed, of all kinds and of operators alone. The
// status is 1 where less than -least percent of all were.
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"sync"
	"text/tabwriter"
)

// tally counts the mutants of a package that compile, and those noticed.
type tally struct{ all, operators count }

type count struct{ mutants, noticed int }

func (t *tally) add(m mutant, noticed int) {
	t.all.mutants, t.all.noticed = t.all.mutants+1, t.all.noticed+noticed
	if m.operator {
		t.operators.mutants, t.operators.noticed = t.operators.mutants+1, t.operators.noticed+noticed
	}
}

func (c count) percent() float64 { return 100 * float64(c.noticed) / float64(max(c.mutants, 1)) }

func (c count) String() string {
	return fmt.Sprintf("%d of %d\t%.1f %%", c.noticed, c.mutants, c.percent())
}

func main() {
	log.SetFlags(0)
	sample := flag.Int("sample", 0, "mutants to try, drawn at random from those of all packages; 0 tries all")
	seed := flag.Uint64("seed", 1, "of the sample")
	least := flag.Float64("least", 0, "percent of the mutants that the tests have to notice")
	jobs := flag.Int("jobs", 2, "mutants to try at a time")
	flag.Parse()

	folder, err := os.MkdirTemp("", "mutate")
	if err != nil {
		log.Fatal(err)
	}
	packages := list(flag.Args())
	var all []mutant
	for _, p := range packages {
		log.Printf("trying the tests of %s", p.ImportPath)
		p.study(folder)
		all = append(all, p.mutants()...)
	}
	random := rand.New(rand.NewPCG(*seed, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if *sample > 0 {
		all = all[:min(*sample, len(all))]
	}

	tallies := tryAll(all, *jobs, folder)
	total := print(packages, tallies).all
	if err := os.RemoveAll(folder); err != nil {
		log.Print(err)
	}
	if total.percent() < *least {
		log.Fatalf("%.1f %% of the mutants were noticed; at least %g %% are wanted", total.percent(), *least)
	}
}

// tryAll tries each mutant, and prints those that no test notices.
func tryAll(all []mutant, jobs int, folder string) map[*pkg]tally {
	tallies := map[*pkg]tally{}
	queue := make(chan mutant)
	var lock sync.Mutex
	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			r := newRunner(folder)
			for m := range queue {
				outcome := r.try(m)
				lock.Lock()
				t := tallies[m.pkg]
				switch outcome {
				case noticed:
					t.add(m, 1)
				case survived, unreached:
					t.add(m, 0)
					fmt.Printf("%v: %v: %s\n", outcome, m.where(), m.what)
				}
				tallies[m.pkg] = t
				lock.Unlock()
			}
		})
	}
	for i, m := range all {
		if i > 0 && i%50 == 0 {
			log.Printf("%d of %d tried", i, len(all))
		}
		queue <- m
	}
	close(queue)
	workers.Wait()
	return tallies
}

// print prints the table of the packages, and returns its last line.
func print(packages []*pkg, tallies map[*pkg]tally) (total tally) {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "noticed\t\tof operators\t\t\n")
	row := func(name string, t tally) {
		if t.all.mutants > 0 {
			fmt.Fprintf(table, "%v\t%v\t  %s\n", t.all, t.operators, name)
		}
	}
	for _, p := range packages {
		t := tallies[p]
		row(p.ImportPath, t)
		total.all.mutants += t.all.mutants
		total.all.noticed += t.all.noticed
		total.operators.mutants += t.operators.mutants
		total.operators.noticed += t.operators.noticed
	}
	row("all", total)
	table.Flush()
	return total
}
