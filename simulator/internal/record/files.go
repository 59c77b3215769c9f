package record

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// files are the contents of clearing files as the operator set them, and those of which the scenario has said what they hold.
type files struct {
	set  map[string]string // by name
	said map[string]string
}

// changeFile says a file that the operator replaced or removed.
func (r *recorder) changeFile(o journal.Operation) {
	name, content := o.Get("name"), o.Get("content")
	if r.files.set == nil {
		r.files.set = map[string]string{}
	}
	r.files.set[name] = content
	switch {
	case o.Call == journal.CallRemoveFile:
		delete(r.files.set, name)
		r.step(when, saysRemovesFile, name)
	case strings.Contains(content, "\r"):
		r.leftOut("the operator replaces the clearing file %s by one with carriage returns", name)
	case strings.HasSuffix(content, "\n"):
		r.step(when, saysReplaces, name)
		r.text(r.renamed(strings.TrimSuffix(content, "\n")))
	default:
		r.step(when, saysReplacesRaw, name)
		r.text(r.renamed(content))
	}
}

// download says what a merchant got for a clearing file.
func (r *recorder) download(m *moment, name string) {
	entry, ok := m.find(journal.KindAnswer)
	if !ok || !sayable(name) {
		r.leftOut("a download of %q", name)
		return
	}
	known := []string{}
	if set, ok := r.files.set[name]; ok {
		known = append(known, set)
	}
	for _, f := range r.source.Files {
		if f.Name == name {
			known = append(known, string(f.Content))
		}
	}
	said := entry.Text.String()
	for _, content := range known {
		if said == fmt.Sprintf("%s, %d bytes", name, len(content)) {
			r.holds(name, content)
			return
		}
	}
	if strings.HasPrefix(said, name+", ") {
		r.leftOut("a download of %s, whose content of then is not known any more", said)
		return
	}
	r.step(then, saysNoFile, name)
}

// title is the first line of a file of details in the edition of 2018.
var title = string(clearing.Detail(clearing.Form{}, nil))

// holds says what a file holds.
func (r *recorder) holds(name, content string) {
	if strings.Contains(content, "\r") {
		r.leftOut("what the clearing file %s holds, which has carriage returns (%s)", name, human.Count(len(content), "byte"))
		return
	}
	if r.files.said == nil {
		r.files.said = map[string]string{}
	}
	r.files.said[name] = content
	switch below, titled := strings.CutPrefix(content, title); {
	case content == "":
		r.step(then, saysFileEmpty, name)
	case content == title:
		r.step(then, saysFileTitle, name)
	case titled && strings.HasSuffix(below, "\n"):
		r.step(then, saysFileBelow, name)
		r.text(r.renamed(strings.TrimSuffix(below, "\n")))
	case strings.HasSuffix(content, "\n"):
		r.step(then, saysFileHolds, name)
		r.text(r.renamed(strings.TrimSuffix(content, "\n")))
	default:
		r.step(then, saysFileExact, name)
		r.text(r.renamed(content))
	}
}

// renamed puts names in place of the platform's numbers.
func (r *recorder) renamed(content string) string {
	var pairs []string
	for _, oid := range sorted(r.names.orders) {
		if name, ok := r.names.order(oid); ok {
			pairs = append(pairs, oid, "{oid_paybill "+name+"}")
		}
	}
	for _, oid := range sorted(r.names.refunds) {
		if name, ok := r.names.refundOf(oid); ok {
			pairs = append(pairs, oid, "{oid_refundno "+name+"}")
		}
	}
	return strings.NewReplacer(pairs...).Replace(content)
}

// worthSaying tells whether a file has a payment or a refund in it, or is one of the operator's.
func worthSaying(f *domain.File) bool {
	if f.Replaced {
		return true
	}
	for _, nothing := range [][]byte{nil, []byte(title), clearing.Summary(nil), clearing.Detail(clearing.Form{Edition: "2021"}, nil)} {
		if bytes.Equal(f.Content, nothing) {
			return false
		}
	}
	return true
}
