package main

import (
	"cmp"
	"crypto/tls"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// errReported ends the program with 1 when what went wrong has been printed as the result.
var errReported = errors.New("the result says why")

// usagef returns a mistake in the command line.
func usagef(text message.Text, args ...any) error {
	return problem.New(problem.Usage, "", text, args...)
}

// failf returns the reason why something did not work that was asked for rightly.
func failf(text message.Text, args ...any) error {
	return problem.New(problem.Internal, "", text, args...)
}

// suggest is the end of a sentence about an unknown word: the known one that was probably meant, or otherwise where none is near.
func suggest(word string, known []string, otherwise message.Message) message.Message {
	if near := api.Nearest(word, known); near != "" {
		return message.New("did you mean %s?", near)
	}
	return otherwise
}

// noStartf returns the reason why a server or a merchant could not start.
func noStartf(text message.Text, args ...any) error {
	return problem.New(problem.Unavailable, "", text, args...)
}

// optionFlags are the flags that set fields of simulator.Options.
var optionFlags = map[string]string{
	"Listen": "--listen", "ControlListen": "--control-listen", "SFTPListen": "--sftp-listen", "ProxyListen": "--proxy-listen",
	"ControlToken": "--control-token", "PublicURL": "--public-url", "NotifyAllow": "--notify-allow", "InboxAllow": "--inbox-allow", "Data": "--data",
	"MaxSandboxes": "--max-sandboxes", "MaxOrders": "--max-orders", "MaxBytes": "--max-bytes", "SandboxTTL": "--sandbox-ttl",
}

// optionNames are what sentences about some of these fields begin with, where that is not the flag.
var optionNames = map[string]string{
	"ControlToken": "--control-token (LLSIM_CONTROL_TOKEN, control_token)", "PublicURL": "--public-url (public_url)", "Data": "--data (data)",
	"MaxSandboxes": "--max-sandboxes (max_sandboxes)", "MaxOrders": "--max-orders (max_orders)", "SandboxTTL": "--sandbox-ttl (sandbox_ttl)",
	"NotifyAllow": "notify_allow:", "InboxAllow": "inbox_allow:",
}

var optionField = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`Options\.(\w+)`) })

// sandboxOption is the field of simulator.Options whose parts a configuration file has as keys of its own.
const sandboxOption = "Options.Sandbox."

// optionsAsFlags says an error with flags and keys of the configuration file in the place of the fields of simulator.Options that it names.
func optionsAsFlags(e *problem.Error, lang message.Lang) string {
	text := strings.ReplaceAll(e.In(lang), sandboxOption, "")
	if option, ok := strings.CutPrefix(e.Field, "Options."); ok && !strings.HasPrefix(e.Field, sandboxOption) {
		text = cmp.Or(optionNames[option], e.Field) + " " + e.Message.In(lang)
	}
	return optionField().ReplaceAllStringFunc(text, func(field string) string {
		return cmp.Or(optionFlags[strings.TrimPrefix(field, "Options.")], field)
	})
}

// sentence is an error as a user reads it.
type sentence struct{ error }

func (s sentence) String() string { return s.In(message.English) }

// In says the error in a language.
func (s sentence) In(lang message.Lang) string {
	if refused, ok := errors.AsType[*client.Error](s.error); ok && refused.Code == "unknown" {
		return refused.Message // not a control API's
	} else if ok && refused.Status == http.StatusUnauthorized {
		return message.New("the server wants its control token: give it with --control-token or LLSIM_CONTROL_TOKEN").In(lang)
	} else if ok {
		return asCommands(refused.Message, lang)
	}
	if failed, ok := errors.AsType[*url.Error](s.error); ok {
		return unreachable(failed).In(lang)
	}
	if missing, ok := errors.AsType[*fs.PathError](s.error); ok && missing.Op != "mkdir" && errors.Is(s.error, fs.ErrNotExist) {
		return message.New("there is no file %s", missing.Path).In(lang)
	}
	if e, ok := errors.AsType[*problem.Error](s.error); ok && e.Code != problem.Usage {
		return optionsAsFlags(e, lang)
	}
	return message.Of(s.error).In(lang)
}

// bodyKey is the key of a body that a sentence of the server begins with.
var bodyKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([a-z_]+): `) })

// withFlags puts the flag of a command in the place of the body's key that the server found wrong; a key that the command has as an
// argument is left out.
func withFlags(cmd *cobra.Command, text string) string {
	key := bodyKey().FindStringSubmatch(text)
	if key == nil {
		return text
	}
	if flag := strings.ReplaceAll(key[1], "_", "-"); cmd.Flags().Lookup(flag) != nil {
		return "--" + flag + text[len(key[1]):]
	}
	if slices.Contains([]string{"by", "to", "now"}, key[1]) {
		return text[len(key[0]):]
	}
	return text
}

// controlCall is a call of the control API in a sentence of the server.
var controlCall = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:GET|POST|PUT|DELETE) (?:/_sim/v1|…)\S*?/([a-z]+)(?:/\S*|\?\S*)?( |$)`)
})

// commandsFor are the commands that do what the last part of a call's path stands for.
var commandsFor = map[string]string{
	"orders": "llsim orders", "refunds": "llsim refund list", "merchants": "llsim merchant list", "sandboxes": "llsim sandbox list", "files": "llsim files list",
	"faults": "llsim fault list", "snapshots": "llsim snapshot list", "reset": "llsim sandbox reset",
}

// asCommands puts commands in the place of the control API's calls, which the server's sentences speak of.
func asCommands(text string, lang message.Lang) string {
	text = strings.ReplaceAll(text, `set {"mode":"manual"}`, message.New("set it with llsim clock set manual").In(lang))
	return controlCall().ReplaceAllStringFunc(text, func(call string) string {
		parts := controlCall().FindStringSubmatch(call)
		if command := commandsFor[parts[1]]; command != "" {
			return command + parts[2]
		}
		return call
	})
}

func unreachable(e *url.Error) message.Message {
	server := e.URL
	if u, err := url.Parse(e.URL); err == nil {
		server = u.Scheme + "://" + u.Host
	}
	if errors.Is(e, syscall.ECONNREFUSED) {
		return message.New("no server answers at %s; start one with: llsim serve (or name another with --server)", server)
	}
	if errors.Is(e, io.EOF) || errors.Is(e, syscall.ECONNRESET) {
		return message.New("%s closed the connection without an answer", server)
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](e); ok {
		return message.New("the certificate of %s is not trusted: %v; if it is a server with --tls on another machine, fetch its /_sim/v1/ca.pem and name the file in SSL_CERT_FILE", server, e.Err)
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](e); ok || strings.Contains(e.Error(), "HTTP response to HTTPS client") {
		return message.New("%s does not speak HTTPS; write http:// in its address", server)
	}
	if missing, ok := errors.AsType[*net.DNSError](e); ok {
		return message.New("the address of %s cannot be looked up (%s); write another with --server", server, missing.Err)
	}
	if e.Timeout() {
		return message.New("the server at %s did not answer in time", server)
	}
	return message.New("cannot talk to %s: %v", server, e.Err)
}
