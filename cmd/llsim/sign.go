package main

import (
	"cmp"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// signedMessage is what --json prints.
type signedMessage struct {
	Source  string          `json:"source"`
	Sign    string          `json:"sign"`
	Message json.RawMessage `json:"message"`
}

func newSign() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "sign [FILE | FIELD=VALUE...]",
		Short: "Sign a message",
		Long: `Sign a message: a JSON object or a form from a file or standard input, or FIELD=VALUE arguments. Prints the signed JSON object, ready to
be posted; --source prints the text that is signed instead. With --merchant the merchant's number is put in where it is missing.`,
		Example: `  llsim sign --merchant 201304121000001004 no_order=1001 > query.json
  llsim sign --key merchant.pem request.json
  llsim sign --md5-key secret --source < request.json`,
	})
	k := newKeyFlags(cmd)
	var signType string
	choiceVar(cmd, &signType, "sign-type", "how to sign (default the message's own, or RSA with an RSA key)", "RSA", "MD5")
	onlySource := cmd.Flags().Bool("source", false, "print the text that is signed")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !k.given() {
			return usagef("say whose key: --merchant OID_PARTNER, --platform, --key FILE or --md5-key SECRET")
		}
		if sign.TrimMD5Key(k.md5) != k.md5 {
			return usagef("--md5-key has a line break, a blank or a byte order mark around the key; leave it out")
		}
		signer, err := k.signer(cmd.Context())
		if err != nil {
			return err
		}
		message, err := readMessage(cmd, args)
		if err != nil {
			return err
		}
		if k.merchant != "" && !message.Has("oid_partner") {
			message = message.Set("oid_partner", k.merchant)
		}
		usual := "RSA"
		if signer.Private == nil {
			usual = "MD5"
		}
		signed, err := signer.Sign(message, cmp.Or(signType, message.Get("sign_type"), usual))
		if err != nil {
			return err
		}
		result := signedMessage{sign.Source(signed), signed.Get("sign"), wire.EncodeJSON(signed)}
		return emit(cmd, result, func(b *output) {
			if *onlySource {
				b.WriteString(result.Source + "\n")
				return
			}
			b.WriteString(string(result.Message) + "\n")
		})
	}
	return cmd
}
