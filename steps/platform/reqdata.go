package platform

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// What can be unusual about the req_data of an H5 form, as scenarios say it.
var reqDataType = vocabulary.Choice("reqdata", "what is unusual about req_data", "req_data 的特别之处",
	"is missing", "缺失",
	"is cut", "被截断",
	"is an array", "是数组",
	"has an object inside", "含有嵌套的对象",
	"holds a field twice", "有重复字段",
	"writes numbers without quotation marks", "的数字不带引号",
	"stands beside other fields", "之外还有其他字段")

// reqData is the form with a signed message in its req_data, and what is to be unusual about it.
func reqData(f wire.Fields, unusual string) wire.Fields {
	text := string(wire.EncodeJSON(f))
	switch unusual {
	case "is missing":
		return wire.FieldsOf("data", text)
	case "is cut":
		text = text[:len(text)-1]
	case "is an array":
		text = "[" + text + "]"
	case "has an object inside":
		text = strings.Replace(text, `{`, `{"nested":{},`, 1)
	case "holds a field twice":
		text = strings.Replace(text, `{`, `{"no_order":"other",`, 1)
	case "writes numbers without quotation marks":
		for _, name := range []string{"money_order", "user_id", "app_request"} {
			text = strings.Replace(text, `"`+name+`":"`+f.Get(name)+`"`, `"`+name+`":`+f.Get(name), 1)
		}
	case "stands beside other fields":
		return wire.FieldsOf("no_order", "other", "req_data", text, "submit", "pay")
	}
	return wire.FieldsOf("req_data", text)
}
