package platform

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var fileSteps = []step{
	{English: `there is no clearing file {string}`,
		Chinese: `对账文件 {string} 不存在`,
		Run:     (*world).checkNoFile},
	{English: `the clearing file {string} is empty`,
		Chinese: `对账文件 {string} 为空`,
		Run:     func(w *world, ctx context.Context, name string) error { return w.checkFile(ctx, name, "") }},
	{English: `the clearing file {string} has its title alone`,
		Chinese: `对账文件 {string} 只有标题行`,
		Run:     func(w *world, ctx context.Context, name string) error { return w.checkFile(ctx, name, fileTitle) }},
	{English: `the clearing file {string} holds:`,
		Chinese: `对账文件 {string} 的内容为：`,
		Run: func(w *world, ctx context.Context, name string, text *godog.DocString) error {
			return w.checkFileLines(ctx, name, "", text)
		}},
	{English: `the clearing file {string} holds, below its title:`,
		Chinese: `对账文件 {string} 标题行之后的内容为：`,
		Run: func(w *world, ctx context.Context, name string, text *godog.DocString) error {
			return w.checkFileLines(ctx, name, fileTitle, text)
		}},
	{English: `the clearing file {string} appeared at {moment}`,
		Chinese: `对账文件 {string} 生成于 {moment}`,
		Run:     (*world).checkFileTime},
	{English: `the clearing file {string} holds, without a line feed at its end:`,
		Chinese: `对账文件 {string} 的内容为（末尾没有换行）：`,
		Run: func(w *world, ctx context.Context, name string, text *godog.DocString) error {
			want, err := w.expand(text.Content)
			if err != nil {
				return err
			}
			return w.checkFile(ctx, name, want)
		}},
	{English: `there is no clearing file of {period} yet`,
		Chinese: `{period} 的对账文件还没有生成`,
		Run:     func(w *world, ctx context.Context, p period) error { return w.checkNoFile(ctx, w.detailFile(p)) }},
	{English: `the clearing file of {period} has {order}`,
		Chinese: `{period} 的对账文件中有{order}`,
		Tried: []string{
			`{order} is in the clearing file of {period}`, `the clearing file has {order}`,
			`{period}的对账文件包含{order}`, `对账文件里有{order}`, `对账文件包含{order}`,
		},
		Run: func(w *world, ctx context.Context, p period, o placedOrder) error {
			err := w.checkFileHas(ctx, p, oidPaybillColumn, o.oidPaybill, o.told(), true)
			if err != nil {
				err = message.Errorf("%w\n%s", err, w.clearing(ctx, o))
			}
			return err
		}},
	{English: `the clearing file of {period} does not have {order}`,
		Chinese: `{period} 的对账文件中没有{order}`,
		Tried: []string{
			`{order} is not in the clearing file of {period}`, `the clearing file does not have {order}`,
			`{period}的对账文件不包含{order}`, `对账文件里没有{order}`,
		},
		Run: func(w *world, ctx context.Context, p period, o placedOrder) error {
			return w.checkFileHas(ctx, p, oidPaybillColumn, o.oidPaybill, o.told(), false)
		}},
	{English: `the clearing file of {period} has {refund}`,
		Chinese: `{period} 的对账文件中有{refund}`,
		Run: func(w *world, ctx context.Context, p period, noRefund string) error {
			return w.checkFileHas(ctx, p, numberColumn, noRefund, message.New("refund %s", noRefund), true)
		}},
	{English: `the clearing file of {period} does not have {refund}`,
		Chinese: `{period} 的对账文件中没有{refund}`,
		Run: func(w *world, ctx context.Context, p period, noRefund string) error {
			return w.checkFileHas(ctx, p, numberColumn, noRefund, message.New("refund %s", noRefund), false)
		}},
	{English: `the operator replaces the clearing file {string} by:`,
		Chinese: `操作员把对账文件 {string} 替换为：`,
		Run: func(w *world, ctx context.Context, name string, text *godog.DocString) error {
			return w.replaceFile(ctx, name, text.Content+"\n")
		}},
	{English: `the operator replaces the clearing file {string} by, without a line feed at its end:`,
		Chinese: `操作员把对账文件 {string} 替换为（末尾没有换行）：`,
		Run: func(w *world, ctx context.Context, name string, text *godog.DocString) error {
			return w.replaceFile(ctx, name, text.Content)
		}},
	{English: `the operator removes the clearing file {string}`,
		Chinese: `操作员删除对账文件 {string}`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.control.DeleteFile(ctx, name)
		}},
}

// download fetches a clearing file as a merchant would. told is what a failure shows of it: the file, or why there is none.
func (w *world) download(ctx context.Context, name string) (status int, content string, told reason, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.base+"/files/"+name, nil)
	if err != nil {
		return 0, "", told, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", told, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	told.english = string(body)
	if res.StatusCode == http.StatusNotFound {
		told.chinese = w.fromJournal(ctx, res.Header, "answer")
	}
	return res.StatusCode, string(body), told, err
}

func (w *world) checkNoFile(ctx context.Context, name string) error {
	status, _, told, err := w.download(ctx, name)
	if err != nil {
		return err
	}
	if status != http.StatusNotFound {
		return message.Errorf("the download was answered %d %s", status, told)
	}
	var refusal *client.Error
	if _, err = w.control.File(ctx, name); !errors.As(err, &refusal) || refusal.Status != http.StatusNotFound {
		return message.Errorf("the operator was answered %v, not 404", err)
	}
	return nil
}

// fileTitle is the first line of a daily detail file of edition 2018 (protocol section 10).
const fileTitle = "商户订单号,商户号,商户订单时间,商户业务编号,银通订单号,银通账务日期,订单金额,商户收付款标志(0收款 1付款),交易状态(0-成功 5-退款),更新时间,手续费,支付产品,支付方式,订单信息\n"

// checkFileLines compares the lines of a file below a title, each of which ends with a line feed.
func (w *world) checkFileLines(ctx context.Context, name, title string, text *godog.DocString) error {
	want, err := w.expand(text.Content)
	if err != nil {
		return err
	}
	return w.checkFile(ctx, name, title+want+"\n")
}

// checkFile compares a file byte by byte, as the merchant downloads it and as the operator sees it.
func (w *world) checkFile(ctx context.Context, name, want string) error {
	status, content, told, err := w.download(ctx, name)
	if err != nil {
		return err
	}
	if status != http.StatusOK || content != want {
		return message.Errorf("the download was answered %d %q, not 200 %q", status, told, want)
	}
	stored, err := w.control.File(ctx, name)
	if err != nil {
		return err
	}
	if stored.Content == nil || *stored.Content != want || stored.Size != len(want) {
		return message.Errorf("the operator sees %s", asText(stored))
	}
	return nil
}

// Columns of a detail file, in both editions.
const (
	numberColumn     = 0 // no_order, or no_refund
	oidPaybillColumn = 4
)

// detailFile is the name of the merchant's detail file of a day or a month.
func (w *world) detailFile(p period) string {
	return fmt.Sprintf("JYMX_%s_%s.txt", w.account.oidPartner, p)
}

// clearing says on which day an order clears, for a file that does not have it.
func (w *world) clearing(ctx context.Context, o placedOrder) message.Message {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	switch {
	case err != nil:
		return message.Of(err)
	case stored.SettleDate == "":
		return message.New("%s is %s and has no clearing date: an order gets one when its payment succeeds", o.told(), stored.ResultPay)
	}
	return message.New("%s clears on %s", o.told(), stored.SettleDate)
}

// checkFileHas checks whether the merchant's detail file has a line with a value in a column, or has none.
func (w *world) checkFileHas(ctx context.Context, p period, column int, value string, what message.Message, wanted bool) error {
	name := w.detailFile(p)
	status, content, told, err := w.download(ctx, name)
	if err != nil {
		return err
	}
	if status == http.StatusNotFound {
		told.english = strings.TrimSpace(content)
		return message.Errorf("%s", told) // which says when the file appears
	}
	if status != http.StatusOK {
		return message.Errorf("the download of %s was answered %d: %s", name, status, strings.TrimSpace(content))
	}
	for line := range strings.Lines(content) {
		if cellOf(line, ",", column) == value || cellOf(line, "|", column) == value { // the editions differ in this
			if wanted {
				return nil
			}
			return message.Errorf("%s has %s: %s", name, what, strings.TrimSpace(line))
		}
	}
	if wanted {
		return message.Errorf("%s does not have %s; it holds:\n%s", name, what, strings.TrimSpace(content))
	}
	return nil
}

// cellOf returns a column of a line, empty where the line is too short.
func cellOf(line, separator string, column int) string {
	cells := strings.Split(line, separator)
	if column >= len(cells) {
		return ""
	}
	return cells[column]
}

func (w *world) checkFileTime(ctx context.Context, name string, at cellValue) error {
	stored, err := w.control.File(ctx, name)
	if err != nil {
		return err
	}
	return w.checkObject(message.New("the file %s", name), stored, []cell{{"at", string(at)}})
}

func (w *world) replaceFile(ctx context.Context, name, content string) error {
	content, err := w.expand(content)
	if err != nil {
		return err
	}
	_, err = w.control.PutFile(ctx, name, content)
	return err
}
