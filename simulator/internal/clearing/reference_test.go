package clearing

import (
	"strconv"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
)

func TestColumnsPage(t *testing.T) {
	payment, refund := day()[0], day()[2]
	for _, edition := range []struct {
		name, title, separator string
		line                   func(Record, signed) []string
	}{
		{"the columns of 2018", title2018, ",", line2018},
		{"the columns of 2021", header2021, "|", line2021},
	} {
		var rows [][]string
		paid, refunded := edition.line(payment, signedOf(payment)), edition.line(refund, signedOf(refund))
		for i, name := range strings.Split(edition.title, edition.separator) {
			rows = append(rows, []string{strconv.Itoa(i), name, paid[i], refunded[i]})
		}
		reference.Part(t, *update, "clearing-files.md", edition.name, reference.Table([]string{"", "first line", "a payment", "a refund"}, rows...))
	}
	sums := strings.Split(strings.TrimSpace(string(Summary(day()))), "|")
	rows := [][]string{}
	for i, name := range []string{"payments and refunds", "payments", "their sum", "refunds", "their sum, negative", "cancellations, always 0", "their sum, empty"} {
		rows = append(rows, []string{strconv.Itoa(i), name, sums[i]})
	}
	reference.Part(t, *update, "clearing-files.md", "the columns of the sums", reference.Table([]string{"", "", "example"}, rows...))
}
