package wire

import (
	_ "embed"
	"encoding/csv"
	"slices"
	"strings"
	"sync"
)

// Code is a return code, the four digits of ret_code.
type Code string

// The codes that rules answer with. The others of the table (Codes) can be scripted as outcomes.
const (
	CodeSuccess           Code = "0000"
	CodeDeadToken         Code = "1000"
	CodeBadSignature      Code = "1001"
	CodeDuplicate         Code = "1002"
	CodeBadField          Code = "1004"
	CodeBadSource         Code = "1008"
	CodeSuspended         Code = "1009"
	CodeUnreadableBody    Code = "1012"
	CodeCumulativeLimit   Code = "1014"
	CodeTransactionLimit  Code = "1019"
	CodeBadCard           Code = "1100"
	CodeBadPassword       Code = "1104"
	CodeBadPayer          Code = "1108"
	CodeOtherPerson       Code = "1109"
	CodeBadSMS            Code = "1900"
	CodeOldSMS            Code = "1901"
	CodeInProgress        Code = "2005"
	CodeExpired           Code = "2006"
	CodeAlreadyPaid       Code = "2007"
	CodeUnknownMerchant   Code = "3001"
	CodeNotBound          Code = "3003"
	CodeUnknownUser       Code = "3006"
	CodeNotGranted        Code = "3010"
	CodeUnopened          Code = "4007"
	CodeUnknownBIN        Code = "5001"
	CodeRefundTooLarge    Code = "5003"
	CodeRefundTooLate     Code = "5005"
	CodeRefundSumTooLarge Code = "5007"
	CodeNotPaid           Code = "5008"
	CodeWrongCardType     Code = "5601"
	CodeStuck             Code = "2008"
	CodeSMSSent           Code = "8888"
	CodeNoRecord          Code = "8901"
	CodeNumbersDiffer     Code = "9092"
	CodeNoPayment         Code = "9093"
	CodeTooManyCodes      Code = "9702"
	CodeTryLater          Code = "9903"
	CodeWrongBank         Code = "9907"
	CodeBoundBefore       Code = "9913"
	CodeBankCutover       Code = "9970"
	CodeSystemError       Code = "9999"
)

// CodeInfo is one line of the return-code table. Meaning is English and empty where the code is not annotated.
type CodeInfo struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Meaning string `json:"meaning"`
}

//go:embed codes.csv
var codesCSV string

type codeTable struct {
	list  []CodeInfo
	index map[Code]CodeInfo
}

var codes = sync.OnceValue(func() codeTable {
	rows, err := csv.NewReader(strings.NewReader(codesCSV)).ReadAll()
	if err != nil {
		panic("wire: embedded codes.csv: " + err.Error()) // a broken build, never an input
	}
	t := codeTable{index: make(map[Code]CodeInfo, len(rows))}
	for _, row := range rows[1:] {
		info := CodeInfo{Code: Code(row[0]), Message: row[1], Meaning: row[2]}
		t.list = append(t.list, info)
		t.index[info.Code] = info
	}
	return t
})

// Codes returns the whole table in ascending order of codes.
func Codes() []CodeInfo { return slices.Clone(codes().list) }

// KnownCode reports whether s is in the table.
func KnownCode(s string) bool {
	_, ok := codes().index[Code(s)]
	return ok
}

// FailureCode reports whether s is in the table and neither success nor a step on the way to it.
func FailureCode(s string) bool {
	return KnownCode(s) && Code(s) != CodeSuccess && Code(s) != CodeSMSSent
}

// Message returns the exact Chinese text of the table, placeholder included (1004, 9990); "" for an unknown code.
func (c Code) Message() string { return codes().index[c].Message }

// Meaning returns the English explanation, or "" where there is none.
func (c Code) Meaning() string { return codes().index[c].Meaning }

// MessageFor returns Message with the placeholder of 1004 (field name) or 9990 (bank text) replaced by detail. Without a detail that part
// of 9990 is left out.
func (c Code) MessageFor(detail string) string {
	switch c {
	case CodeBadField:
		return strings.Replace(c.Message(), "具体参数名", detail, 1)
	case "9990":
		if detail == "" {
			return strings.Replace(c.Message(), "{银行返回的错误信息}，", "", 1)
		}
		return strings.Replace(c.Message(), "{银行返回的错误信息}", detail, 1)
	}
	return c.Message()
}

// BadFieldQueryMessage returns the ret_msg of 1004 on the query endpoints, in its captured spelling.
func BadFieldQueryMessage(name string) string { return "商户请求参数[" + name + "]非法。" }
