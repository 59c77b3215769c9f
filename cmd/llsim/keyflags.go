package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// keyFlags say whose keys an offline command uses: a file's, a built-in merchant's or the built-in platform's.
type keyFlags struct {
	file, merchant, md5 string
	platform            bool
}

func newKeyFlags(cmd *cobra.Command) *keyFlags {
	k := &keyFlags{}
	flags := cmd.Flags()
	flags.StringVar(&k.file, "key", "", "file with the key, PEM or one line of Base64")
	flags.StringVar(&k.merchant, "merchant", "", "use the keys of this built-in merchant")
	flags.BoolVar(&k.platform, "platform", false, "use the built-in platform's key")
	flags.StringVar(&k.md5, "md5-key", "", "the secret of sign_type MD5")
	cmd.MarkFlagsMutuallyExclusive("key", "merchant", "platform")
	return k
}

// given reports whether any flag names a key.
func (k *keyFlags) given() bool { return k.file != "" || k.merchant != "" || k.md5 != "" || k.platform }

// signer returns the keys that the flags name, for signing; Private is nil where they name no RSA key.
func (k *keyFlags) signer(ctx context.Context) (s sign.Signer, err error) {
	switch {
	case k.file != "":
		s.Private, err = readKeyFile(ctx, k.file, sign.ParsePrivateKey)
	case k.platform:
		s.Private, err = sign.ParsePrivateKey(simulator.PlatformPrivatePEM())
	case k.merchant != "":
		s, err = builtin(k.merchant)
	}
	s.MD5 = cmp.Or(k.md5, s.MD5)
	return s, err
}

// keys returns what verifies the signatures of signer. A file may have the public key alone.
func (k *keyFlags) keys(ctx context.Context) (sign.Keys, error) {
	if k.file != "" {
		public, err := readKeyFile(ctx, k.file, parsePublicHalf)
		return sign.Keys{Public: public, MD5: k.md5}, err
	}
	s, err := k.signer(ctx)
	return keysOf(s), err
}

// keysOf returns what verifies a signer's signatures.
func keysOf(s sign.Signer) sign.Keys {
	keys := sign.Keys{MD5: s.MD5}
	if s.Private != nil {
		keys.Public = s.Private.Public()
	}
	return keys
}

// signerOf returns the keys of a built-in merchant.
func signerOf(m simulator.MerchantKeys) (sign.Signer, error) {
	private, err := sign.ParsePrivateKey(m.PrivatePEM)
	return sign.Signer{Private: private, MD5: m.MD5Key}, err
}

// builtin returns the keys of the built-in merchant with a number.
func builtin(number string) (sign.Signer, error) {
	var known []string
	for _, m := range simulator.BuiltinKeys() {
		if m.OidPartner == number {
			return signerOf(m)
		}
		known = append(known, m.OidPartner)
	}
	return sign.Signer{}, usagef("%s is no built-in merchant; there are %s (for another, give its key with --key FILE)", number, strings.Join(known, ", "))
}

// readKeyFile reads a key from a file; the error names the file.
func readKeyFile[K any](ctx context.Context, file string, parse func(text string) (K, error)) (key K, err error) {
	text, err := untilStopped(ctx, file, func() (string, error) { return readKey(file) })
	if err != nil {
		return key, err
	}
	if key, err = parse(text); err != nil {
		return key, failf("%s: %w", file, err)
	}
	return key, nil
}

// parsePublicHalf reads a public key, or the public half of a private one.
func parsePublicHalf(text string) (*sign.PublicKey, error) {
	if private, err := sign.ParsePrivateKey(text); err == nil {
		return private.Public(), nil
	}
	return sign.ParsePublicKey(text)
}
