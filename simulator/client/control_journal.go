package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// Journal lists entries of a kind; "" is all kinds.
func (c *Control) Journal(ctx context.Context, kind string, p Page) (api.Journal, error) {
	return call[api.Journal](ctx, c, http.MethodGet, p.query(c.sandboxPath("journal"), "kind", kind), nil)
}

// WholeJournal lists all entries after one id (0: from the first one kept), page by page.
func (c *Control) WholeJournal(ctx context.Context, after uint64) (entries []api.Entry, err error) {
	for page := (Page{Limit: 1000, After: strconv.FormatUint(after, 10)}); ; {
		part, err := c.Journal(ctx, "", page)
		if err != nil {
			return nil, err
		}
		entries = append(entries, part.Entries...)
		if part.Next == "" {
			return entries, nil
		}
		page.After = part.Next
	}
}

// Follow yields the entries after the one with an id (0: from the oldest that is kept) as they are written. It ends with ctx, with the
// loop, or with an error, which it yields last. A connection that breaks is made again where it stopped, if it had brought an entry.
func (c *Control) Follow(ctx context.Context, after uint64, kind string) iter.Seq2[api.Entry, error] {
	return func(yield func(api.Entry, error) bool) {
		for {
			before := after
			err := c.follow(ctx, &after, kind, yield)
			if errors.Is(err, errStopped) {
				return
			}
			if after > before && ctx.Err() == nil && errors.Is(err, errBroken) {
				continue
			}
			if ctx.Err() != nil {
				err = ctx.Err()
			}
			yield(api.Entry{}, err)
			return
		}
	}
}

// errStopped ends a stream whose consumer has left its loop.
var errStopped = errors.New("the consumer left the loop")

// errBroken is the error of a stream that ended though the server had not finished it.
var errBroken = message.Errorf("the server ended the journal's stream")

// follow reads one connection to its end and moves after along.
func (c *Control) follow(ctx context.Context, after *uint64, kind string, yield func(api.Entry, error) bool) error {
	header := http.Header{"Accept": {"text/event-stream"}, "Last-Event-ID": {strconv.FormatUint(*after, 10)}}
	res, err := c.send(ctx, http.MethodGet, Page{}.query(c.sandboxPath("journal"), "kind", kind), nil, header)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	lines := bufio.NewReader(res.Body)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return message.Errorf("%w: %s", errBroken, err)
		}
		data, ok := strings.CutPrefix(line, "data:")
		if !ok {
			continue // ids are in the data; comments and blank lines say nothing
		}
		var e api.Entry
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			return message.Errorf("the journal's stream holds something else than entries: %w", err)
		}
		*after = e.ID
		if !yield(e, nil) {
			return errStopped
		}
	}
}
