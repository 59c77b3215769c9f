package explore

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// Options say how to explore.
type Options struct {
	File     *harness.File
	Platform func(ctx context.Context, listen string) (check.Platform, error)
	Workers  int // 0: check.Workers(File, 0)

	Seed   uint64
	Runs   int           // how many sequences; 0: as many as For allows
	For    time.Duration // real time; 0: no limit where Runs is there
	Orders int           // at most, in one sequence
	Length int           // events at most, in one sequence; MinLength or more

	Only, Without []string // kinds of events by name; none: all that the merchant file covers

	Version string // of the program, which is kept with a finding
	Lang    message.Lang
	OnBatch func(Progress) // told after each batch; may be nil
}

// Progress is how far an exploration has come.
type Progress struct {
	Sequences, Events, Places, Rules int
	Shrinking                        bool // a sequence broke a promise and is made smaller
	Took                             time.Duration
}

// Summary is what an exploration found.
type Summary struct {
	Seed      uint64
	Sequences int
	Events    int
	Unjudged  map[string]int // sequences that were left, by reason; of reasons that name different orders the first
	Reached   Reached
	Played    []*Kind   // what was asked for and the merchant file covers
	Judged    []Promise // what the merchant file covers
	LeftOut   []LeftOut
	Finding   *Finding // nil: nothing was found

	Started, Ended time.Time // real time
}

// LeftOut is a kind of event or a promise that was not played, and why.
type LeftOut struct{ Name, Reason string }

// Finding is a sequence that broke a promise.
type Finding struct {
	Promise  Promise
	Reason   string    // what the merchant did and should have done
	Sequence Sequence  // shrunk
	Settled  bool      // it broke the promise once everything had settled
	Began    time.Time // platform time before the sequence says another
	Number   uint64    // of the sequence, by the seed
	Length   int       // how many events it had before it was shrunk
	Tried    int       // how many sequences were played to shrink it

	Options Options // of the exploration
	Lang    message.Lang
}

// Defaults of an exploration.
const (
	DefaultOrders = 3
	DefaultLength = 40
)

// MinLength is how many events a sequence must be allowed: a checkout and one more.
const MinLength = 2

// batch is how many sequences are generated from what was reached before them. It does not depend on the number of workers, so that a seed
// gives the same sequences on every machine.
const batch = 16

// Run plays sequences until one breaks a promise or the time is over. The error is a *harness.EnvironmentError or *harness.FileError, or that
// of the context; what was found before it is in the summary.
func Run(ctx context.Context, o Options) (summary Summary, err error) {
	workers, err := check.Workers(o.File, o.Workers)
	if err != nil {
		return Summary{}, err
	}
	kinds, promises, left, err := covered(o)
	if err != nil {
		return Summary{}, err
	}
	summary = Summary{Seed: o.Seed, Played: kinds, Judged: promises, LeftOut: left, Reached: Reached{}, Unjudged: map[string]int{}, Started: realtime.Now()}
	defer func() { summary.Ended = realtime.Now() }()
	seats, err := check.Open(ctx, check.Options{File: o.File, Workers: workers, Platform: o.Platform, Lang: o.Lang})
	if err != nil {
		return summary, err
	}
	defer func() { err = errors.Join(err, seats.Close()) }()
	if err := seats.RunTrial(ctx); err != nil {
		return summary, err
	}
	x := &explorer{game: &game{pool: seats, options: o, promises: promises}, kinds: kinds, workers: workers, summary: &summary}
	err = x.explore(ctx)
	return summary, err
}

// explorer plays batches of sequences.
type explorer struct {
	*game
	kinds   []*Kind
	workers int
	corpus  []Sequence // sequences that reached something new, the newest last
	summary *Summary
}

// shrinkWithin is how long a finding is made smaller, in real time: a merchant that hangs would take hours.
const shrinkWithin = 2 * time.Minute

// maxCorpus is how many sequences that reached something new are kept to be continued.
const maxCorpus = 256

func (x *explorer) explore(ctx context.Context) error {
	for first := uint64(0); x.goesOn(first); first += batch {
		size := uint64(batch)
		if x.options.Runs > 0 {
			size = min(size, uint64(x.options.Runs)-first)
		}
		all, err := x.playBatch(ctx, first, size)
		if err != nil {
			x.keepBroken(all, first)
			return err
		}
		found := x.take(all)
		x.tell(found >= 0)
		if found >= 0 {
			x.summary.Finding, err = x.shrunk(ctx, all[found], first+uint64(found))
			return err
		}
	}
	return nil
}

func (x *explorer) goesOn(first uint64) bool {
	if x.options.Runs > 0 && first >= uint64(x.options.Runs) {
		return false
	}
	return x.options.For == 0 || realtime.Now().Sub(x.summary.Started) < x.options.For
}

// playBatch plays sequences with numbers from first on, as many at the same time as there are workers.
func (x *explorer) playBatch(ctx context.Context, first, size uint64) ([]played, error) {
	all, failed := make([]played, size), make([]error, size)
	numbers := make(chan uint64)
	var playing sync.WaitGroup
	for range x.workers {
		playing.Go(func() {
			for i := range numbers {
				all[i], failed[i] = x.playOne(ctx, first+i)
			}
		})
	}
	for i := range size {
		numbers <- i
	}
	close(numbers)
	playing.Wait()
	for _, err := range failed {
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// playOne generates and plays a sequence. One of three continues a sequence that reached something new.
func (x *explorer) playOne(ctx context.Context, n uint64) (played, error) {
	g := newGenerator(x.options.Seed, n, x.kinds, x.summary.Reached, x.options.Length)
	start := g.start(x.options.File.Has("reset"))
	if len(x.corpus) > 0 && g.random.IntN(3) == 0 {
		start = g.splice(x.corpus[g.random.IntN(len(x.corpus))])
	}
	g.length = min(g.length, 4+g.random.IntN(x.options.Length))
	return x.play(ctx, start, g.next)
}

// take adds what a batch reached and returns the index of the first sequence that broke a promise, -1 for none.
func (x *explorer) take(all []played) (found int) {
	found = -1
	for i, p := range all {
		x.summary.Sequences++
		x.summary.Events += len(p.Events)
		if p.left != "" {
			x.summary.Unjudged[x.summary.reasonLike(p.left)]++
		}
		if x.summary.Reached.merge(p.reached) && p.broken == nil && len(p.Events) > 0 {
			x.corpus = append(x.corpus, p.Sequence)
			x.corpus = x.corpus[max(0, len(x.corpus)-maxCorpus):]
		}
		if p.broken != nil && found < 0 {
			found = i
		}
	}
	return found
}

// reasonLike is the reason for which a sequence was left before, where that is of the same kind as another one, or else the other one.
func (s *Summary) reasonLike(left string) string {
	for known := range s.Unjudged {
		if contract.ReasonKind(known) == contract.ReasonKind(left) {
			return known
		}
	}
	return left
}

// keepBroken makes the finding of a batch that did not come to its end, where one of its sequences broke a promise: as long as it was played.
func (x *explorer) keepBroken(all []played, first uint64) {
	if i := slices.IndexFunc(all, func(p played) bool { return p.broken != nil }); i >= 0 {
		x.summary.Finding = x.finding(all[i], first+uint64(i))
	}
}

func (x *explorer) tell(shrinking bool) {
	if x.options.OnBatch != nil {
		s := x.summary
		x.options.OnBatch(Progress{s.Sequences, s.Events, len(s.Reached.Places()), len(s.Reached.Rules()), shrinking, realtime.Now().Sub(s.Started)})
	}
}

// shrunk makes the finding of a sequence that broke a promise. A smaller sequence counts only if it breaks the same promise: one that cannot be
// played says nothing. With an error the finding is as small as it had become.
func (x *explorer) shrunk(ctx context.Context, first played, number uint64) (*Finding, error) {
	var failed error
	began := realtime.Now()
	x.early = true
	f := x.finding(first, number)
	f.Sequence = shrink(first.Sequence, func(smaller Sequence) bool {
		if failed != nil || realtime.Now().Sub(began) > shrinkWithin {
			return false
		}
		f.Tried++
		again, err := x.play(ctx, smaller.Start, replay(smaller.Events))
		if failed = err; err != nil || !again.same(first) {
			return false
		}
		f.Reason, f.Settled, f.Began = again.broken.reason, again.settled, again.began
		return true
	})
	return f, failed
}

func (x *explorer) finding(p played, number uint64) *Finding {
	return &Finding{
		Promise: p.broken.promise, Reason: p.broken.reason, Sequence: p.Sequence, Settled: p.settled, Began: p.began, Number: number,
		Length: len(p.Events), Options: x.options, Lang: x.options.Lang,
	}
}
