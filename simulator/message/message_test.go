package message_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
)

func TestMessageInEnglish(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		m    message.Message
		want string
	}{
		{"zero", message.Message{}, ""},
		{"arguments", message.New("%q has %d {part|parts}", "a^b", 2), `"a^b" has 2 parts`},
		{"singular", message.New("%q has %d {part|parts}", "a", 1), `"a" has 1 part`},
		{"message inside", message.New("refused: %s", message.New("%d left", 3)), "refused: 3 left"},
		{"nothing inside", message.New("refused%s", message.Message{}), "refused"},
		{"as it is", message.As("100% {a|b} %s"), "100% {a|b} %s"},
		{"error", message.New("not read: %w", fs.ErrExist), "not read: file already exists"},
		{"of an error", message.Of(errors.New("50% gone")), "50% gone"},
		{"of no error", message.Of(nil), ""},
		{"a text without a twin", message.New("said by nobody else"), "said by nobody else"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.m.String(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if c.m.IsZero() != (c.want == "") {
				t.Errorf("IsZero is %t", c.m.IsZero())
			}
		})
	}
}

type spoken struct{}

func (spoken) Error() string { return "closed" }

func (spoken) In(lang message.Lang) string {
	if lang == message.Chinese {
		return "已关闭"
	}
	return "closed"
}

func TestMessageSpeaksTheLanguageThroughout(t *testing.T) {
	t.Parallel()
	inner := message.New("%v", spoken{})
	for _, m := range []message.Message{message.Of(spoken{}), inner, message.New("%s", inner)} {
		if got := m.In(message.Chinese); got != "已关闭" {
			t.Errorf("%+v is %q in Chinese", m, got)
		}
		if got := m.String(); got != "closed" {
			t.Errorf("%+v is %q in English", m, got)
		}
	}
}

func TestMapChangesTextsOnly(t *testing.T) {
	t.Parallel()
	hide := func(s string) string { return strings.ReplaceAll(s, "6222", "****") }
	m := message.New("card %s, entry %d: %s, %v", "6222 0001", 6222, message.New("of %s", "6222"), fs.ErrExist)
	if got, want := m.Map(hide).String(), "card **** 0001, entry 6222: of ****, file already exists"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := m.String(), "card 6222 0001, entry 6222: of 6222, file already exists"; got != want {
		t.Errorf("Map has changed its receiver to %q", got)
	}
}

func TestJSONHasTheEnglishSentence(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(struct {
		Reason message.Message `json:"reason,omitzero"`
		None   message.Message `json:"none,omitzero"`
	}{Reason: message.New("%d left", 3)})
	if err != nil || string(got) != `{"reason":"3 left"}` {
		t.Errorf("%s %v", got, err)
	}
}
