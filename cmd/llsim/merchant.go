package main

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
)

func newMerchant() *cobra.Command {
	return newListing(&cobra.Command{
		Use:     "merchant",
		Short:   "Show merchants: profiles and keys",
		Long:    "Show the merchants of a sandbox, their profiles and the keys to put into a merchant's configuration.",
		Example: "  llsim merchant keys 201304121000001004",
	}, newListOf(&cobra.Command{
		Short:   "List merchants",
		Long:    "List the merchants of a sandbox.",
		Example: "  llsim merchant list",
	}, "merchants", (*client.Control).Merchants, func(b *output, list []api.Merchant) {
		writeTable(b, "", b.in("no merchants"), row{"oid_partner", "status", "order_identity", "products", "name"}, list, func(m api.Merchant) row {
			return row{m.OidPartner, m.Status, m.OrderIdentity, strings.Join(m.Products, " "), m.Name}
		})
	}), newMerchantShow(), newMerchantKeys())
}

// merchantCommand makes a command that prints a part of what the server knows of the merchant that its argument names; of the default one
// without it.
func merchantCommand[T any](cmd *cobra.Command, part func(api.Merchant) T, describe func(*output, T)) *cobra.Command {
	r := newRemote(cmd)
	cmd.Args = between(0, "OID_PARTNER")
	completeArg(cmd, r, merchants)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (T, error) {
		m, err := control.Merchant(ctx, append(args, defaultMerchant())[0])
		return part(m), err
	}, describe)
	return cmd
}

func newMerchantShow() *cobra.Command {
	return merchantCommand(&cobra.Command{
		Use:     "show [OID_PARTNER]",
		Short:   "Show a merchant's profile",
		Long:    "Show a merchant's profile, everything but its keys.",
		Example: "  llsim merchant show 201408071000001539",
	}, func(m api.Merchant) api.Merchant {
		m.Keys = nil
		if m.SFTP != nil {
			m.SFTP.PrivateKey = ""
		}
		return m
	}, describeMerchant)
}

func describeMerchant(b *output, m api.Merchant) {
	var rules []byte
	if len(m.AutomaticPayments) > 0 {
		rules, _ = json.Marshal(m.AutomaticPayments) // it came as JSON
	}
	sftp := *cmp.Or(m.SFTP, new(api.SFTP))
	limits := pairsOf(b.in("transaction"), m.Limits.PerTransaction, b.in("day"), m.Limits.DayAmount, b.in("month"), m.Limits.MonthAmount)
	pairs(b, "", "oid_partner", m.OidPartner, "name", m.Name, "status", m.Status, "order_identity", m.OrderIdentity,
		"products", strings.Join(m.Products, " "), "allowed_ips", strings.Join(m.AllowedIPs, " "), "allowed_domains", strings.Join(m.AllowedDomains, " "),
		"limits", limits, "blocked_users", strings.Join(m.BlockedUsers, " "), "optional_fields", strings.Join(m.OptionalFields, " "),
		"refund", b.refundPolicy(m.Refund), "clearing_cutoff", m.ClearingCutoff, "fee_rate", m.FeeRate,
		"file_edition", m.FileEdition, "clearing_title", strconv.FormatBool(m.ClearingTitle == nil || *m.ClearingTitle), "ack", m.Ack,
		"sign_order", m.SignOrder, "sms", m.SMS, "retry_fields", m.RetryFields, "ebank_bank_code", m.EbankBankCode,
		"notify_identity", strings.Join(m.NotifyIdentity, " "), "plain_payload", strconv.FormatBool(m.PlainPayload), "md5_key", m.MD5Key, "automatic_payments", string(rules),
		"sftp_address", sftp.Address, "sftp_user", sftp.User, "sftp_password", sftp.Password, "sftp_host_key", sftp.HostKey,
		"sftp_fingerprint", sftp.Fingerprint)
}

// refundPolicy says how refunds end, and when.
func (b *output) refundPolicy(p api.RefundPolicy) string {
	if p.After == 0 {
		return b.in("%s at once", p.Outcome)
	}
	return b.in("%s after %s", p.Outcome, human.In(string(b.lang)).Span(time.Duration(p.After)))
}

// pairsOf writes names and values in one line, less those without a value.
func pairsOf(namesAndValues ...string) string {
	var parts []string
	for pair := range slices.Chunk(namesAndValues, 2) {
		if pair[1] != "" {
			parts = append(parts, strings.Join(pair, " "))
		}
	}
	return strings.Join(parts, ", ")
}

// merchantKeys is what merchant keys prints with --json.
type merchantKeys struct {
	*api.Keys
	SFTP *api.SFTP `json:"sftp,omitempty"`
}

func newMerchantKeys() *cobra.Command {
	return merchantCommand(&cobra.Command{
		Use:   "keys [OID_PARTNER]",
		Short: "Print a merchant's keys and the platform's public key",
		Long: `Print what a merchant's configuration needs: its private key (PKCS#8 and PKCS#1), its public key, the platform's public key, the MD5 key,
and where the server has SFTP, how to sign in there. The private key is the one for SFTP, too: PKCS#1 is what all its clients read.
--json has each as PEM and as one line of Base64.`,
		Example: "  llsim merchant keys --json",
	}, func(m api.Merchant) merchantKeys {
		return merchantKeys{cmp.Or(m.Keys, new(api.Keys)), m.SFTP}
	}, func(b *output, k merchantKeys) {
		for _, key := range []struct {
			title message.Text
			text  string
		}{
			{"merchant's private key, PKCS#8 (Java, C#)", k.MerchantPrivatePEM}, {"merchant's private key, PKCS#1 (PHP)", k.MerchantPrivatePKCS1PEM},
			{"merchant's public key", k.MerchantPublicPEM}, {"platform's public key", k.PlatformPublicPEM}, {"MD5 key", k.MD5Key},
		} {
			if key.text != "" {
				b.WriteString(b.in(key.title) + "\n" + strings.TrimRight(key.text, "\n") + "\n\n")
			}
		}
		if k.SFTP != nil {
			b.line("clearing files over SFTP")
			pairs(b, "", "address", k.SFTP.Address, "user", k.SFTP.User, "password", k.SFTP.Password, "known_hosts", k.SFTP.HostKey)
		}
	})
}
