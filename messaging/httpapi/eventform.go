package httpapi

import (
	"restante/messaging/money"
	"restante/messaging/order/event"
)

// partForm is some pieces of a line of an order.
type partForm struct {
	Line     uint32 `json:"line" about:"of the order, from 0"`
	Quantity uint32 `json:"quantity"`
}

type wayForm struct {
	Method    string `json:"method"`
	To        string `json:"to" about:"an account, an invoice, a link"`
	Reference string `json:"reference" about:"what the buyer shall name"`
}

type fileForm struct {
	Name string `json:"name"`
	Size uint64 `json:"size"`
	CID  string `json:"cid"`
	Key  []byte `json:"key" about:"32 bytes"`
}

type scoreForm struct {
	Line  uint32 `json:"line" about:"of the order, from 0"`
	Stars uint32 `json:"stars" about:"1 to 5"`
}

type reasonForm struct {
	Reason string `json:"reason" example:"changed my mind"`
}

type noteForm struct {
	Note string `json:"note" example:"Thank you"`
}

type textForm struct {
	Message string `json:"message" example:"When will it come?"`
}

type claimForm struct {
	Claim string `json:"claim" example:"It is broken"`
}

type paidForm struct {
	Method    string `json:"method" example:"Bank"`
	Reference string `json:"reference" example:"2026-0001" about:"the same reference is the same payment"`
	Amount    units  `json:"amount" example:"1800"`
}

type shipForm struct {
	Items          []partForm `json:"items" example:"[{\"line\":0,\"quantity\":1}]" about:"none: all that is left"`
	Shipper        string     `json:"shipper" example:"DHL"`
	TrackingNumber string     `json:"trackingNumber" example:"00340"`
	URL            string     `json:"url" example:""`
	Note           string     `json:"note" example:""`
}

type deliverForm struct {
	Items []partForm `json:"items" example:"[{\"line\":0,\"quantity\":1}]" about:"none: all that is left"`
	Text  string     `json:"text" example:"Here it is"`
	Keys  []string   `json:"keys" example:"[\"AAAA-BBBB\"]"`
	Files []fileForm `json:"files" example:"[]"`
}

type rateForm struct {
	Ratings []scoreForm `json:"ratings" example:"[{\"line\":0,\"stars\":5}]"`
	Review  string      `json:"review" example:"A fine mug"`
	Photos  [][]byte    `json:"photos" example:"[]" about:"JPEG files, at most 19 KiB together"`
}

type replyForm struct {
	Rating string `json:"rating" example:"{event}" about:"the hash of the rating's event"`
	Text   string `json:"text" example:"Thank you"`
}

type refundForm struct {
	Method    string     `json:"method" example:"Bank"`
	Reference string     `json:"reference" example:"2026-0001"`
	Amount    units      `json:"amount" example:"1800"`
	Reason    string     `json:"reason" example:"sold out"`
	Items     []partForm `json:"items" example:"[]" about:"what will not be sent any more"`
}

type decisionForm struct {
	BuyerAmount  units  `json:"buyerAmount" example:"900"`
	VendorAmount units  `json:"vendorAmount" example:"900"`
	FoundAmount  units  `json:"foundAmount" example:"0" about:"what was paid besides, though the merchant has not confirmed it"`
	Resolution   string `json:"resolution" example:"Half each"`
}

func partOf(p event.Part) partForm    { return partForm(p) }
func (f partForm) part() event.Part   { return event.Part(f) }
func wayOf(w event.Way) wayForm       { return wayForm(w) }
func (f wayForm) way() event.Way      { return event.Way(f) }
func scoreOf(s event.Score) scoreForm { return scoreForm(s) }

func fileOf(f event.File) fileForm { return fileForm{f.Name, f.Size, f.CID.String(), f.Key[:]} }

func (r *reading) file(f fileForm) event.File {
	out := event.File{Name: f.Name, Size: f.Size, CID: r.cid(f.CID)}
	if copy(out.Key[:], f.Key) != len(f.Key) || len(f.Key) != len(out.Key) {
		r.must(bad("the key of a file is not one"))
	}
	return out
}

// bodyForm is what an event says, as the call that says it has it.
func bodyForm(b event.Body) any {
	switch b := b.(type) {
	case event.Confirm:
		return confirmOf(b)
	case event.Decline:
		return reasonForm(b)
	case event.Cancel:
		return reasonForm(b)
	case event.Unpaid:
		return reasonForm(b)
	case event.Noted:
		return paidForm{b.Method, b.Reference, units(b.Amount)}
	case event.Paid:
		return paidForm{b.Method, b.Reference, units(b.Amount)}
	case event.Ship:
		return shipForm{each(b.Parts, partOf), b.Carrier, b.Tracking, b.URL, b.Note}
	case event.Deliver:
		return deliverForm{each(b.Parts, partOf), b.Text, texts(b.Keys), each(b.Files, fileOf)}
	case event.Complete:
		return noteForm(b)
	case event.Rate:
		return formOfRate(b)
	case event.Reply:
		return replyForm{b.Rating.String(), b.Text}
	case event.Refund:
		return refundForm{b.Method, b.Reference, units(b.Amount), b.Reason, each(b.Parts, partOf)}
	case event.Dispute:
		return claimForm{b.Text}
	case event.Answer:
		return textForm{b.Text}
	case event.Decision:
		return decisionForm{units(b.Buyer), units(b.Merchant), units(b.Found), b.Text}
	case event.Message:
		return textForm{b.Text}
	case event.Failure:
		return failureForm(b)
	case event.Return:
		return formOfReturn(b)
	case event.Allow:
		return returnAnswerForm{b.Return.String(), b.Text}
	case event.Refuse:
		return returnAnswerForm{b.Return.String(), b.Text}
	case event.Receive:
		return receiveForm{b.Return.String(), each(b.Parts, partOf), b.Restock, b.Note}
	}
	return done{} // of the order itself: it is told beside the events
}

func formOfRate(r event.Rate) rateForm {
	return rateForm{each(r.Scores, scoreOf), r.Text, append([][]byte{}, r.Photos...)}
}

type failureForm struct {
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

func payment(f paidForm) event.Payment {
	return event.Payment{Method: f.Method, Reference: f.Reference, Amount: money.Amount(f.Amount)}
}
