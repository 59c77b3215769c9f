package sign_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

var update = flag.Bool("update", false, "write the page of pay_load")

const payloadPage = "../../docs/products/pay-load.md"

func TestPayloadPage(t *testing.T) {
	var rows [][]string
	for _, c := range sign.PayloadCauses() {
		rows = append(rows, []string{"`" + c.Slug + "`", strings.NewReplacer(`\n`, "`\\n`", `\/`, "`\\/`").Replace(c.English)})
	}
	reference.Part(t, *update, "../products/pay-load.md", "the causes", reference.Table([]string{"cause", "what is wrong, and what to do"}, rows...))
}

// TestPayloadPageOnTheShell runs both scripts of the page: what the first makes opens here, and the second opens what is made here.
func TestPayloadPageOnTheShell(t *testing.T) {
	dir := opensslDir(t)
	for _, program := range []string{"sh", "awk", "od", "tr"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no program %s on this machine to run the page's scripts", program)
		}
	}
	write(t, dir, "request.json", payloadText)
	write(t, dir, "platform.pub.pem", builtin.PlatformPublicPEM())
	outer := shell(t, dir, "", script(t, "sealed on the shell"))
	_, payload, _ := strings.Cut(outer, `"pay_load":"`)
	payload, _, _ = strings.Cut(payload, `"`)
	if text, err := sign.OpenPayload(privateKey(t, builtin.PlatformPrivatePEM()), payload); err != nil || string(text) != payloadText {
		t.Errorf("%s makes %s, %v", outer, text, err)
	}

	own := merchantKeys(t, merchant1024)
	write(t, dir, "test.pem", own.PrivatePEM)
	for name, end := range map[string]string{"in one line": "", "wrapped": "\n"} {
		t.Run(name, func(t *testing.T) {
			r := recipe{key: publicKey(t, own.PublicPEM)}
			if end != "" {
				r.base64 = func(_ int, raw []byte) string { return inLines(stdBase64(raw), 76, end) }
			}
			opened := shell(t, dir, r.make(t), script(t, "opened on the shell"))
			lines := strings.SplitN(opened, "\n", 3)
			if len(lines) != 3 || lines[2] != payloadText {
				t.Fatalf("it prints %q", opened)
			}
			_, computed, _ := strings.Cut(lines[0], ": ")
			_, sent, _ := strings.Cut(lines[1], ":")
			if computed == "" || computed != strings.TrimSpace(sent) {
				t.Errorf("it prints %q", opened)
			}
		})
	}
}

// script returns a block of the page by the comment above it.
func script(t *testing.T, comment string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(payloadPage))
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), "<!-- "+comment+" -->\n```sh\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed {
		t.Fatalf("the page has no script %q", comment)
	}
	return block
}

// shell runs a script in a folder, with pay_load in its environment, and returns what it prints.
func shell(t *testing.T, dir, payload, script string) string {
	t.Helper()
	command := exec.Command("sh", "-eu")
	command.Dir, command.Stdin = dir, strings.NewReader(script)
	command.Env = append(os.Environ(), "pay_load="+payload)
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}
