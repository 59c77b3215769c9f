package vocabulary

import "testing"

// One of several orders has the same name in both languages, and is called 第一笔订单 as in stories; 第一个订单 is read too.
func TestNamesOfOrders(t *testing.T) {
	for text, want := range map[string]string{
		"the order": "", "订单": "", "该订单": "", "the first order": "first", "第一笔订单": "first", "第一个订单": "first", "第九笔订单": "ninth", "低价订单": "cheap", `订单 "A1"`: "A1",
	} {
		if got := nameOfOrder(text); got != want {
			t.Errorf("%s is called %q, expected %q", text, got, want)
		}
		for _, one := range sharedTypes {
			if one.Name == "order" && !one.pattern(true).MatchString(text) {
				t.Errorf("%s is no order", text)
			}
		}
	}
	for english, want := range map[string]string{"the second order": "第二笔订单", "the order": "订单", `order "A1"`: `订单 "A1"`} {
		if got := orderInChinese(english); got != want {
			t.Errorf("%s is %s in Chinese, expected %s", english, got, want)
		}
	}
}
