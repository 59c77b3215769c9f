package main

import (
	"cmp"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

func newKeys() *cobra.Command {
	return newGroup(&cobra.Command{
		Use:   "keys",
		Short: "Make, convert and show keys",
		Long:  "Make key pairs, convert keys between PEM, Base64, PKCS#1 and PKCS#8, and show the built-in ones.",
		Example: `  llsim keys generate --out merchant
  llsim keys convert merchant.pem --to pkcs1-pem`,
	}, newKeysGenerate(), newKeysConvert(), newKeysShow())
}

// keyForms is a key in every form, as --json prints it.
type keyForms struct {
	Bits            int    `json:"bits"`
	PrivatePKCS8PEM string `json:"private_pem,omitempty"`
	PrivatePKCS8    string `json:"private_base64,omitempty"`
	PrivatePKCS1PEM string `json:"private_pkcs1_pem,omitempty"`
	PrivatePKCS1    string `json:"private_pkcs1_base64,omitempty"`
	PublicPEM       string `json:"public_pem"`
	PublicBase64    string `json:"public_base64"`
	MD5Key          string `json:"md5_key,omitempty"`
	OidPartner      string `json:"oid_partner,omitempty"`
}

func formsOf(private *sign.PrivateKey, public *sign.PublicKey) keyForms {
	f := keyForms{Bits: public.Bits(), PublicPEM: public.PEM(), PublicBase64: public.Base64()}
	if private != nil {
		f.PrivatePKCS8PEM, f.PrivatePKCS8 = private.PKCS8PEM(), private.PKCS8Base64()
		f.PrivatePKCS1PEM, f.PrivatePKCS1 = private.PKCS1PEM(), private.PKCS1Base64()
	}
	return f
}

// keyFormVar adds the flag --to, which names a form of a key.
func keyFormVar(cmd *cobra.Command, to *string) {
	choiceVar(cmd, to, "to", "form", "pkcs8-pem", "pkcs8-base64", "pkcs1-pem", "pkcs1-base64", "public-pem", "public-base64")
}

// form is one of the forms by its name in --to.
func (f keyForms) form(name string) string {
	return strings.TrimRight(map[string]string{
		"pkcs8-pem": f.PrivatePKCS8PEM, "pkcs8-base64": f.PrivatePKCS8, "pkcs1-pem": f.PrivatePKCS1PEM, "pkcs1-base64": f.PrivatePKCS1,
		"public-pem": f.PublicPEM, "public-base64": f.PublicBase64,
	}[name], "\n")
}

func newKeysGenerate() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "generate",
		Short: "Make a key pair",
		Long: `Make an RSA key pair and print it, or with --out PREFIX write PREFIX.pem (private, PKCS#8), PREFIX.pkcs1.pem (private, PKCS#1) and
PREFIX.pub.pem (public). Files that are there are not overwritten.`,
		Example: "  llsim keys generate --bits 2048 --out merchant",
		Args:    exactly(),
	})
	bits := cmd.Flags().Int("bits", 2048, "size: 1024, 2048 or 4096")
	out := cmd.Flags().StringP("out", "o", "", "write files whose names begin so")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *bits != 1024 && *bits != 2048 && *bits != 4096 {
			return usagef("--bits %d: the platform takes 1024, 2048 and 4096", *bits)
		}
		stop := waiting(cmd, message.New("making a key of %d bits", *bits))
		made, err := rsa.GenerateKey(rand.Reader, *bits)
		stop()
		if err != nil {
			return err
		}
		private, err := sign.ParsePrivateKey(base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PrivateKey(made)))
		if err != nil {
			return err
		}
		f := formsOf(private, private.Public())
		if *out == "" {
			return emit(cmd, f, func(b *output) { b.WriteString(f.PrivatePKCS8PEM + f.PublicPEM) })
		}
		var written []string
		for _, file := range []struct{ suffix, text string }{{".pem", f.PrivatePKCS8PEM}, {".pkcs1.pem", f.PrivatePKCS1PEM}, {".pub.pem", f.PublicPEM}} {
			if err := writeNew(*out+file.suffix, file.text, 0o600); err != nil {
				return err
			}
			written = append(written, *out+file.suffix)
		}
		return emit(cmd, map[string][]string{"written": written}, func(b *output) { b.line("wrote %s", strings.Join(written, ", ")) })
	}
	return cmd
}

// writeNew writes a file that must not exist; where it does the error is fs.ErrExist.
func writeNew(path, text string, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func newKeysConvert() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "convert FILE",
		Short: "Show a key in another form",
		Long: `Read a key in any form (PEM or one line of Base64; PKCS#1, PKCS#8 or public; - is standard input) and print it in the one that is
wanted. Without --to a private key becomes PKCS#8 PEM, a public one PEM.`,
		Example: `  llsim keys convert merchant.pem --to pkcs1-pem
  llsim keys convert merchant.pem --to public-base64`,
		Args: exactly("FILE"),
	})
	var to string
	keyFormVar(cmd, &to)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		data, err := readInput(cmd, args[0])
		if err != nil {
			return err
		}
		text, err := keyText(args[0], data)
		if err != nil {
			return err
		}
		private, privateErr := sign.ParsePrivateKey(text)
		public, err := parsePublicHalf(text)
		if err != nil {
			return usagef("%s holds neither a private key (%v) nor a public one (%v)", args[0], privateErr, err)
		}
		f, usual := formsOf(private, public), "pkcs8-pem"
		if private == nil {
			usual = "public-pem"
		}
		to = cmp.Or(to, usual)
		if f.form(to) == "" {
			return usagef("%s holds a public key; it cannot become %s", args[0], to)
		}
		return emit(cmd, f, func(b *output) { b.WriteString(f.form(to) + "\n") })
	}
	return cmd
}

func newKeysShow() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "show [OID_PARTNER|platform]",
		Short: "Show the built-in keys",
		Long: `List the built-in keys, or print those of one built-in merchant or of the platform, with --to one key in one form. They are public and
for tests only.`,
		Example: `  llsim keys show 201304121000001004
  llsim keys show 201304121000001004 --to pkcs8-pem > merchant.pem
  llsim keys show platform --to public-pem > platform.pub.pem`,
		Args: between(0, "OID_PARTNER|platform"),
	})
	var to string
	keyFormVar(cmd, &to)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		all, err := builtinForms()
		if err != nil {
			return err
		}
		if len(args) == 0 && to != "" {
			return usagef("--to %s: say whose key, such as llsim keys show platform --to %s", to, to)
		}
		if len(args) == 0 {
			return emit(cmd, all, func(b *output) {
				writeTable(b, "", "", row{"whose", "bits", "MD5 key"}, all, func(f keyForms) row {
					return row{f.OidPartner, strconv.Itoa(f.Bits), f.MD5Key}
				})
			})
		}
		i := slices.IndexFunc(all, func(f keyForms) bool { return f.OidPartner == args[0] })
		if i < 0 {
			_, err = builtin(args[0])
			return err
		}
		return emit(cmd, all[i], func(b *output) {
			if to != "" {
				b.WriteString(all[i].form(to) + "\n")
				return
			}
			b.WriteString(all[i].PrivatePKCS8PEM + all[i].PrivatePKCS1PEM + all[i].PublicPEM)
			pairs(b, "", "MD5 key", all[i].MD5Key)
		})
	}
	return cmd
}

// platformKeys is what the keys of the built-in platform are shown under.
const platformKeys = "platform"

// builtinParties returns the keys of the built-in merchants, then the platform's.
func builtinParties() []simulator.MerchantKeys {
	return append(simulator.BuiltinKeys(), simulator.MerchantKeys{OidPartner: platformKeys, PrivatePEM: simulator.PlatformPrivatePEM()})
}

// builtinForms returns the keys of builtinParties in every form.
func builtinForms() ([]keyForms, error) {
	var forms []keyForms
	for _, m := range builtinParties() {
		s, err := signerOf(m)
		if err != nil {
			return nil, err
		}
		f := formsOf(s.Private, s.Private.Public())
		f.OidPartner, f.MD5Key = m.OidPartner, m.MD5Key
		forms = append(forms, f)
	}
	return forms, nil
}
