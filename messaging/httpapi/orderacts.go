package httpapi

import (
	"net/http"
	"time"

	"restante/messaging/money"
	"restante/messaging/order/event"
)

type orderRef struct {
	OrderID string `json:"orderId" example:"{orderId}"`
}

func (o orderRef) order() (event.ID, error) { return parseOrder(o.OrderID) }

type eventReply struct {
	Event string `json:"event" about:"the hash of what was said"`
}

type confirmForm struct {
	Note   string    `json:"note" example:"Thank you"`
	Ways   []wayForm `json:"ways" example:"[{\"method\":\"Bank\",\"to\":\"DE02\",\"reference\":\"1\"}]" about:"to pay"`
	PayBy  time.Time `json:"payBy,omitzero" example:"2026-12-01T12:00:00Z"`
	ShipBy time.Time `json:"shipBy,omitzero" example:"2026-12-08T12:00:00Z"`
}

func confirmOf(c event.Confirm) confirmForm {
	return confirmForm{c.Note, each(c.Ways, wayOf), c.PayBy.UTC(), c.ShipBy.UTC()}
}

// What the calls take: which order, and what is said about it.
type (
	confirmBody struct {
		orderRef
		confirmForm
	}
	reasonBody struct {
		orderRef
		reasonForm
	}
	paidBody struct {
		orderRef
		paidForm
	}
	noteBody struct {
		orderRef
		noteForm
	}
	rateBody struct {
		orderRef
		rateForm
	}
	replyBody struct {
		orderRef
		replyForm
	}
	refundBody struct {
		orderRef
		refundForm
	}
	claimBody struct {
		orderRef
		claimForm
	}
	textBody struct {
		orderRef
		textForm
	}
	decisionBody struct {
		orderRef
		decisionForm
	}
)

// orderActs answers the routes that move orders on.
type orderActs struct{ orders Orders }

func orderActRoutes(o Orders) []route {
	a := orderActs{o}
	return []route{
		say(a, "/ob/orderconfirmation", "Takes an order and says how to pay", confirmBody.event),
		say(a, "/ob/orderdecline", "Does not take an order", func(b reasonBody) (event.Body, error) { return event.Decline(b.reasonForm), nil }),
		say(a, "/ob/ordercancel", "Takes an order of one's own back", func(b reasonBody) (event.Body, error) { return event.Cancel(b.reasonForm), nil }),
		say(a, "/ob/orderunpaid", "Gives up an order that nobody paid in time", func(b reasonBody) (event.Body, error) { return event.Unpaid(b.reasonForm), nil }),
		say(a, "/ob/paymentnoted", "Says to have paid", func(b paidBody) (event.Body, error) { return event.Noted(payment(b.paidForm)), nil }),
		say(a, "/ob/paymentconfirmed", "Says to have been paid", func(b paidBody) (event.Body, error) { return event.Paid(payment(b.paidForm)), nil }),
		say(a, "/ob/ordercompletion", "Says that all is well", func(b noteBody) (event.Body, error) { return event.Complete(b.noteForm), nil }),
		say(a, "/ob/rating", "Rates what was bought", rateBody.event),
		say(a, "/ob/ratingreply", "Replies to a rating", replyBody.event),
		say(a, "/ob/return", "Asks to send something back", returnBody.event),
		say(a, "/ob/returnallow", "Takes a return, and says how", returnAnswerBody.allow),
		say(a, "/ob/returnrefuse", "Does not take a return, and says why", returnAnswerBody.refuse),
		say(a, "/ob/returnreceive", "Says what of a return came back, and whether it can be sold again", receiveBody.event),
		say(a, "/ob/refund", "Pays back, and says what will not be sent any more", refundBody.event),
		say(a, "/ob/opendispute", "Calls the moderator", func(b claimBody) (event.Body, error) { return event.Dispute{Text: b.Claim}, nil }),
		say(a, "/ob/disputeanswer", "Answers a claim", func(b textBody) (event.Body, error) { return event.Answer{Text: b.Message}, nil }),
		say(a, "/ob/closedispute", "Decides a dispute", decisionBody.event),
		say(a, "/ob/ordermessage", "Writes to those who take part in an order", func(b textBody) (event.Body, error) { return event.Message{Text: b.Message}, nil }),
		answer("GET", "/ob/orderpolicy", "After how long what nobody answered is declined by itself", a.policy),
		accept("POST", "/ob/orderpolicy", "Sets that; orders for which the buyer says to have paid are left to people", a.setPolicy),
		accept("POST", "/ob/orderfulfillment", "Sends goods", a.ship).with(keyParam),
		accept("POST", "/ob/digitaldelivery", "Hands over what has no weight, or says that a service was done", a.deliver).with(keyParam),
	}
}

var keyParam = param{name: "Idempotency-Key", in: "header", about: "a call with the same key is the same call"}

// say makes the route of a call that says something about an order.
func say[In interface{ order() (event.ID, error) }](a orderActs, path, summary string, body func(In) (event.Body, error)) route {
	return accept("POST", path, summary, func(r *http.Request, in In) (eventReply, error) {
		id, err := in.order()
		if err != nil {
			return eventReply{}, err
		}
		b, err := body(in)
		if err != nil {
			return eventReply{}, err
		}
		return a.act(r, id, b)
	}).with(keyParam)
}

func (a orderActs) act(r *http.Request, id event.ID, b event.Body) (eventReply, error) {
	key, err := idempotencyKey(r)
	if err != nil {
		return eventReply{}, err
	}
	h, err := a.orders.Act(r.Context(), id, b, key)
	return eventReply{h.String()}, err
}

func (b confirmBody) event() (event.Body, error) {
	return event.Confirm{Note: b.Note, Ways: some(b.Ways, wayForm.way), PayBy: b.PayBy, ShipBy: b.ShipBy}, nil
}

func (b rateBody) event() (event.Body, error) {
	scores := some(b.Ratings, func(s scoreForm) event.Score { return event.Score(s) })
	return event.Rate{Scores: scores, Text: b.Review, Photos: b.Photos}, nil
}

func (b replyBody) event() (event.Body, error) {
	h, err := parseEvent(b.Rating)
	return event.Reply{Rating: h, Text: b.Text}, err
}

func (b refundBody) event() (event.Body, error) {
	return event.Refund{
		Method: b.Method, Reference: b.Reference, Amount: money.Amount(b.Amount), Reason: b.Reason, Parts: some(b.Items, partForm.part),
	}, nil
}

func (b decisionBody) event() (event.Body, error) {
	return event.Decision{
		Buyer: money.Amount(b.BuyerAmount), Merchant: money.Amount(b.VendorAmount), Found: money.Amount(b.FoundAmount), Text: b.Resolution,
	}, nil
}

type policyForm struct {
	DeclineAfter int64 `json:"declineAfter" example:"604800" about:"seconds, from a day to ninety days; 0 is never, as at first"`
}

func (a orderActs) policy(r *http.Request) (policyForm, error) {
	after, err := a.orders.Patience(r.Context())
	return policyForm{int64(after / time.Second)}, err
}

func (a orderActs) setPolicy(r *http.Request, in policyForm) (done, error) {
	var read reading
	after := read.seconds(in.DeclineAfter)
	if read.err != nil {
		return done{}, read.err
	}
	return done{}, a.orders.SetPatience(r.Context(), after)
}
