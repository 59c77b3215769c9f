package explore

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// keywords are those of Gherkin in a language.
type keywords struct{ header, feature, scenario, given, when, then, and string }

var gherkin = map[message.Lang]keywords{
	message.English: {"", "Feature: ", "Scenario: ", "Given ", "When ", "Then ", "And "},
	message.Chinese: {"# language: zh-CN\n", "功能: ", "场景: ", "假如", "当", "那么", "而且"},
}

// Feature is the finding as a feature file, which fails as long as the merchant breaks the promise. It is in the finding's language.
func (f *Finding) Feature() string {
	k, known := gherkin[f.Lang]
	if !known {
		k = gherkin[message.English]
	}
	w := &featureWriter{keywords: k, lang: f.Lang}
	w.WriteString(k.header)
	w.comments(f)
	w.line(0, k.feature+message.New("What llsim explore found: %s", f.Promise.ID).In(f.Lang))
	for _, line := range wrapped(f.Story(), widest-2) {
		w.line(1, line)
	}
	w.WriteString("\n")
	w.line(1, "@"+f.Promise.ID+" @"+f.obligation()+" @"+contract.Must)
	w.line(1, k.scenario+f.Title())
	w.steps(k.given, f.start())
	w.steps(k.when, f.happenings())
	w.steps(k.then, []contract.Sentence{sentence(f.Promise.Sentence)})
	return w.String()
}

// start is how the platform starts. A sequence that says no time has that of its playing, where the merchant is started for each scenario: at
// another time of day or month the finding might not come again.
func (f *Finding) start() []contract.Sentence {
	all := f.Sequence.Start
	timed := slices.ContainsFunc(all, func(s contract.Sentence) bool { return slices.Contains(starts, s.Text) })
	if !timed && !f.Began.IsZero() && f.Options.File != nil && f.Options.File.StartsMerchant() {
		all = slices.Insert(slices.Clone(all), 0, sentence(`the platform time is "`+human.Time(f.Began)+`"`))
	}
	return all
}

// happenings are the sentences of the events, with the settling where it happened: before an event that comes last, or else at the end.
func (f *Finding) happenings() []contract.Sentence {
	all := Sequence{Events: f.Sequence.Events}.sentences()
	if at := f.settles(); at >= 0 {
		all = slices.Insert(all, at, sentence(settling))
	}
	return all
}

// obligation is the one that the sequence is about: the first of those that the promise rests on, unless an event is about another one.
func (f *Finding) obligation() string {
	for _, id := range f.Promise.Rests {
		if slices.ContainsFunc(f.Sequence.Events, func(e Event) bool { return slices.Contains(about[id], e.Kind.Name) }) {
			return id
		}
	}
	return f.Promise.Rests[0]
}

// about are the kinds of events that an obligation is about.
var about = map[string][]string{
	"M-NTF-1": {"payment"}, "M-NTF-2": {"forged-notification"}, "M-NTF-5": {"notification-again", "acknowledgements-lost"}, "M-NTF-15": {"notifications-lost", "store-fails"},
	"M-NTF-16": {"all-notifications-lost", "poll"}, "M-NTF-21": {"cancel"}, "M-SYN-1": {"forged-return"}, "M-SYN-3": {"return"}, "M-QRY-3": {"poll"},
	"M-RET-1": {"failed-payment"}, "M-RET-2": {"moment", "time"}, "M-RET-4": {"answer-spoilt"}, "M-RET-5": {"stuck", "late-payment", "request-refused"},
	"M-RFD-1": {"retry-refund", "answer-spoilt"}, "M-RFD-3": {"bank-settles-refund"}, "M-REC-1": {"moment"}, "M-REC-2": {"refund"}, "M-REC-3": {"file-differs"},
}

// featureWriter writes a feature file.
type featureWriter struct {
	strings.Builder
	keywords
	lang message.Lang
}

// widest is how many columns the lines of a description and of comments have at most.
const widest = 110

func (w *featureWriter) line(depth int, text string) {
	w.WriteString(strings.Repeat("  ", depth) + text + "\n")
}

// comments say where the finding comes from and how to find it again.
func (w *featureWriter) comments(f *Finding) {
	w.line(0, "# "+message.New("Seed %d, sequence %d, %d of %d {event|events} left.", f.Options.Seed, f.Number, len(f.Sequence.Events), f.Length).In(w.lang))
	if again := f.Again(); again != "" {
		w.line(0, "# "+again)
	}
}

// steps writes sentences of which the first has a keyword of its own.
func (w *featureWriter) steps(keyword string, all []contract.Sentence) {
	for _, s := range all {
		if w.lang == message.Chinese {
			s = contract.InChinese(s)
		}
		for i, line := range s.Lines() {
			if i == 0 {
				w.line(2, keyword+line)
			} else {
				w.line(3, line)
			}
		}
		keyword = w.and
	}
}

// wrapped breaks a text into lines of so many columns: at blanks, or between any two Chinese characters. No line but the first begins with a mark,
// or with what ends a description in a feature file: such a line stands behind the one before.
func wrapped(text string, columns int) (lines []string) {
	line, word := "", ""
	end := func() {
		if human.Width(line+word) > columns && line != "" {
			lines, line = append(lines, line), ""
		}
		line, word = line+word, ""
	}
	for _, r := range text {
		if r > 0x2e80 && !strings.ContainsRune("，。；：、！？）”", r) {
			end()
		}
		word += string(r)
		if r == ' ' {
			end()
		}
	}
	end()
	var joined []string
	for _, line := range append(lines, line) {
		if n := len(joined); n > 0 && endsDescription().MatchString(line) {
			joined[n-1] += line
		} else {
			joined = append(joined, line)
		}
	}
	for i := range joined {
		joined[i] = strings.TrimSpace(joined[i])
	}
	return joined
}

// endsDescription matches the lines at which Gherkin ends a description: comments, tags, and what looks like a keyword, such as Scenario Outline:.
var endsDescription = sync.OnceValue(func() *regexp.Regexp {
	const word = `[^\s:：]{1,10}`
	return regexp.MustCompile(`^(?:[#@]|` + word + `(?: ` + word + `)?[:：])`)
})
