package examples

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// What docs/reference/clearing-files.md shows for OpenSSH, curl and PHP is run, in order, against one server; a text block is what the block
// before it prints. Clients in other languages need libraries that are not here.
func TestClearingFilesPage(t *testing.T) {
	const page = "../docs/reference/clearing-files.md"
	t.Parallel()
	checked.Need(t, "bash", "sftp")
	bin, dir := checked.Llsim(t), t.TempDir()
	server := serve(t, night, "--sftp-listen", "127.0.0.1:0")
	profile, err := client.NewControl(server, "default").Merchant(t.Context(), "201304121000001004")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(profile.SFTP.Address)
	if err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "LLSIM_SERVER="+server, "SFTP_PASSWORD="+profile.SFTP.Password, "PATH="+bin+":"+os.Getenv("PATH"))
	ports := strings.NewReplacer("8922", port)
	var blocks []checked.Block
	left := false // out, and with a block what it prints
	for _, b := range checked.Blocks(t, page) {
		if left = b.Lang == "text" && left || strings.Contains(b.Text, "sftp://") && !sftpInCurl(t, b.Lang); !left {
			blocks = append(blocks, b)
		}
	}
	ran := checked.OpenShell(t, dir, env, ports).Follow(t, blocks, func(b checked.Block) {
		if b.Lang == "php" {
			program := exec.CommandContext(t.Context(), "php")
			program.Dir, program.Env, program.Stdin = dir, env, strings.NewReader(ports.Replace(b.Text))
			out, err := program.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s%s", err, b.Text, out)
			}
			checked.Printed(t, "1|1|49.90|0||0|\n", string(out))
		}
	})
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
