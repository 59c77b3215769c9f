package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
)

func TestSchemaEnumsAreTheChoices(t *testing.T) {
	t.Parallel()
	var document struct {
		Defs map[string]struct {
			Properties map[string]struct {
				Enum  []string `json:"enum"`
				Items struct {
					Enum []string `json:"enum"`
				} `json:"items"`
			} `json:"properties"`
		} `json:"$defs"`
	}
	text, err := os.ReadFile(schemaFile)
	if err == nil {
		err = json.Unmarshal(text, &document)
	}
	if err != nil {
		t.Fatal(err)
	}
	merchant := document.Defs["merchant"].Properties
	for property, values := range map[string][]string{
		"status": choice.Standings.Values(), "order_identity": choice.Identities.Values(), "file_edition": choice.Editions.Values(),
		"ack": choice.Acks.Values(), "sign_order": choice.SignOrders.Values(),
		"sms": choice.SMSModes.Values(), "retry_fields": choice.RetryFieldsValues.Values(), "ebank_bank_code": choice.EbankBankCodes.Values(),
	} {
		t.Run(property, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(values, merchant[property].Enum); diff != "" {
				t.Errorf("choice (-) and schema (+):\n%s", diff)
			}
		})
	}
	for property, values := range map[string][]string{"products": choice.Products.Values(), "optional_fields": choice.OptionalFields, "notify_identity": choice.IdentityFields.Values()} {
		t.Run(property, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(values, merchant[property].Items.Enum); diff != "" {
				t.Errorf("choice (-) and schema (+):\n%s", diff)
			}
		})
	}
}
