package httpapi

import (
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

type returnForm struct {
	Items  []partForm `json:"items" example:"[{\"line\":0,\"quantity\":1}]"`
	Reason string     `json:"reason" example:"It is chipped"`
	Photos [][]byte   `json:"photos" example:"[]" about:"JPEG files, at most 19 KiB together"`
}

type returnAnswerForm struct {
	Return string `json:"return" example:"{event}" about:"the hash of the return's event"`
	Text   string `json:"text" example:"To the workshop, please"`
}

type receiveForm struct {
	Return  string     `json:"return" example:"{event}" about:"the hash of the return's event"`
	Items   []partForm `json:"items" example:"[{\"line\":0,\"quantity\":1}]" about:"that came back"`
	Restock bool       `json:"restock" example:"true" about:"they can be sold again"`
	Note    string     `json:"note" example:""`
}

// returnReply is a return and what became of it.
type returnReply struct {
	returnForm
	Event    string     `json:"event" about:"its hash"`
	At       time.Time  `json:"timestamp"`
	Answer   string     `json:"answer,omitempty" about:"allow or refuse; missing: none yet"`
	Answered time.Time  `json:"answered,omitzero"`
	Text     string     `json:"text" about:"of the answer"`
	Came     []partForm `json:"came" about:"what of it came back"`
}

// ratingReply is a rating, with what the merchant replied.
type ratingReply struct {
	rateForm
	Event string    `json:"event" about:"its hash"`
	At    time.Time `json:"timestamp"`
	Reply string    `json:"reply,omitempty"`
}

func formOfReturn(r event.Return) returnForm {
	return returnForm{each(r.Parts, partOf), r.Reason, append([][]byte{}, r.Photos...)}
}

func returnOf(r machine.Return) returnReply {
	out := returnReply{returnForm: formOfReturn(r.Return), Event: r.Hash.String(), At: r.At.UTC(), Answered: r.Answered.UTC(), Text: r.Text, Came: each(r.Came, partOf)}
	if r.Answer != 0 {
		out.Answer = r.Answer.String()
	}
	return out
}

func ratingOf(r machine.Rating) ratingReply {
	return ratingReply{formOfRate(r.Rate), r.Hash.String(), r.At.UTC(), r.Reply}
}

type (
	returnBody struct {
		orderRef
		returnForm
	}
	returnAnswerBody struct {
		orderRef
		returnAnswerForm
	}
	receiveBody struct {
		orderRef
		receiveForm
	}
)

func (b returnBody) event() (event.Body, error) {
	return event.Return{Parts: some(b.Items, partForm.part), Reason: b.Reason, Photos: b.Photos}, nil
}

func (b returnAnswerBody) allow() (event.Body, error) {
	h, err := parseEvent(b.Return)
	return event.Allow{Return: h, Text: b.Text}, err
}

func (b returnAnswerBody) refuse() (event.Body, error) {
	h, err := parseEvent(b.Return)
	return event.Refuse{Return: h, Text: b.Text}, err
}

func (b receiveBody) event() (event.Body, error) {
	h, err := parseEvent(b.Return)
	return event.Receive{Return: h, Parts: some(b.Items, partForm.part), Restock: b.Restock, Note: b.Note}, err
}
