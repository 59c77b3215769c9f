package platform

import (
	"context"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// agreementSteps are about agreements as the operator sees and changes them.
var agreementSteps = []step{
	{English: `the operator binds a card with:`,
		Chinese: `操作员绑定银行卡：`,
		Run:     (*world).addAgreement},
	{English: `the operator cannot bind a card, {code}, with:`,
		Chinese: `操作员不能绑定银行卡（{code}）：`,
		Run: func(w *world, ctx context.Context, code string, n api.NewAgreement) error {
			return checkConflict(w.addAgreement(ctx, n), code)
		}},
	{English: `the operator unbinds agreement {string}`,
		Chinese: `操作员解除签约协议 {string}`,
		Run: func(w *world, ctx context.Context, noAgree cellValue) error {
			_, err := w.control.Unbind(ctx, string(noAgree))
			return err
		}},
	{English: `the agreements are:`,
		Chinese: `签约协议为：`,
		Run:     (*world).checkAgreements},
	{English: `there are no agreements`,
		Chinese: `没有签约协议`,
		Run: func(w *world, ctx context.Context) error {
			list, err := w.agreements(ctx)
			if err == nil && len(list) > 0 {
				err = message.Errorf("the list of agreements is %s, not empty", asText(list))
			}
			return err
		}},
}

// addAgreement binds a card to a user of the merchant that acts, unless another one is named.
func (w *world) addAgreement(ctx context.Context, n api.NewAgreement) error {
	if n.OidPartner == "" {
		n.OidPartner = w.account.oidPartner
	}
	a, err := w.control.AddAgreement(ctx, n)
	if err == nil {
		w.noAgree = a.NoAgree
	}
	return err
}

func (w *world) agreements(ctx context.Context) ([]api.Agreement, error) {
	return whole(func(p client.Page) ([]api.Agreement, string, error) {
		list, err := w.control.Agreements(ctx, client.AgreementFilter{Page: p})
		return list.Agreements, list.Next, err
	})
}

func (w *world) checkAgreements(ctx context.Context, t *godog.Table) error {
	list, err := w.agreements(ctx)
	if err != nil {
		return err
	}
	return checkRows(w, "agreements", list, t)
}
