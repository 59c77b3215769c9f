package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
)

func newProxy() *cobra.Command {
	return newListing(&cobra.Command{
		Use:   "proxy",
		Short: "What clients of the intercepting proxy need",
		Long: `What clients of the intercepting proxy need. The proxy is for applications with hard-coded hosts: llsim serve --proxy-listen
127.0.0.1:8901, and the application with HTTPS_PROXY=http://127.0.0.1:8901. It must trust the certificate of llsim's own
authority, which can vouch for LianLian's hosts and this machine alone. docs/existing-apps.md has the details.`,
		Example: `  llsim proxy ca --path
  HTTPS_PROXY=http://127.0.0.1:8901 CURL_CA_BUNDLE="$(llsim proxy ca --path)" curl https://wallet.lianlianpay.com/`,
	}, newProxyCA())
}

func newProxyCA() *cobra.Command {
	var data string
	var path bool
	cmd := withJSON(&cobra.Command{
		Use:   "ca",
		Short: "Print the certificate to trust, in PEM",
		Long: `Print the certificate of the authority behind --proxy-listen and --tls, in PEM. It is made on first use and then kept: where
--data says, else in your configuration folder.`,
		Example: `  llsim proxy ca > llsim-ca.pem
  curl --proxy http://127.0.0.1:8901 --cacert "$(llsim proxy ca --path)" https://wallet.lianlianpay.com/
  NODE_EXTRA_CA_CERTS="$(llsim proxy ca --path)" node app.js`,
		Args: exactly(),
	})
	flags := cmd.Flags()
	flags.StringVar(&data, "data", "", "the directory that llsim serve --data has")
	flags.BoolVar(&path, "path", false, "print the path of the file with it")
	bindEnvironment(flags, "data")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		dir, err := caDir(data)
		if err != nil {
			return err
		}
		certificate, err := simulator.OpenCA(dir)
		if err != nil {
			return err
		}
		ca := localCA{File: simulator.CAFile(dir), Certificate: string(certificate)}
		return emit(cmd, ca, func(b *output) {
			if path {
				b.WriteString(ca.File + "\n")
			} else {
				b.WriteString(ca.Certificate)
			}
		})
	}
	return cmd
}

// localCA is the certificate to trust, in PEM, and the file it is in.
type localCA struct {
	File        string `json:"file"`
	Certificate string `json:"certificate"`
}

// caDir is where the certificate authority is kept: with the state, or else with the user's configuration.
func caDir(data string) (string, error) {
	if data != "" {
		return filepath.Abs(data)
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", noStartf("cannot choose a folder for the certificate authority: %w; name one with --data", err)
	}
	return filepath.Join(dir, "llsim"), nil
}
