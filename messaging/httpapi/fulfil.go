package httpapi

import (
	"encoding/hex"
	"net/http"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/storefront/listing"
)

type shipBody struct {
	orderRef
	shipForm
}

type deliverBody struct {
	orderRef
	deliverForm
}

func (a orderActs) ship(r *http.Request, in shipBody) (eventReply, error) {
	id, err := in.order()
	if err != nil {
		return eventReply{}, err
	}
	parts, err := a.parts(r, id, in.Items, true)
	if err != nil {
		return eventReply{}, err
	}
	return a.act(r, id, event.Ship{Parts: parts, Carrier: in.Shipper, Tracking: in.TrackingNumber, URL: in.URL, Note: in.Note})
}

func (a orderActs) deliver(r *http.Request, in deliverBody) (eventReply, error) {
	var read reading
	id, err := in.order()
	files := some(in.Files, read.file)
	read.must(err)
	if read.err != nil {
		return eventReply{}, read.err
	}
	parts, err := a.parts(r, id, in.Items, false)
	if err != nil {
		return eventReply{}, err
	}
	return a.act(r, id, event.Deliver{Parts: parts, Text: in.Text, Keys: in.Keys, Files: files})
}

// parts is what is asked for, or all that is left of goods or of all else. Where nothing
// is, the call may be a repeated one: it then says again what was said last.
func (a orderActs) parts(r *http.Request, id event.ID, asked []partForm, goods bool) ([]event.Part, error) {
	if len(asked) > 0 {
		return each(asked, partForm.part), nil
	}
	p, err := a.orders.Page(r.Context(), id)
	var parts []event.Part
	for i, line := range p.State.Lines {
		isGoods := p.State.Placed.Terms.Lines[i].Kind == listing.Physical
		if n := line.Left(); n > 0 && isGoods == goods {
			parts = append(parts, event.Part{Line: uint32(i), Quantity: n})
		}
	}
	if len(parts) == 0 {
		parts = lastSent(p.State.Timeline, goods)
	}
	return parts, err
}

// lastSent is what was sent or handed over last.
func lastSent(said []machine.Entry, goods bool) (parts []event.Part) {
	for _, e := range said {
		switch b := e.Body.(type) {
		case event.Ship:
			if goods {
				parts = b.Parts
			}
		case event.Deliver:
			if !goods {
				parts = b.Parts
			}
		}
	}
	return parts
}

// parseEvent reads the hash of an event.
func parseEvent(s string) (h event.Hash, err error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(h) {
		return h, bad("this is not the hash of an event")
	}
	return event.Hash(b), nil
}
