package wire

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCHK5ParseAmount(t *testing.T) {
	for s, want := range map[string]int64{
		"0.01": 1, "0.1": 10, "0.10": 10, "5": 500, "49.9": 4990, "49.90": 4990, "1000.0": 100000, "8.20": 820, "1134.30": 113430, "100000000.00": MaxFen, "100000000": MaxFen,
	} {
		t.Run(s, func(t *testing.T) {
			if got, err := ParseAmount(s); err != nil || got != want {
				t.Errorf("got %d, %v; want %d", got, err, want)
			}
		})
	}
}

func TestAmountsRefused(t *testing.T) {
	tests := []struct{ s, rule, reason string }{
		{"", "CHK-5", "empty"},
		{"007", "CHK-5", "leading zero"},
		{"00.1", "CHK-5", "leading zero"},
		{"-1", "CHK-5", "sign"},
		{"+1.00", "CHK-5", "sign"},
		{"1e2", "CHK-5", "exponent"},
		{" 1", "CHK-5", "blank"},
		{"1 ", "CHK-5", "blank"},
		{"1,000.00", "CHK-5", "comma"},
		{"0.001", "CHK-5", "more than two decimals"},
		{"1.000", "CHK-5", "more than two decimals"},
		{".5", "CHK-5", "before the point"},
		{"5.", "CHK-5", "after the point"},
		{".", "CHK-5", "before the point"},
		{"1.2.3", "CHK-5", "only digits"},
		{"１.00", "CHK-5", "only digits"},
		{"0x10", "CHK-5", "only digits"},
		{"NaN", "CHK-5", "only digits"},
		{"0", "LIM-1", "outside"},
		{"0.00", "LIM-1", "outside"},
		{"100000000.01", "LIM-1", "outside"},
		{"999999999", "LIM-1", "outside"},
		{strings.Repeat("9", 400), "LIM-1", "outside"},
	}
	for _, tt := range tests {
		t.Run(tt.rule+" "+clip(tt.s), func(t *testing.T) {
			_, err := ParseAmount(tt.s)
			var amount *ValueError
			if !errors.As(err, &amount) || amount.Rule != tt.rule || !strings.Contains(amount.Reason.String(), tt.reason) {
				t.Errorf("%q: got %#v; want %s with %q", tt.s, err, tt.rule, tt.reason)
			}
		})
	}
}

func TestFormatFen(t *testing.T) {
	for fen, want := range map[int64]string{55123: "551.23", 0: "0.00", 5: "0.05", -5: "-0.05", -12345: "-123.45", -1 << 63: "-92233720368547758.08"} {
		t.Run(fmt.Sprint(fen), func(t *testing.T) {
			if got := FormatFen(fen); got != want {
				t.Errorf("%d: got %s, want %s", fen, got, want)
			}
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(MinFen, MaxFen).Draw(t, "fen")
		if got, err := ParseAmount(FormatFen(fen)); err != nil || got != fen {
			t.Fatalf("%d is written %s and read back as %d, %v", fen, FormatFen(fen), got, err)
		}
	})
}

func TestDAT4RealMoments(t *testing.T) {
	got, err := ParseDateTime("20240229235959")
	if want := time.Date(2024, 2, 29, 15, 59, 59, 0, time.UTC); err != nil || !got.Equal(want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if FormatDateTime(got.UTC()) != "20240229235959" || FormatDate(got.UTC()) != "20240229" {
		t.Errorf("written back as %s and %s", FormatDateTime(got.UTC()), FormatDate(got.UTC()))
	}
	if day, err := ParseDate("20240229"); err != nil || FormatDateTime(day) != "20240229000000" {
		t.Errorf("date: %v, %v", day, err)
	}
	tests := []struct{ s, rule string }{
		{"", "CHK-5"},
		{"20180112", "CHK-5"},
		{"2018-01-12 10:00:00", "CHK-5"},
		{"2018011210000a", "CHK-5"},
		{"201801121000000", "CHK-5"},
		{"20230229000000", "DAT-4"},
		{"20231301000000", "DAT-4"},
		{"20230001000000", "DAT-4"},
		{"20230100000000", "DAT-4"},
		{"20230431000000", "DAT-4"},
		{"20230101240000", "DAT-4"},
		{"20230101006000", "DAT-4"},
		{"20230101000060", "DAT-4"},
		{"00000101000000", "DAT-4"},
	}
	for _, tt := range tests {
		t.Run(tt.s, func(t *testing.T) {
			_, err := ParseDateTime(tt.s)
			var moment *ValueError
			if !errors.As(err, &moment) || moment.Rule != tt.rule {
				t.Errorf("got %#v, want %s", err, tt.rule)
			}
		})
	}
	if _, err := ParseDate("20230229"); err == nil {
		t.Error("20230229 taken for a date")
	}
}

func TestClip(t *testing.T) {
	for s, want := range map[string]string{"商户请求参数": "商户请求…", "商户请求": "商户请求", "": "", "a\xffbcd": "a\xffbc…"} {
		t.Run(want, func(t *testing.T) {
			if got := Clip(s, 4); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}
