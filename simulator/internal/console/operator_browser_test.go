package console_test

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
)

// TestOperatingInTheBrowser: what a developer does on the pages about the platform itself, in Chromium.
func TestOperatingInTheBrowser(t *testing.T) {
	b := browser.Start(t)
	for name, test := range map[string]func(*world, *browser.Tab){
		"an order is placed from its form":                   placedFromTheForm,
		"a refused request appears and is explained":         refusedAppears,
		"time is moved while a notification goes out":        advanceWhileNotified,
		"a long advance is waited for, or stopped":           longAdvance,
		"what was overtaken on its way is not shown":         overtaken,
		"the report of an advance stays with the next event": reportStays,
		"a pasted message is checked":                        pastedIsChecked,
		"a fault is added and strikes":                       faultStrikes,
		"the inbox fills and answers as told":                inboxFills,
		"the journal follows until it is paused":             journalFollows,
		"a profile is saved":                                 profileSaved,
		"a new sandbox has its own page":                     sandboxCreated,
		"a form from before a restart is refused":            oldForm,
		"time is moved without scripts":                      advanceWithoutScripts,
		"midnight changes a page although nothing happens":   midnightPasses,
		"a day of the calendar opens its file":               dayOpensItsFile,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t) // which outlives the tab: a lost server is an error on the console
			test(w, b.Tab(t))
		})
	}
}

func refusedAppears(w *world, tab *browser.Tab) {
	w.openIn(tab, "/console/default/refused")
	browser.Eval[any](tab, "window.mark = 'the same page'")
	f := w.unsigned("WRONG")
	id, _ := w.raw(f.Set("sign", w.wronglySigned()["empty-values-kept"](f)))
	tab.Until("table.refused tbody tr")
	if row := tab.Text("table.refused tbody tr"); !strings.Contains(row, "empty-values-kept fields without a value were signed") || !strings.Contains(row, "WRONG") {
		w.Errorf("the row says %s", row)
	}
	if browser.Eval[string](tab, "window.mark") != "the same page" {
		w.Error("the page was loaded again")
	}
	tab.Follow("table.refused tbody a")
	if url := tab.URL(); !strings.HasSuffix(url, "/refused/"+id) {
		w.Errorf("the row leads to %s", url)
	}
	if left, right := tab.Text("table.compare tr.differs td:first-child mark"), tab.Text("table.compare tr.differs td:last-child"); left != "info_order=" || right != "" {
		w.Errorf("beside each other stand %q and %q", left, right)
	}
	w.get("/console/default/refused/" + id) // what it shows does not change it
	if _, code := w.raw(f.Set("sign", tab.Text("pre.sign"))); code != "0000" {
		w.Errorf("the right signature gets %s", code)
	}
}

// advanceWhileNotified: the merchant answers while the page waits, and looks at the platform meanwhile.
func advanceWhileNotified(w *world, tab *browser.Tab) {
	asked := make(chan int, 1)
	shop := w.handler(func(out http.ResponseWriter, r *http.Request) {
		res, err := w.browser.Get(w.server.ControlURL() + "/console/default/clock")
		if err == nil {
			asked <- res.StatusCode
			_ = res.Body.Close()
		}
		_, _ = out.Write([]byte(acknowledged))
	})
	id := w.place(order("MOVED", "5.00", shop))
	if _, err := w.control.Pay(w.Context(), id, api.Pay{Outcome: "success", After: after(time.Minute)}); err != nil {
		w.Fatal(err)
	}
	w.openIn(tab, clockPath)
	tab.Fill("#to", "2m")
	tab.Click("#do-advance")
	tab.Until("#said .good")
	if said := tab.Text("#said"); !strings.Contains(said, "From 2026-11-20 23:50:00 to 2026-11-20 23:52:00: 2 jobs done, 1 notification sent.") || !strings.Contains(said, "2026-11-20 23:51:00") || !strings.Contains(said, "acknowledged") {
		w.Errorf("the page says %s", said)
	}
	if status := <-asked; status != 200 {
		w.Errorf("meanwhile the page answered %d", status)
	}
	if shown := tab.Text("#time"); shown != "2026-11-20 23:52:00" {
		w.Errorf("the clock shows %s", shown)
	}
}

// longAdvance makes an advance last, and holds that the page shows how far it is, that it can be stopped, and that the page then tells its
// result. A script that gives up after 20 seconds gives up at once here. A fault delays the notification: a merchant that hangs would be left
// after 5 seconds, and the browser of a busy machine may need longer.
func longAdvance(w *world, tab *browser.Tab) {
	tab.Before(`{ const timeout = window.setTimeout; window.setTimeout = (f, after) => timeout(f, after < 20e3 ? after : 0) }`)
	w.enterNight()
	w.Cleanup(w.leaveNight) // whose delivery would hold up the end of the server
	if _, err := w.control.AddFault(w.Context(), api.NewFault{At: "notify", Effect: "delay", Value: "10m"}); err != nil {
		w.Fatal(err)
	}
	id := w.place(order("LONG", "5.00", nobody))
	w.openIn(tab, "/console/night/clock")
	if _, err := w.control.Pay(w.Context(), id, api.Pay{Outcome: "success", After: after(30 * time.Second)}); err != nil {
		w.Fatal(err)
	}
	tab.Click("button[value='1m']")
	w.awaitEntry("fault")
	browser.Eval[any](tab, `new Promise(over => setTimeout(over, 20e3))`)
	tab.Until("#moving")
	if text := tab.Text("#moving"); !strings.Contains(text, "on its way to 2026-11-20 23:51:00") || !strings.Contains(text, "it has reached 2026-11-20 23:50:30 · 1 job done · 0 notifications sent") || !strings.Contains(text, "1 job left") {
		w.Errorf("meanwhile the page says %s", text)
	}
	tab.Until("#working:not(:empty)") // after 200 ms
	if text := tab.Text("#working"); text != "This takes a moment…" {
		w.Errorf("meanwhile the page says %q", text)
	}
	tab.Click("#do-stop")
	tab.Until("#said .mixed")
	if said := tab.Text("#said"); !strings.Contains(said, "From 2026-11-20 23:50:00 to 2026-11-20 23:50:30: 1 job done, 0 notifications sent. It was stopped there, on its way to 2026-11-20 23:51:00.") {
		w.Errorf("after the stop the page says %s", said)
	}
	tab.Until("main:not(:has(#moving))")
	tab.Until("#working:empty")
	if _, err := w.control.Reset(w.Context(), false); err != nil { // the delivery is nobody's now
		w.Fatal(err)
	}
	tab.Until(`#time[datetime="2026-11-20T23:50:00+08:00"]`)
	tab.Click("button[value='1m']")
	tab.Until("#said .good")
}

// enterNight makes a sandbox night, whose clock stands at the same moment, and goes on there.
func (w *world) enterNight() {
	w.Helper()
	now := api.At(start)
	if _, err := w.control.CreateSandbox(w.Context(), api.NewSandbox{ID: "night", Clock: &api.SetClock{Mode: api.Manual, Now: &now}}); err != nil {
		w.Fatal(err)
	}
	w.control = w.control.In("night")
	profile, err := w.control.Merchant(w.Context(), w.shop.OidPartner())
	if err != nil {
		w.Fatal(err)
	}
	if w.shop, err = client.MerchantOf(w.server.URL()+"/s/night", profile); err != nil {
		w.Fatal(err)
	}
}

// leaveNight deletes the sandbox night and does not stay for the answer, so that deliveries under way are cut off.
func (w *world) leaveNight() {
	ctx, leave := context.WithCancel(context.Background())
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { leave() }})
	_ = w.control.DeleteSandbox(ctx)
}

// awaitEntry returns once the journal has an entry of a kind.
func (w *world) awaitEntry(kind string) {
	w.Helper()
	for _, err := range w.control.Follow(w.Context(), 0, kind) {
		if err != nil {
			w.Fatal(err)
		}
		return
	}
}

// holdAnswers is a script: hold keeps back the next answer to a GET or a POST, arrived tells when it is there, and release lets it
// go and tells what an element then says.
const holdAnswers = `
	window.hold = method => {
		const fetch = window.fetch;
		window.arrived = new Promise(arrive => window.fetch = async (...args) => {
			if (args[1].method !== method) return fetch(...args);
			window.fetch = fetch;
			const answer = window.held = await fetch(...args);
			await new Promise(go => { window.go = go; arrive(); });
			return answer;
		});
	};
	window.release = css => new Promise(say => {
		document.addEventListener("htmx:finally:swap", event => {
			if (event.detail.ctx.response.raw === window.held) say(document.querySelector(css)?.textContent ?? "nothing");
		});
		window.go();
	});`

// overtaken: a page that was read before an advance arrives after it, and the page of an advance after one that was read later.
func overtaken(w *world, tab *browser.Tab) {
	w.openIn(tab, clockPath)
	browser.Eval[any](tab, holdAnswers)

	browser.Eval[any](tab, `hold("GET")`)
	w.place(order("BEFORE", "5.00", nobody))
	browser.Eval[any](tab, "arrived")
	tab.Click("button[value='1m']")
	tab.Until("#said .good")
	if shown := browser.Eval[string](tab, `release("#time")`); shown != "2026-11-20 23:51:00" {
		w.Errorf("the clock shows %s", shown)
	}

	browser.Eval[any](tab, `hold("POST")`)
	tab.Click("button[value='2m']")
	browser.Eval[any](tab, "arrived")
	link := "main a[href$='" + w.place(order("AFTER", "5.00", nobody, "valid_order", "1")) + "']" // its expiry is among what is to come
	tab.Until(link)
	if shown := browser.Eval[string](tab, "release("+quote(link)+")"); shown != "AFTER" {
		w.Errorf("what is to come shows %s", shown)
	}
	if said := tab.Text("#said"); !strings.Contains(said, "From 2026-11-20 23:51:00 to 2026-11-20 23:53:00") {
		w.Errorf("the page says %s", said)
	}
}

func reportStays(w *world, tab *browser.Tab) {
	w.pay(w.place(order("STAYS", "5.00", nobody)), "success")
	w.advance(0)
	w.openIn(tab, clockPath)
	tab.Click("button[value='2m']")
	tab.Until("#said table")
	id := w.place(order("NEXT", "5.00", nobody, "valid_order", "1"))
	tab.Until("main a[href$='" + id + "']") // its expiry is among what is to come
	if said := tab.Text("#said"); !strings.Contains(said, "STAYS") || !strings.Contains(said, "unreachable") {
		w.Errorf("the page says %s", said)
	}
	w.isTold(tab, func() { tab.Click("#coming tbody button") }) // there
	tab.Until(`#time[datetime="2026-11-20T23:53:00+08:00"]`)
	if o := w.orderNow(id); o.ResultPay != "FAILURE" {
		w.Errorf("the order is %s", o.ResultPay)
	}
	said := w.isTold(tab, func() { tab.Click(`svg.wide a[data-to="2026-11-22T00:00:00+08:00"]`) })
	if !strings.Contains(said, "From 2026-11-20 23:53:00 to 2026-11-22 00:00:00") {
		w.Errorf("after a click on a day the page says %s", said)
	}
	tab.Until(`#time[datetime="2026-11-22T00:00:00+08:00"]`)
	w.isTold(tab, func() { tab.Drag("svg.wide .now line", `svg.wide a[data-to="2026-11-24T00:00:00+08:00"]`) })
	tab.Until(`#time[datetime^="2026-11-24T1"]`) // about noon
	tab.Drag("svg.wide .now line", `svg.wide g:has(> .open)`)
	tab.Until("#said .bad")
	if said := tab.Text("#said"); !strings.Contains(said, "2026-11-23 12:00:00 is before 2026-11-24 1") {
		w.Errorf("after a drag to the day before the page says %s", said)
	}
}

// isTold does something on a page and returns what the page then says came of it. What the page shows changes on its own too,
// by the stream, and may do so before that.
func (w *world) isTold(tab *browser.Tab, does func()) string {
	w.Helper()
	browser.Eval[any](tab, `document.querySelector("#said").replaceChildren()`)
	does()
	tab.Until("#said .said")
	return tab.Text("#said")
}

func pastedIsChecked(w *world, tab *browser.Tab) {
	tab.Open(w.server.ControlURL() + "/console/default/signature?lang=en")
	browser.Eval[any](tab, `document.querySelector("#body").value = '{"oid_partner": "`+w.shop.OidPartner()+`", "sign_type": "RSA", "sign": "bm8="}'`)
	tab.Click("#do-check")
	tab.Until("#said .bad")
	if said := tab.Text("#said"); !strings.Contains(said, "The signature does not verify.") || !strings.Contains(said, "oid_partner="+w.shop.OidPartner()+"&sign_type=RSA") {
		w.Errorf("the page says %s", said)
	}
	if kept := tab.Value("#body"); !strings.Contains(kept, "bm8=") {
		w.Errorf("what was pasted is now %q", kept)
	}
}

func faultStrikes(w *world, tab *browser.Tab) {
	w.openIn(tab, faultsPath)
	tab.Click("#preset-lost")
	tab.Until("#f1")
	if _, err := w.shop.CreateOrder(w.Context(), order("LOST", "5.00", nobody)); err == nil {
		w.Error("the answer came")
	}
	tab.Until("#f1 td:nth-child(4) .pill:not(.pending)") // by the stream
	if row := tab.Text("#f1"); !strings.Contains(row, "1 of 1 · used up") {
		w.Errorf("the row says %s", row)
	}
}

func journalFollows(w *world, tab *browser.Tab) {
	w.openIn(tab, journalPath)
	w.place(order("FOLLOWED", "5.00", nobody))
	tab.Until("li.item.answer")
	tab.Click("li.item.answer summary time")
	tab.Until("li.item.answer .inside")
	w.place(order("SECOND", "5.00", nobody))
	tab.Until("li.item.answer ~ li.item.answer")
	if !browser.Eval[bool](tab, `[...document.querySelectorAll("li.item.answer > details")].at(-1).open`) {
		w.Error("what was open is closed")
	}
	tab.Follow("#pause")
	w.place(order("THIRD", "5.00", nobody))
	if browser.Eval[bool](tab, `document.querySelector("#main").hasAttribute("data-events")`) {
		w.Error("a paused page follows")
	}
	tab.Follow("#pause")
	tab.Until("li.item.answer ~ li.item.answer ~ li.item.answer")
}

func profileSaved(w *world, tab *browser.Tab) {
	tab.Open(w.server.ControlURL() + merchantPath(w.shop.OidPartner()) + "?lang=en")
	before := w.profile(w.shop.OidPartner())
	tab.Fill("input[name=clearing_cutoff]", "22:30")
	tab.Click("#do-save")
	tab.Until("#said .good")
	tab.Until("input[value='22:30']")
	got := w.profile(w.shop.OidPartner())
	if got.ClearingCutoff != "22:30" || len(got.Products) != len(before.Products) || got.Keys.MerchantPrivatePEM != before.Keys.MerchantPrivatePEM {
		w.Errorf("the profile is %+v", got)
	}
	browser.Eval[any](tab, `document.querySelector("input[name=clearing_cutoff]").value = "9"`)
	tab.Click("#do-save")
	tab.Until("#said .bad")
	if said := tab.Text("#said"); !strings.Contains(said, `clearing_cutoff: "9" is no time of day`) {
		w.Errorf("the page says %s", said)
	}
	tab.Until("input[name=clearing_cutoff][value='9']") // what was typed is still there
}

func sandboxCreated(w *world, tab *browser.Tab) {
	w.openIn(tab, sandboxesPath)
	tab.Fill("input[name=id][size]", "night")
	tab.Click("#do-create")
	tab.Until(`nav a[href="/console/night/clock"]`) // not the default sandbox's page with the new one's content
	if url, said := tab.URL(), tab.Text("#said"); !strings.Contains(url, "/console/night/sandboxes?") || !strings.Contains(said, "The sandbox night is there") {
		w.Errorf("%s says %s", url, said)
	}
}

func oldForm(w *world, tab *browser.Tab) {
	tab.Expect("403")
	w.openIn(tab, faultsPath)
	browser.Eval[any](tab, `document.querySelectorAll("input[name=token]").forEach(field => { field.value = "old" })`)
	tab.Click("#preset-lost")
	tab.Until("main > .narrow")
	if text := tab.Text("main"); !strings.Contains(text, "from before the simulator was started") || !strings.HasSuffix(tab.URL(), faultsPath) {
		w.Errorf("%s says %s", tab.URL(), text)
	}
}

func advanceWithoutScripts(w *world, tab *browser.Tab) {
	tab.NoScript()
	tab.Open(w.server.ControlURL() + clockPath + "?lang=en")
	tab.Follow("button[value='00:00']")
	if said := tab.Text("#said"); !strings.Contains(said, "to 2026-11-21 00:00:00") {
		w.Errorf("the page says %s", said)
	}
	tab.Reload()
	if got := w.now(); got != "manual 2026-11-21 00:00:00" {
		w.Errorf("it is %s", got)
	}
	tab.Follow(".zooms a[href$=hours]")
	tab.Follow(`svg.wide a[data-to="2026-11-21T09:00:00+08:00"]`) // fills the form
	tab.Follow("#do-advance")
	if got, url := w.now(), tab.URL(); got != "manual 2026-11-21 09:00:00" || !strings.Contains(url, "zoom=hours") {
		w.Errorf("it is %s, at %s", got, url)
	}
	tab.Follow(`main a[href$="/dates"]`)
	tab.Fill("#at", "2026-11-30")
	tab.Follow("#do-ask")
	if text := tab.Text("table tbody tr:last-child"); !strings.Contains(text, "2026-12-02 23:59:59") || !strings.Contains(text, "refused 1004") {
		w.Errorf("the last dt_order is %s", text)
	}
}

// midnightPasses: on a running clock the page asks again when its dates change, once for each time that it gets there.
func midnightPasses(w *world, tab *browser.Tab) {
	w.openIn(tab, clockPath)
	if browser.Eval[bool](tab, `"until" in document.querySelector("#main").dataset`) {
		w.Error("a page on a clock that stands asks again")
	}
	if _, err := w.control.SetClock(w.Context(), "wall", start); err != nil {
		w.Fatal(err)
	}
	tab.Until(`#main[data-until="2026-11-21T00:00:00+08:00"]`)
	browser.Eval[any](tab, `{
		window.asked = 0;
		document.addEventListener("refresh", () => { window.asked++ }, true);
		const now = performance.now.bind(performance), mark = document.createElement("b");
		mark.textContent = mark.id = "later";
		let seconds = 0;
		new MutationObserver(() => { // the clock of the page moves
			if (++seconds === 1) performance.now = () => now() + 11 * 60e3;
			if (seconds === 4) document.body.append(mark);
		}).observe(document.querySelector(".clock"), {subtree: true, childList: true, characterData: true});
	}`)
	tab.Until("#later")
	if asked := browser.Eval[int](tab, "window.asked"); asked != 1 {
		w.Errorf("after midnight the page asked %d times", asked)
	}
	// The platform says that it is not midnight yet: the page's clock ran ahead, and when it gets there it asks again.
	browser.Eval[any](tab, `new Promise(again => {
		document.addEventListener("refresh", () => again(), true);
		const now = performance.now;
		let ahead = 0;
		performance.now = () => now() + ahead;
		new MutationObserver(() => {
			if (document.querySelector("#time").textContent < "2026-11-21") ahead += 11 * 60e3;
		}).observe(document.querySelector(".clock"), {subtree: true, childList: true, characterData: true});
	})`)
	tab.Reload()
	tab.Until("#live:not(.lost)")
	if _, err := w.control.SetClock(w.Context(), "wall", start.Add(9*time.Minute+57*time.Second)); err != nil {
		w.Fatal(err)
	}
	tab.Until(`main time[datetime="2026-11-22T09:00:00+08:00"]`) // the clearing file of a payment on the new day
}

// placedFromTheForm: from the empty page to the order, to the cashier, and back from a refusal with the field marked.
func placedFromTheForm(w *world, tab *browser.Tab) {
	w.openIn(tab, "/")
	tab.Follow("a.button")
	tab.Fill("[name='f.money_order']", "1.005")
	tab.Click("#do-place")
	tab.Until("[name='f.money_order'][aria-invalid]")
	if text := tab.Text("label.bad"); !strings.Contains(text, "money_order") {
		w.Errorf("what is marked says %s", text)
	}
	tab.Fill("[name='f.money_order']", "7.00")
	browser.Eval[any](tab, `{ const product = document.querySelector("[name=product]"); product.value = "wap"; product.dispatchEvent(new Event("change", {bubbles: true})) }`)
	tab.Until("[name='f.app_request']")
	if amount := tab.Value("[name='f.money_order']"); amount != "7.00" {
		w.Errorf("with another product the amount is %s", amount)
	}
	browser.Eval[any](tab, `document.querySelector("details.more").open = true`)
	tab.Fill("[name='f.info_order']", "from the form")
	tab.Size(390, 800)
	if wide := browser.Eval[int](tab, "document.documentElement.scrollWidth"); wide > 390 {
		w.Errorf("the form is %d pixels wide", wide)
	}
	tab.DoubleClick("#do-place")
	tab.Until("form[action*='/pay/'], a[href*='/pay/']")
	if o := w.newest(); o.MoneyOrder != "7.00" || o.InfoOrder != "from the form" || o.API != "wap" {
		w.Errorf("the order is %+v", o)
	}
	tab.Open(w.server.ControlURL() + placePath)
	tab.Click("#do-place")
	tab.Until("section.headline")
	if o := w.newest(); !strings.Contains(tab.URL(), o.OidPaybill) || o.API != "direct" {
		w.Errorf("the page is %s", tab.URL())
	}
	tab.Back() // what is sent from there, changed, is another order
	tab.Fill("[name='f.money_order']", "8.00")
	tab.Click("#do-place")
	tab.Until("section.headline")
	if o := w.newest(); o.MoneyOrder != "8.00" || !strings.Contains(tab.URL(), o.OidPaybill) {
		w.Errorf("after going back the order is %+v at %s", o, tab.URL())
	}
	if found, err := w.control.Orders(w.Context(), client.OrderFilter{}); err != nil || len(found.Orders) != 3 {
		w.Errorf("%d orders were placed, %v", len(found.Orders), err)
	}
}

// dayOpensItsFile, and what is wrong with it is marked once it is changed.
func dayOpensItsFile(w *world, tab *browser.Tab) {
	w.pay(w.place(order("CLEARS", "5.00", nobody)), "success")
	w.openIn(tab, filesPath)
	tab.Until(".calendar .something .pill.busy")
	w.advance(10 * time.Hour)
	tab.Until(".calendar .something .pill.good")
	tab.Follow(".calendar .something a")
	tab.Until(".lines tr.same")
	tab.Fill("#content", strings.Replace(tab.Value("#content"), ",5.00,", ",6.00,", 1))
	tab.Click("#do-replace")
	tab.Until(".lines tr.changed ins")
	if text := tab.Text(".lines ins"); text != "5.00" {
		w.Errorf("the orders say %q", text)
	}
}
