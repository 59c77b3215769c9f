package harness

import (
	"cmp"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// loader builds a File from the tree of one and notes every problem with its line, so that a user can mend all at once.
type loader struct {
	problems []Problem
	file     *File
	platform ast.Node // where this section stands, for what is found later
}

// Load reads a merchant file and checks all of it: keys, values, variables and expressions. The error is a *FileError.
func Load(path string) (*File, error) {
	text, err := textfile.ReadFile(path)
	return load(path, text, err)
}

// load checks the text of a merchant file, or says why it could not be read.
func load(path string, text []byte, err error) (*File, error) {
	l := &loader{file: &File{Path: path, Listen: "127.0.0.1:0", SignType: "RSA", API: APIDirect, actions: map[string]*action{}}}
	if os.IsNotExist(err) {
		l.problem(nil, "", "does not exist; llsim check --init writes a file to start from")
	} else if err != nil {
		l.fileProblem(err)
	} else if body := l.parse(text); body != nil {
		l.sections(body)
	}
	if len(l.problems) > 0 {
		return nil, &FileError{path, l.problems}
	}
	return l.file, nil
}

func (l *loader) sections(body ast.Node) {
	m := &l.file.Merchant
	l.object(body, "", keys{
		"platform": func(n ast.Node, place string) {
			l.platform = n
			l.object(n, place, keys{"listen": l.value(&l.file.Listen, complainOfAddress), "sftp_listen": l.value(&l.file.SFTPListen, complainOfAddress)})
		},
		"merchant": func(n ast.Node, place string) {
			l.object(n, place, keys{
				"oid_partner":    l.value(&m.OidPartner, complainOfNumber),
				"name":           l.text(&m.Name),
				"public_key":     l.value(&m.PublicKey, complainOfKey),
				"md5_key":        l.text(&m.MD5Key),
				"sign_type":      l.word(&l.file.SignType, "RSA", "MD5"),
				"order_identity": l.word(&m.OrderIdentity, choice.Identities.Values()...),
				"file_edition":   l.word(&m.FileEdition, choice.Editions.Values()...),
				"clearing_title": l.yesNo(&m.ClearingTitle),
				"sign_order":     l.word(&m.SignOrder, choice.SignOrders.Values()...),
				"api":            l.word(&l.file.API, APIs...),
				"http_timeout":   l.duration(&l.file.HTTPTimeout),
			}, "oid_partner")
		},
		"start":   l.start,
		"actions": l.actions,
		"order":   l.order,
		"return":  l.returnPage,
	}, "merchant", "actions")
	l.checkSections(body)
}

// checkSections checks what concerns more than one section.
func (l *loader) checkSections(body ast.Node) {
	l.checkActions()
	if l.file.API == APICard && l.file.SignType == "MD5" {
		l.problem(body, "merchant.sign_type", "is MD5, and card payment (api: card) is signed with RSA alone")
	}
	if l.file.start != nil {
		return
	}
	if _, port, _ := net.SplitHostPort(l.file.Listen); port == "0" {
		l.problem(cmp.Or(l.platform, body), "platform.listen", "must be a fixed address, such as 127.0.0.1:8900, because a merchant that runs already must know where the platform is; or let llsim start it, with start")
	}
	for _, t := range l.file.templates {
		for _, name := range []string{"port", "worker", "work_dir"} {
			if t.uses(name) {
				l.problems = append(l.problems, t.problemf("uses ${%s}, which is known only when llsim starts the merchant; write the address, or add start", name))
			}
		}
	}
}

func complainOfAddress(s string) (complaint message.Message) {
	if _, _, err := net.SplitHostPort(s); err != nil {
		return message.New("is %q; write HOST:PORT, such as 127.0.0.1:8900", s)
	}
	return complaint
}

func complainOfNumber(s string) (complaint message.Message) {
	if len(s) != 18 || strings.Trim(s, "0123456789") != "" {
		return message.New("is %q; a merchant number has 18 digits, such as 201304121000001004", s)
	}
	return complaint
}

func complainOfKey(s string) (complaint message.Message) {
	if _, err := sign.ParsePublicKey(s); err != nil {
		return message.New("is no RSA public key, PEM or its Base64: %v", err)
	}
	return complaint
}

// readyWithin is how long a merchant may take to start when the file does not say.
const readyWithin = 20 * time.Second

func (l *loader) start(n ast.Node, place string) {
	s := &start{clock: ClockNone, within: readyWithin}
	dir := "."
	l.object(n, place, keys{
		"command": func(n ast.Node, place string) {
			items, ok := l.items(n, place, "[node, shop.mjs]")
			if ok && len(items) == 0 {
				l.problem(n, place, "is empty; write the program and its arguments, such as [node, shop.mjs]")
			}
			for _, item := range items {
				s.command = append(s.command, l.template(item, place, environment))
			}
		},
		"dir":   l.text(&dir),
		"clock": l.word(&s.clock, ClockFaked, ClockPlatform, ClockNone),
		"restart": l.value(&s.restart, func(word string) (complaint message.Message) {
			if word != RestartKeeps {
				return message.New("is %q; write keep where orders and refunds last when the merchant is killed and started again, or take the key away", word)
			}
			return complaint
		}),
		"env": func(n ast.Node, place string) { s.env = l.pairs(n, place, "PORT: ${port}", environment) },
		"ready": func(n ast.Node, place string) {
			l.object(n, place, keys{
				"url":    func(n ast.Node, place string) { s.ready = l.address(n, place, environment) },
				"within": l.duration(&s.within),
			}, "url")
		},
	}, "command")
	s.dir = l.directory(n, join(place, "dir"), dir)
	l.file.start = s
}

// directory is where the merchant starts; it counts from the folder of the file.
func (l *loader) directory(n ast.Node, place, dir string) string {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(filepath.Dir(l.file.Path), dir)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		l.problem(n, place, "cannot be found: %v", err)
		return dir
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		l.problem(n, place, "leads to %s, which is no directory; it counts from the folder of this file", dir)
	}
	return dir
}
