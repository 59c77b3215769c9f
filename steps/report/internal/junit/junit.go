// Package junit writes JUnit XML.
package junit

import (
	"encoding/xml"
	"io"
	"time"
)

// Suites is what build servers agree on (junit-10.xsd of Jenkins' xunit plugin).
type (
	Suites struct {
		XMLName  xml.Name `xml:"testsuites"`
		Name     string   `xml:"name,attr"`
		Time     string   `xml:"time,attr,omitempty"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Errors   int      `xml:"errors,attr"`
		Suites   []*Suite `xml:"testsuite"`
	}
	// Suite is a family of what is judged.
	Suite struct {
		Name       string     `xml:"name,attr"`
		Tests      int        `xml:"tests,attr"`
		Failures   int        `xml:"failures,attr"`
		Errors     int        `xml:"errors,attr"`
		Skipped    int        `xml:"skipped,attr"`
		Time       string     `xml:"time,attr,omitempty"`
		Timestamp  string     `xml:"timestamp,attr,omitempty"` // UTC
		ID         string     `xml:"id,attr"`
		Properties []Property `xml:"properties>property"`
		Cases      []Case     `xml:"testcase"`

		Took time.Duration `xml:"-"` // of the cases so far
	}
	// Property is something that a suite is about.
	Property struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	// Case is one thing that is judged.
	Case struct {
		Class   string   `xml:"classname,attr"`
		Name    string   `xml:"name,attr"`
		Time    string   `xml:"time,attr,omitempty"`
		Failure *Failure `xml:"failure"`
		Error   *Failure `xml:"error"`
		Skipped *Skipped `xml:"skipped"`
		Output  Output   `xml:"system-out"`
	}
	// Failure says why a case failed, or could not be judged.
	Failure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",cdata"`
	}
	// Output is what else there is to say.
	Output struct {
		Text string `xml:",cdata"`
	}
	// Skipped says why a case was not judged.
	Skipped struct {
		Message string `xml:"message,attr"`
	}
)

// Write writes the XML.
func (all Suites) Write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
