package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// reconcile compares the books with the platform's file of a clearing date (yyyyMMdd) and returns a sentence for each difference.
// The clearing date decides, not the order's: an order of 23:59 that is paid at 00:01 belongs to the new day (M-REC-1).
func (s *Shop) reconcile(date string) ([]string, error) {
	text, err := s.platform.clearingFile(date)
	if err != nil {
		return nil, err
	}
	differences := []string{}
	theirs := map[string]Fen{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, fileTitle) {
			continue
		}
		name, amount, err := parseLine(strings.TrimRight(line, "\n"))
		if _, twice := theirs[name]; err != nil || twice {
			differences = append(differences, fmt.Sprintf("the file's line cannot be read, or is there twice: %s", line))
			continue
		}
		theirs[name] = amount
	}
	books, ours := s.store.read(), map[string]Fen{}
	for _, o := range books.Orders {
		if o.SettleDate == date {
			ours["payment "+o.No] = o.Amount
		}
	}
	for _, r := range books.Refunds {
		if r.Status == Success && r.SettleDate == date {
			ours["refund "+r.No] = -r.Amount
		}
	}
	all := maps.Clone(ours)
	maps.Copy(all, theirs)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		our, here := ours[name]
		their, there := theirs[name]
		if here != there || our != their {
			differences = append(differences, fmt.Sprintf("%s: %s here, %s in the file", name, our, their))
		}
	}
	return differences, nil
}

// fileTitle begins the first line of the file.
const fileTitle = "商户订单号,"

// parseLine reads a line of the file: no_order or no_refund, oid_partner, dt_order, busi_partner, oid_paybill, settle_date,
// money_order, flag, status, dt_update, fee, product, method, info_order. The last one may hold commas (M-REC-4). Status 5 is a
// refund, whose amount is negative (M-REC-2).
func parseLine(line string) (name string, amount Fen, err error) {
	columns := strings.SplitN(line, ",", 14)
	if len(columns) < 14 {
		return "", 0, errBadInput
	}
	amount, err = parseFen(columns[6])
	if columns[8] == "5" {
		return "refund " + columns[0], amount, err
	}
	return "payment " + columns[0], amount, err
}
