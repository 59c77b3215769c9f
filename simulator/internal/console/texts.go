package console

import (
	"sync"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// text is a sentence in the languages there are: a table that lacks one does not compile. Verbs are those of human.Sprintf.
type text struct{ en, zh string }

// texts are the tables of all pages.
var texts = sync.OnceValue(func() map[string]text {
	return merge(
		frameTexts,
		overviewTexts,
		notificationsTexts,
		ordersTexts,
		orderTexts,
		appTexts,
		timelineTexts,
		storyTexts,
		searchTexts,
		refusedTexts,
		causeTexts,
		placeTexts,
		fieldTexts,
		compareTexts,
		ruleTexts,
		clockTexts,
		datesTexts,
		merchantsTexts,
		faultsTexts,
		agreementsTexts,
		filesTexts,
		journalTexts,
		inboxTexts,
		sandboxesTexts,
		stepsTexts,
		listTexts,
		designTexts,
		meanings("point.", choice.FaultPoints),
		meanings("effect.", choice.Effects),
		meanings("paytype.", choice.PayTypes),
		meanings("product.", choice.Products),
		meanings("standing.", choice.Standings),
		meanings("came.", choice.MessageKinds),
		meanings("received.", choice.MessageVerdicts),
		meanings("told.", choice.ReceiverAnswers),
	)
})

// meanings are the texts of the values of a list, each under its value behind a prefix.
func meanings[T ~string](prefix string, l choice.List[T]) map[string]text {
	all := map[string]text{}
	for _, item := range l {
		all[prefix+string(item.Value)] = text{item.English, item.Chinese}
	}
	return all
}

// values are what a form offers for a field of the control API.
var values = map[string][]string{
	"status": choice.Standings.Values(), "order_identity": choice.Identities.Values(), "file_edition": choice.Editions.Values(),
	"ack": choice.Acks.Values(), "sign_order": choice.SignOrders.Values(), "mode": choice.ClockModes.Values(), "product": choice.Products.Values(), "result_pay": choice.OrderStates.Values(),
	"sms": choice.SMSModes.Values(), "retry_fields": choice.RetryFieldsValues.Values(), "ebank_bank_code": choice.EbankBankCodes.Values(), "identity": choice.IdentityFields.Values(),
	"pay_type": choice.PayTypes.Values(), "answer": choice.ReceiverAnswers.Values(), "variant": choice.Variants.Values(), "sign": choice.Signings.Values(),
}

// merge returns all tables as one. It panics at a key that two of them have, so that no text takes another's place.
func merge(tables ...map[string]text) map[string]text {
	all := map[string]text{}
	for _, table := range tables {
		for key, value := range table {
			if _, twice := all[key]; twice {
				panic("two texts have the key " + key)
			}
			all[key] = value
		}
	}
	return all
}

// say is the text of a key in a language.
func say(lang page.Lang, key string, args ...any) string {
	t, ok := texts()[key]
	if !ok {
		return key
	}
	format := t.en
	if lang == page.Chinese {
		format = t.zh
	}
	if len(args) == 0 {
		return format
	}
	return human.Sprintf(format, message.ArgsIn(lang, args)...)
}
