package examples

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// What docs/clearing-files.md shows for OpenSSH, curl and PHP is run, in order, against one server; a text block is what the block
// before it prints. Clients in other languages need libraries that are not here.
func TestClearingFilesPage(t *testing.T) {
	const page = "../docs/clearing-files.md"
	need(t, "go", "bash", "sftp")
	checked.Links(t, page)
	bin, dir := t.TempDir(), t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", bin, "../cmd/llsim").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server := serve(t, filepath.Join(bin, "llsim"), "--sftp-listen", "127.0.0.1:0")
	profile, err := client.NewControl(server, "default").Merchant(t.Context(), "201304121000001004")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(profile.SFTP.Address)
	if err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "LLSIM_SERVER="+server, "SFTP_PASSWORD="+profile.SFTP.Password, "PATH="+bin+":"+os.Getenv("PATH"))
	ran := 0
	all := checked.Blocks(t, page)
	for i, b := range all {
		text := strings.ReplaceAll(b.Text, "8922", port)
		if b.Lang != "sh" && b.Lang != "php" || strings.Contains(text, "sftp://") && !sftpInCurl(t, b.Lang) {
			continue
		}
		program := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", text)
		if b.Lang == "php" {
			program = exec.CommandContext(t.Context(), "php")
			program.Stdin = strings.NewReader(text)
		}
		ran++
		var errs bytes.Buffer
		program.Dir, program.Env, program.Stderr = dir, env, &errs
		out, err := program.Output()
		if err != nil {
			t.Fatalf("%v\n%s%s%s", err, b.Text, out, &errs)
		}
		switch {
		case b.Lang == "php":
			wantText(t, "1|1|49.90|0||0|\n", string(out))
		case i+1 < len(all) && all[i+1].Lang == "text":
			wantText(t, all[i+1].Text, string(out))
		}
	}
	if ran < 4 {
		t.Errorf("%d blocks ran", ran)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "sftp.txt")); err != nil || !strings.Contains(string(got), "JYMX_201304121000001004_20180113.txt appears at 2018-01-14 09:00:00") {
		t.Errorf("the journal shows %s, %v", got, err)
	}
}

// sftpInCurl tells whether the curl that a block is for, the program or PHP's extension, knows SFTP.
func sftpInCurl(t *testing.T, lang string) bool {
	t.Helper()
	protocols := exec.CommandContext(t.Context(), "curl", "--version")
	if lang == "php" {
		protocols = exec.CommandContext(t.Context(), "php", "-r", `echo implode(" ", curl_version()["protocols"]);`)
	}
	out, err := protocols.Output()
	if err != nil || !strings.Contains(string(out), " sftp") {
		t.Logf("the curl of %s does not know SFTP: install curl, php-cli and php-curl with libssh2", lang)
		return false
	}
	return true
}
