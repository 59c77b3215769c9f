package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
)

func TestOpenAPIEnumsAreTheChoices(t *testing.T) {
	t.Parallel()
	var document struct {
		Components struct {
			Schemas map[string]struct {
				Enum       []string `json:"enum"`
				Properties map[string]struct {
					Enum  []string `json:"enum"`
					Items struct {
						Enum []string `json:"enum"`
					} `json:"items"`
				} `json:"properties"`
			} `json:"schemas"`
		} `json:"components"`
	}
	data, err := api.OpenAPI()
	if err == nil {
		err = json.Unmarshal(data, &document)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		schema, property string
		values           []string
	}{
		{"NewFault", "at", choice.FaultPoints.Values()},
		{"NewFault", "effect", choice.Effects.Values()},
		{"Notify", "variant", choice.Variants.Values()},
		{"Notify", "sign", choice.Signings.Values()},
		{"SetClock", "mode", choice.ClockModes.Values()},
		{"Merchant", "status", choice.Standings.Values()},
		{"Merchant", "order_identity", choice.Identities.Values()},
		{"Merchant", "products", choice.Products.Values()},
		{"Merchant", "optional_fields", choice.OptionalFields},
		{"Merchant", "file_edition", choice.Editions.Values()},
		{"Merchant", "ack", choice.Acks.Values()},
		{"Merchant", "sign_order", choice.SignOrders.Values()},
		{"Merchant", "sms", choice.SMSModes.Values()},
		{"Merchant", "retry_fields", choice.RetryFieldsValues.Values()},
		{"Merchant", "ebank_bank_code", choice.EbankBankCodes.Values()},
		{"Merchant", "notify_identity", choice.IdentityFields.Values()},
		{"InboxAnswer", "answer", choice.ReceiverAnswers.Values()},
		{"Received", "answer", choice.ReceiverAnswers.Values()},
		{"Received", "kind", choice.MessageKinds.Values()},
		{"Received", "verdict", choice.MessageVerdicts.Values()},
		{"ResultPay", "", choice.OrderStates.Values()},
	} {
		t.Run(c.schema+"."+c.property, func(t *testing.T) {
			t.Parallel()
			schema := document.Components.Schemas[c.schema]
			property := schema.Properties[c.property]
			if diff := cmp.Diff(c.values, slices.Concat(schema.Enum, property.Enum, property.Items.Enum)); diff != "" {
				t.Errorf("choice (-) and document (+):\n%s", diff)
			}
		})
	}
}

func TestOpenAPIDescribesTheEffectsOfEachPoint(t *testing.T) {
	t.Parallel()
	data, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	for _, points := range [][]choice.FaultPoint{{choice.AtAccept, choice.AtQuery, choice.AtRefund}, {choice.AtNotify}, {choice.AtReturn}} {
		t.Run(string(points[0]), func(t *testing.T) {
			var names []string
			for _, at := range points {
				names = append(names, string(at))
				if diff := cmp.Diff(choice.EffectsAt(points[0]), choice.EffectsAt(at)); diff != "" {
					t.Errorf("%s and %s stand in one line:\n%s", points[0], at, diff)
				}
			}
			line := fmt.Sprintf("| %s | %s |", strings.Join(names, ", "), strings.Join(choice.EffectsAt(points[0]), ", "))
			if !strings.Contains(string(data), line) {
				t.Errorf("the document has no line %s", line)
			}
		})
	}
}
