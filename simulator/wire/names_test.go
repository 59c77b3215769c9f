package wire

import (
	"slices"
	"strings"
	"testing"
)

func TestCodes(t *testing.T) {
	list := Codes()
	if len(list) != strings.Count(codesCSV, "\n")-1 {
		t.Errorf("%d codes of a table of %d lines", len(list), strings.Count(codesCSV, "\n"))
	}
	for i, c := range list {
		if len(c.Code) != 4 || c.Message == "" {
			t.Errorf("line %d: %+v", i+2, c)
		}
		if i > 0 && list[i-1].Code >= c.Code {
			t.Errorf("%s after %s", c.Code, list[i-1].Code)
		}
	}
	for got, want := range map[string]string{
		CodeSuccess.Message():                   "交易成功",
		CodeSuccess.Meaning():                   "success",
		Code("1003").Message():                  "正在支付中,请稍后",
		CodeBadField.Message():                  "商户请求参数校验错误（具体参数名）",
		CodeBadField.MessageFor("dt_order"):     "商户请求参数校验错误（dt_order）",
		BadFieldQueryMessage("dt_order"):        "商户请求参数[dt_order]非法。",
		Code("9990").MessageFor("余额不足"):         "银行交易出错，余额不足，请稍后重试",
		CodeAlreadyPaid.MessageFor("not used"):  "交易已支付成功",
		Code("1234").Message() + "no such code": "no such code",
	} {
		t.Run(got, func(t *testing.T) {
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	if !KnownCode("9970") || KnownCode("ret_code") || KnownCode("") {
		t.Error("KnownCode")
	}
}

func TestNamedCodesAreInTheTable(t *testing.T) {
	for _, c := range []Code{CodeSuccess, CodeBadSignature, CodeDuplicate, CodeBadField, CodeBadSource, CodeSuspended, CodeUnreadableBody,
		CodeCumulativeLimit, CodeTransactionLimit, CodeBadCard, CodeInProgress, CodeExpired, CodeAlreadyPaid, CodeUnknownMerchant, CodeUnknownUser,
		CodeNotGranted, CodeUnknownBIN, CodeRefundTooLarge, CodeRefundTooLate, CodeRefundSumTooLarge, CodeNotPaid, CodeNoRecord, CodeNumbersDiffer,
		CodeNoPayment, CodeBankCutover, CodeSystemError} {
		t.Run(string(c), func(t *testing.T) {
			if c.Message() == "" {
				t.Errorf("%s has no message", c)
			}
		})
	}
}

func TestBanks(t *testing.T) {
	if len(Banks()) != 15 || BankName("01020000") != "工商银行" || BankName("1") != "" {
		t.Errorf("%v", Banks())
	}
	seen := map[string]string{}
	for _, bank := range issuers {
		for _, bin := range slices.Concat(bank.debit, bank.credit) {
			if len(bin) != 6 || !AllDigits(bin) || seen[bin] != "" {
				t.Errorf("prefix %s of %s; already of %q", bin, bank.Name, seen[bin])
			}
			seen[bin] = bank.Name
		}
	}
	if code, name, kind, ok := LookupBIN("6228480000000000000"); code != "01030000" || name != "农业银行" || kind != CardDebit || !ok {
		t.Error(code, name, kind, ok)
	}
	for _, unknown := range []string{"", "62220", "0000000000000000"} {
		t.Run(unknown, func(t *testing.T) {
			if code, _, _, ok := LookupBIN(unknown); ok {
				t.Errorf("%q is of bank %s", unknown, code)
			}
		})
	}
}

func TestPAY2Cards(t *testing.T) {
	var outcomes []string
	for _, c := range Cards() {
		bank, _, kind, ok := LookupBIN(c.Number)
		if !ok || bank != c.BankCode || kind != c.Type {
			t.Errorf("%s: bank %s, type %s", c.Number, bank, kind)
		}
		if !luhn([]byte(c.Number)) || len(c.Number) < 16 || len(c.Number) > 19 {
			t.Errorf("%s is no card number", c.Number)
		}
		if c.Outcome != OutcomeSuccess && c.Outcome != OutcomeProcessing {
			if !KnownCode(c.Outcome) || c.Number[8:12] != c.Outcome {
				t.Errorf("%s does not tell its outcome %s", c.Number, c.Outcome)
			}
		}
		outcomes = append(outcomes, c.Outcome)
	}
	for _, want := range []string{"6001", "1101", "1103", "1104", "1105", "1107", "1108", "1900", "1901", "9000", "9970", OutcomeProcessing, OutcomeSuccess} {
		t.Run(want, func(t *testing.T) {
			if !slices.Contains(outcomes, want) {
				t.Errorf("no card for %s", want)
			}
		})
	}
}
