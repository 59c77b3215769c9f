package console_test

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
)

const faultsPath, filesPath, sandboxesPath, journalPath = "/console/default/faults", "/console/default/files", "/console/default/sandboxes", "/console/default/journal"

func (w *world) faults() []api.Fault {
	w.Helper()
	all, err := w.control.Faults(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// wantWrong holds that the page of a form that failed shows again what was typed, and says at one field that it is wrong.
func (w *world) wantWrong(s shown, typed []string) {
	w.Helper()
	wrong := 0
	for _, element := range []string{"input", "textarea", "select"} {
		for _, n := range s.all(element) {
			if attribute(n, "aria-invalid") == "true" && strings.Contains(s.text, `id="`+attribute(n, "aria-describedby")+`"`) {
				wrong++
			}
		}
	}
	if wrong != 1 {
		w.Errorf("%d fields are marked as wrong", wrong)
	}
	again := map[string]string{}
	for _, n := range s.all("input") {
		if attribute(n, "type") != "hidden" {
			again[attribute(n, "name")] = attribute(n, "value")
		}
	}
	for i := 0; i < len(typed); i += 2 {
		if value, input := again[typed[i]]; input && value != typed[i+1] {
			w.Errorf("%s is %q again, not %q", typed[i], value, typed[i+1])
		}
	}
}

func TestFaultsFromThePage(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		name string
		form []string
		said []string
		want api.Fault
	}{
		{"simple", []string{"what", "notify close"}, []string{"Fault 1 waits", `"at":"notify"`}, api.Fault{At: "notify", Effect: "close", Times: 1, Probability: 1}},
		{"everything", []string{"what", "accept code", "value", "9970", "times", "0", "probability", "0.25", "seed", "7", "match", "no_order=T*\r\n money_order = *.01 "},
			[]string{"Fault 2 waits", `"value":"9970"`}, api.Fault{At: "accept", Effect: "code", Value: "9970", Probability: 0.25, Seed: 7, Match: map[string]string{"no_order": "T*", "money_order": "*.01"}}},
		{"no such combination", []string{"what", "return status", "value", "502"}, []string{"That was not done.", `effect: "status" is not an effect at return`}, api.Fault{}},
		{"no value", []string{"what", "accept delay"}, []string{`value: "" is no delay`}, api.Fault{}},
		{"no number", []string{"what", "accept close", "times", "twice"}, []string{`times: "twice" is no number`}, api.Fault{}},
		{"negative", []string{"what", "accept close", "times", "-1"}, []string{"times: -1 is negative"}, api.Fault{}},
		{"no chance", []string{"what", "accept close", "probability", "2"}, []string{"probability: 2 must be"}, api.Fault{}},
		{"no number as chance", []string{"what", "accept close", "probability", "half"}, []string{`"half" is no number`}, api.Fault{}},
		{"no seed", []string{"what", "accept close", "seed", "-1"}, []string{`seed: "-1"`}, api.Fault{}},
		{"no match", []string{"what", "accept close", "match", "<b>"}, []string{`"<b>" is not field=glob`}, api.Fault{}},
	} {
		w.sub(test.name, func(t *testing.T) {
			before := len(w.faults())
			s := w.press(w.get(faultsPath), "/add", test.form...)
			w.wantSaid(s, test.said...)
			if test.want.At == "" {
				w.wantWrong(s, test.form)
			}
			all := w.faults()
			if test.want.At == "" {
				if len(all) != before {
					t.Errorf("a fault was made of it: %+v", all[before])
				}
				return
			}
			f := all[before]
			if f.At != test.want.At || f.Effect != test.want.Effect || f.Value != test.want.Value || f.Times != test.want.Times || f.Probability != test.want.Probability || f.Seed != test.want.Seed || len(f.Match) != len(test.want.Match) {
				t.Errorf("got %+v, want %+v", f, test.want)
			}
		})
	}
	w.pay(w.place(order("X", "1.00", nobody)), "success")
	w.advance(0)
	if text := w.get(faultsPath).words(); !strings.Contains(text, "1 of 1 · used up 1 message matched") || !strings.Contains(text, "0, for ever 0 messages matched") || !strings.Contains(text, "probability 25% , seed 7") && !strings.Contains(text, "probability 25%, seed 7") {
		t.Errorf("the page says %s", text)
	}
	w.wantSaid(w.press(w.get(faultsPath), "/remove"), "Fault 2 is removed.", "-X DELETE") // the newest stands first
	w.wantSaid(w.press(w.get(faultsPath), "/remove", "id", "77"), "There is no fault 77 any more.")
	w.wantSaid(w.press(w.get(faultsPath), "/clear"), "All faults are removed.")
	if len(w.faults()) != 0 {
		t.Errorf("left: %+v", w.faults())
	}
}

// Each of the famous faults is one that the platform takes.
func TestFamousFaults(t *testing.T) {
	w := newWorld(t)
	page, n := w.get(faultsPath), 0
	for _, f := range page.all("form") {
		var what, value, times string
		for x := range f.Descendants() {
			switch attribute(x, "name") + attribute(x, "type") {
			case "whathidden":
				what = attribute(x, "value")
			case "valuehidden":
				value = attribute(x, "value")
			case "timeshidden":
				times = attribute(x, "value")
			}
		}
		if what == "" {
			continue
		}
		n++
		w.wantSaid(w.press(w.get(faultsPath), "/add", "what", what, "value", value, "times", times), "waits for its message")
		if f := w.faults()[n-1]; f.At+" "+f.Effect != what || f.Value != value {
			t.Errorf("got %+v of %s %s", f, what, value)
		}
	}
	if n != 8 {
		t.Errorf("%d famous faults", n)
	}
}

func TestFilesFromThePage(t *testing.T) {
	w := newWorld(t)
	detail, summary := "JYMX_"+w.shop.OidPartner()+"_20261120.txt", "JYMXSUM_"+w.shop.OidPartner()+"_20261120.txt"
	w.pay(w.place(order("CLEARED", "5.00", nobody, "info_order", "a,b<i>")), "success")
	if s := w.get(filesPath + "/" + detail); s.status != http.StatusNotFound || !strings.Contains(s.words(), "appears at 2026-11-21 09:00:00") {
		t.Errorf("before it is there: %d %s", s.status, s.words())
	}
	list := w.get(filesPath)
	if !strings.Contains(list.words(), "daily detail 2026-11-20 2026-11-21 09:00:00") || !strings.Contains(list.words(), "monthly detail 2026-11 2026-12-01 09:00:00") {
		t.Errorf("the page says %s", list.words())
	}
	s := w.press(list, "/advance", "to", "2026-11-21T09:00:00+08:00")
	w.wantSaid(s, "to 2026-11-21 09:00:00")
	if text := w.get(filesPath).words(); !strings.Contains(text, "2026-11-20 20 1 payment ¥5.00 file") || !strings.Contains(text, w.shop.OidPartner()+" 1 · ¥5.00 0 · ¥0.00 monthly detail due 2026-12-01 09:00:00") {
		t.Errorf("the page says %s", text)
	}
	file := w.get(filesPath + "/" + detail)
	if text := file.words(); !strings.Contains(text, "CLEARED "+w.shop.OidPartner()+" 20261120 23:50:00 109001") || !strings.Contains(text, "a,b<i>") || !strings.Contains(text, "no_order|no_refund oid_partner") || strings.Contains(file.text, "b<i>") {
		t.Errorf("the page says %s", text)
	}
	if text := w.get(filesPath + "/" + summary).words(); !strings.Contains(text, "total count success count success amount") || !strings.Contains(text, "1 1 5.00 0") {
		t.Errorf("the summary says %s", text)
	}
	download := ""
	for _, a := range file.all("a") {
		if _, ok := find(a, "download"); ok {
			download = attribute(a, "href")
		}
	}
	if got := w.get(download); got.text != strings.TrimPrefix(file.all("textarea")[0].FirstChild.Data, "\n") || !strings.HasPrefix(got.text, "商户订单号,") || !strings.Contains(got.text, "\nCLEARED,") {
		t.Errorf("the download is %q", got.text)
	}
	w.wantSaid(w.press(file, "/replace", "content", "one,line\r\nand,another\r\n"), "is replaced, 21 bytes", "-X PUT")
	if f, err := w.control.File(t.Context(), detail); err != nil || *f.Content != "one,line\nand,another\n" {
		t.Errorf("the file is %v, %v", f, err)
	}
	if text := w.get(filesPath).words(); !strings.Contains(text, "differs from the orders") {
		t.Errorf("the list says %s", text)
	}
	s = w.press(w.get(filesPath+"/"+detail), "/delete")
	w.wantSaid(s, detail+" is deleted.")
	if s.url.Path != filesPath {
		t.Errorf("the page is now %s", s.url)
	}
	if s := w.get(filesPath + "/" + detail); s.status != http.StatusNotFound || !strings.Contains(s.words(), "There is no file "+detail) {
		t.Errorf("%d %s", s.status, s.words())
	}
	if s := w.get(filesPath + "/x.txt"); s.status != http.StatusNotFound || !strings.Contains(s.words(), "no name of a clearing file") {
		t.Errorf("%d %s", s.status, s.words())
	}
	if text := w.get(filesPath).words(); !strings.Contains(text, "2026-11-20 20 1 payment ¥5.00 no file") && !strings.Contains(text, "2026-11-20 20 1 payment ¥5.00 file") {
		t.Errorf("without its file the day says %s", text)
	}
}

func TestJournalFromThePage(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("HERE", "5.00", nobody, "user_id", "<u>user</u>"))
	w.pay(id, "success")
	w.advance(0)
	s := w.get(journalPath)
	rows := map[string]bool{}
	for _, li := range s.all("li") {
		if kind, ok := strings.CutPrefix(attribute(li, "class"), "item "); ok {
			rows[kind] = true
		}
	}
	for _, kind := range []string{"request", "decision", "answer", "state", "delivery", "clock"} {
		if !rows[kind] {
			t.Errorf("there is no %s among %v", kind, rows)
		}
	}
	if len(s.all("u")) > 0 || !strings.Contains(s.words(), "<u>user</u>") || !strings.Contains(s.text, orderPath(id)) {
		t.Errorf("the page says %s", s.words())
	}
	if s = w.get(journalPath + "?kind=delivery"); !strings.Contains(s.words(), "unreachable") || strings.Contains(s.words(), "new order of") {
		t.Errorf("deliveries: %s", s.words())
	}
	if s = w.get(journalPath + "?text=new+order"); !strings.Contains(s.words(), "new order of 5.00") || strings.Contains(s.words(), "unreachable") {
		t.Errorf("a text: %s", s.words())
	}
	if s = w.get(journalPath + "?merchant=" + builtin.Keys()[1].OidPartner); !strings.Contains(s.words(), "Nothing that passes the filter") {
		t.Errorf("another merchant: %s", s.words())
	}
	if s = w.get(journalPath + "?id=+1+"); s.url.Path != "/console/default/entries/1" {
		t.Errorf("looked up: %s", s.url)
	}
	if s = w.get(journalPath + "?id=<99>"); s.status != http.StatusNotFound || !strings.Contains(s.words(), `no entry "<99>"`) {
		t.Errorf("looked up what is not there: %d %s", s.status, s.words())
	}
	if live, paused := w.get(journalPath), w.get(journalPath+"?paused=1"); !strings.Contains(live.text, "data-events") || strings.Contains(paused.text, "data-events") {
		t.Error("a paused page follows, or the other does not")
	}
}

func TestTheJournalForgetsTheOldest(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) { o.Sandbox.JournalEntries = 60 })
	for range 30 {
		w.advance(time.Second)
		w.place(order("OLD", "5.00", nobody))
	}
	s := w.get(journalPath)
	if strings.Contains(s.words(), "no longer kept") {
		t.Error("the first page says that nothing older is kept")
	}
	older := ""
	for _, a := range s.all("a") {
		if attribute(a, "rel") == "next" {
			older = attribute(a, "href")
		}
	}
	if s = w.get(older); !strings.Contains(s.words(), "What is older is no longer kept.") || strings.Contains(s.text, "data-events") {
		t.Errorf("the last page says %s", s.words())
	}
}

func TestSandboxesFromThePage(t *testing.T) {
	w := newWorld(t)
	w.place(order("ONE", "5.00", nobody))
	s := w.press(w.get(sandboxesPath), "/create", "id", "mine", "now", "2018-01-12 23:59:50")
	w.wantSaid(s, "The sandbox mine is there", `"id":"mine"`, `/_sim/v1/sandboxes' -H`)
	if s.url.Path != "/console/mine/sandboxes" || !strings.Contains(s.words(), "default 2026-11-20 23:50:00 manual clock 1 "+w.server.URL()) || !strings.Contains(s.words(), "mine here 2018-01-12 23:59:50 manual clock 0 "+w.server.URL()+"/s/mine") {
		t.Errorf("%s says %s", s.url, s.words())
	}
	w.wantSaid(w.press(w.get(sandboxesPath), "/create", "id", "mine"), "That was not done.", "choose another id")
	w.wantSaid(w.press(w.get(sandboxesPath), "/create", "id", "<b>"), "write 1 to 63 characters")
	w.wantSaid(w.press(w.get(sandboxesPath), "/create", "now", "yesterday"), "neither a duration nor a time")
	w.wantSaid(w.press(w.get(sandboxesPath), "/create", "mode", "wall"), "The sandbox s1 is there")
	w.wantSaid(w.press(w.get("/console/mine/sandboxes"), "/take", "name", "before"), "Snapshot before is taken at 2018-01-12 23:59:50.")
	w.wantSaid(w.press(w.get("/console/mine/sandboxes"), "/take", "name", "before"), "That was not done.", "delete it first")
	w.press(w.get("/console/mine/clock"), "/advance", "to", "1m")
	w.wantSaid(w.press(w.get("/console/mine/sandboxes"), "/restore"), "Snapshot before is restored; it is 2018-01-12 23:59:50 again.")
	w.wantSaid(w.press(w.get("/console/mine/sandboxes"), "/drop"), "Snapshot before is deleted.")
	w.wantSaid(w.press(w.get(sandboxesPath), "/delete", "id", "default"), "The default sandbox stays.")
	w.wantSaid(w.press(w.get(sandboxesPath), "/reset", "id", "default"), "The sandbox default is as it was at its start.")
	if orders, err := w.control.Orders(t.Context(), client.OrderFilter{}); err != nil || len(orders.Orders) > 0 {
		t.Errorf("after the reset there are %+v, %v", orders, err)
	}
	w.wantSaid(w.press(w.get(sandboxesPath), "/reset", "id", "nowhere"), `There is no sandbox "nowhere"`)
	s = w.press(w.get("/console/mine/sandboxes"), "/delete", "id", "mine")
	w.wantSaid(s, "The sandbox mine is deleted.", "-X DELETE")
	if s.url.Path != sandboxesPath || w.get("/console/mine/sandboxes").status != http.StatusNotFound {
		t.Errorf("the page is now %s", s.url)
	}
}

// TestOperatingCommandsDoTheSame runs the commands that pages show after an action, in a shell: each does the same again, or says why it
// cannot.
func TestOperatingCommandsDoTheSame(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed (Debian package curl)")
	}
	const token = "s3cret"
	w := newWorld(t, func(o *simulator.Options) { o.ControlToken = token })
	w.press(w.get("/"), "/console/-/signin", "token", token)
	w.advance(24 * time.Hour)
	name := "JYMX_" + w.shop.OidPartner() + "_20261120.txt"
	for _, test := range []struct {
		page, action string
		form         []string
		want         string // in what the command answers
	}{
		{clockPath, "/advance", []string{"to", "90s"}, `"now":"2026-11-21T23:53:00+08:00"`},
		{clockPath, "/advance", []string{"to", "2026-11-22 00:00"}, `"now":"2026-11-22T00:00:00+08:00"`},
		{clockPath, "/mode", []string{"mode", "manual"}, `"mode":"manual"`},
		{faultsPath, "/add", []string{"what", "accept delay", "value", "1s", "match", "no_order=it's*"}, `"id":2`},
		{faultsPath, "/remove", nil, "there is no fault 2"},
		{faultsPath, "/clear", nil, ""},
		{filesPath + "/" + name, "/replace", []string{"content", "it's\n\"new\" $HOME\n"}, `"content":"it's\n\"new\" $HOME\n"`},
		{filesPath + "/" + name, "/delete", nil, "there is no file"},
		{merchantPath(w.shop.OidPartner()), "/save", []string{"name", "it's", "automatic_payments", "- outcome: success"}, `"name":"it's"`},
		{"/console/default/merchants", "/add", []string{"oid_partner", "201512010000000001"}, "there is a merchant 201512010000000001 already"},
		{merchantPath("201512010000000001"), "/remove", nil, "there is no merchant"},
		{sandboxesPath, "/take", []string{"name", "one"}, "delete it first"},
		{sandboxesPath, "/restore", nil, `"id":"default"`},
		{sandboxesPath, "/drop", nil, "no snapshot"},
		{sandboxesPath, "/create", []string{"id", "mine"}, "choose another id"},
		{sandboxesPath, "/reset", []string{"id", "mine"}, `"id":"mine"`},
		{sandboxesPath, "/delete", []string{"id", "mine"}, "there is no sandbox"},
	} {
		s := w.press(w.get(test.page), test.action, test.form...)
		command := ""
		for _, c := range commandsOf(s) {
			if strings.Contains(s.said(), strings.Join(strings.Fields(c), " ")) {
				command = c
			}
		}
		cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
		cmd.Env = append(cmd.Environ(), "LLSIM_CONTROL_TOKEN="+token)
		out, err := cmd.CombinedOutput()
		if command == "" || err != nil || !strings.Contains(string(out), test.want) {
			t.Errorf("%s%s: %s\nanswers %v %s, expected …%s…; the page says %s", test.page, test.action, command, err, out, test.want, s.said())
		}
	}
}
