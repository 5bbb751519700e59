package pinning

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"
	"github.com/ipfs/go-cid"

	"restante/offline/provider/depot"
)

// sizeKey is where a pin carries the size of its block.
const sizeKey = "size"

// pins are those of a block, of which one name is enough. Services differ in how
// they read a filter, so what they answer is looked through again.
func (p *pinned) pins(ctx context.Context, r depot.Ref) ([]openapi.PinStatus, error) {
	q := query{name: r.Name}
	if r.CID.Defined() {
		q.cid = r.CID.String()
	}
	if q == (query{}) {
		return nil, fmt.Errorf("%w: a block without a name", depot.ErrPermanent)
	}
	found, _, err := p.service.find(ctx, q)
	var ours []openapi.PinStatus
	for _, pin := range found {
		e, ok := entry(pin)
		if ok && (r.Name == "" || e.Name == r.Name) && (!r.CID.Defined() || e.CID.Equals(r.CID)) {
			ours = append(ours, pin)
		}
	}
	return ours, err
}

// entry is a pin as a listing has it, if it is one of ours.
func entry(pin openapi.PinStatus) (depot.Entry, bool) {
	c, err := cid.Decode(pin.Pin.Cid)
	if err != nil || !depot.IsName(pin.Pin.GetName()) {
		return depot.Entry{}, false
	}
	e := depot.Entry{Ref: depot.Ref{Name: pin.Pin.GetName(), CID: c}, Stored: pin.Created}
	if size, err := strconv.ParseUint(pin.Pin.GetMeta()[sizeKey], 10, 16); err == nil {
		e.Size = int64(size)
	}
	return e, true
}

// List gives the pins from the newest to the oldest. A cursor is the time before
// which the next page begins, as the API has it.
func (p *pinned) List(ctx context.Context, cursor string) (depot.Page, error) {
	var q query
	if cursor != "" {
		var err error
		if q.before, err = time.Parse(time.RFC3339Nano, cursor); err != nil {
			return depot.Page{}, fmt.Errorf("%w: the cursor is no time", depot.ErrPermanent)
		}
	}
	pins, count, err := p.service.find(ctx, q)
	if err != nil {
		return depot.Page{}, err
	}
	page := depot.Page{}
	for _, pin := range pins {
		if e, ok := entry(pin); ok {
			page.Entries = append(page.Entries, e)
		}
	}
	if len(pins) < count {
		page.Next, err = next(q.before, pins)
	}
	return page, err
}

// next is the cursor behind some pins. It must lie before the one that led there:
// otherwise a listing would never end.
func next(before time.Time, pins []openapi.PinStatus) (string, error) {
	oldest := before
	for _, pin := range pins {
		if oldest.IsZero() || pin.Created.Before(oldest) {
			oldest = pin.Created
		}
	}
	if oldest.Equal(before) {
		return "", fmt.Errorf("%w: the service's listing leads nowhere", depot.ErrTransient)
	}
	return oldest.UTC().Format(time.RFC3339Nano), nil
}

// Usage adds up our pins: the API says nothing of bytes.
func (p *pinned) Usage(ctx context.Context) (depot.Usage, error) {
	var u depot.Usage
	for cursor := ""; ; {
		page, err := p.List(ctx, cursor)
		if err != nil {
			return depot.Usage{}, err
		}
		for _, e := range page.Entries {
			if e.Size == 0 {
				e.Size = depot.MaxBlock
			}
			u.Used += e.Size
		}
		if cursor = page.Next; cursor == "" {
			return u, nil
		}
	}
}
