// Package explored tells what an exploration found and what it reached: to people at a terminal and in an HTML page, to build servers as
// JUnit XML, and to programs.
package explored

import (
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/report"
)

// Report is an exploration that has ended. Merchant is the merchant file, Version the program's. Stopped says why it ended early; empty: it
// did not. Folder is where its finding was saved, "" nowhere; Page is the file into which the page goes, from which its links count.
type Report struct {
	explore.Summary
	Confirmed explore.Confirmed
	Options   explore.Options
	Merchant  string
	Version   string
	Stopped   string
	Folder    string
	Page      string
	Lang      message.Lang // of what people read; "" is English
}

func (r Report) say(text message.Text, args ...any) string {
	return message.New(text, args...).In(r.Lang)
}

// OK tells whether the exploration says something about the merchant, and nothing broke a promise.
func (r Report) OK() bool { return r.Finding == nil && r.inconclusive() == "" }

// inconclusive says why an exploration that found nothing says nothing about the merchant; "" where it does.
func (r Report) inconclusive() string {
	switch only := r.Options.Only; {
	case r.judged() == 0:
		return r.say("No sequence could be judged.")
	case len(only) > 0 && !slices.ContainsFunc(r.Reached.Places(), func(place explore.Reach) bool { return slices.Contains(only, place.Event) }):
		return r.say("No event of --only happened: %s. Name the events too that lead to them, such as payment, or play more.", message.List(only))
	}
	return ""
}

// judged is how many sequences could be judged.
func (r Report) judged() int { return r.Sequences - r.unjudged() }

func (r Report) unjudged() (n int) {
	for _, times := range r.Unjudged {
		n += times
	}
	return n
}

// Verdict is what the exploration comes to, in a sentence.
func (r Report) Verdict() string {
	switch {
	case r.Finding != nil:
		return r.say("The merchant breaks %s: “%s”", r.Finding.Promise.ID, r.Finding.Promise)
	case r.inconclusive() != "":
		return r.inconclusive()
	case r.Stopped != "":
		return r.say("No promise was broken before that.")
	}
	return r.say("No promise was broken.")
}

func (r Report) took() time.Duration {
	if r.Started.IsZero() || r.Ended.Before(r.Started) {
		return 0
	}
	return r.Ended.Sub(r.Started)
}

// Played says how much was played, and from which seed.
func (r Report) Played() string {
	much := message.New("%s {sequence|sequences} of %s {event|events}", human.Number(r.Sequences), human.Number(r.Events))
	if d := r.took(); d > 0 {
		much = message.New("%s in %s, %s a second", much, d.Round(time.Second/10), rate(r.Sequences, d))
	}
	return r.say("%s; seed %s, at most %s {order|orders} and %s {event|events} in each", much, strconv.FormatUint(r.Seed, 10),
		strconv.Itoa(r.Options.Orders), strconv.Itoa(r.Options.Length))
}

// rate is a number of things a second.
func rate(n int, d time.Duration) string {
	return strconv.FormatFloat(float64(n)/d.Seconds(), 'f', 1, 64)
}

// Seen says how often the finding came again when it was played again; nothing where that was not tried.
func (r Report) Seen() string {
	if r.Confirmed.Of == 0 {
		return ""
	}
	return r.Confirmed.Said(r.Lang, r.Finding.Again())
}

// Smaller says what it took to make the finding as small as it is.
func (r Report) Smaller() string {
	f := r.Finding
	return r.say("%s {event|events} of the %s of sequence %s are left, after %s {try|tries} to make it smaller.", strconv.Itoa(len(f.Sequence.Events)), strconv.Itoa(f.Length),
		strconv.FormatUint(f.Number, 10), strconv.Itoa(f.Tried))
}

// Again are the commands that play the finding again.
func (r Report) Again() []string {
	if r.Folder == "" {
		return []string{r.Finding.Again()}
	}
	merchant := report.ShellWord(r.Merchant)
	return []string{
		"llsim check -c " + merchant + " " + report.ShellWord(filepath.Join(r.Folder, "finding.feature")),
		"llsim explore -c " + merchant + " --replay " + report.ShellWord(r.Folder),
	}
}

// Reason is a reason and what it is the reason for.
type Reason struct {
	Reason string
	Names  []string
}

// LeftOut groups what was left out by the reason.
func (r Report) LeftOut() (all []Reason) {
	for _, left := range r.Summary.LeftOut {
		left.Reason = human.UpperFirst(left.Reason)
		i := slices.IndexFunc(all, func(other Reason) bool { return other.Reason == left.Reason })
		if i < 0 {
			i, all = len(all), append(all, Reason{Reason: left.Reason})
		}
		all[i].Names = append(all[i].Names, left.Name)
	}
	return all
}
