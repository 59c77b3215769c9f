package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// aim is a script that brings an element into the middle of the window and returns where it is. Clicks of which the first is on anything else
// are taken back.
const aim = `(css => {
	const first = () => document.querySelector(css);
	first().scrollIntoView({block: "center"});
	window.aimed = {met: false, missed: false, judge: event => {
		if (!window.aimed.missed && (window.aimed.met ||= !!first()?.contains(event.target))) return;
		window.aimed.missed = true;
		event.preventDefault();
		event.stopImmediatePropagation();
	}};
	addEventListener("click", window.aimed.judge, true);
	const r = first().getClientRects()[0];
	return [r.x + r.width / 2, r.y + r.height / 2];
})(%q)`

// missed is a script that tells whether the first click was on something else. Another page, on which nobody took aim, is what it led to.
const missed = `(aimed => {
	if (aimed) removeEventListener("click", aimed.judge, true);
	delete window.aimed;
	return aimed?.missed === true;
})(window.aimed)`

// clickOn clicks on an element, and at the same place once more for each of the options. A page that is read anew may move the element away
// between the look at its place and the click, or while the button of the mouse is down: then it clicks again.
func clickOn(css string, more ...chromedp.MouseOption) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (done chromedp.Void, err error) {
		for again := true; again; {
			at, err := chromedp.Evaluate[[]float64](fmt.Sprintf(aim, css))(ctx, t)
			if err != nil {
				return done, err
			}
			clicks := []chromedp.Action[chromedp.Void]{chromedp.MouseClickXY(at[0], at[1])}
			for _, option := range more {
				clicks = append(clicks, chromedp.MouseClickXY(at[0], at[1], option))
			}
			if _, err := chromedp.Steps(clicks...)(ctx, t); err != nil {
				return done, err
			}
			again, err = chromedp.Evaluate[bool](missed)(ctx, t)
			if err != nil { // the page has gone
				return done, ctx.Err()
			}
		}
		return done, nil
	}
}
