package httpapi

import (
	"encoding/json"
	"time"
)

// orderReply is all about one order.
type orderReply struct {
	Order      orderRow      `json:"order"`
	Terms      termsForm     `json:"terms" about:"what it was placed on, frozen"`
	ShipTo     addressForm   `json:"shipTo"`
	Memo       string        `json:"memo"`
	Contact    string        `json:"alternateContactInfo"`
	Fulfilment []lineState   `json:"fulfilment" about:"how far each line is"`
	Due        dueForm       `json:"due"`
	Money      moneyForm     `json:"money"`
	Confirmed  *confirmForm  `json:"confirmed,omitempty"`
	Ended      *endForm      `json:"ended,omitempty"`
	Completed  time.Time     `json:"completed,omitzero"`
	Dispute    *disputeForm  `json:"dispute,omitempty"`
	Returns    []returnReply `json:"returns"`
	Ratings    []ratingReply `json:"ratings"`
	Allowed    []string      `json:"allowed" about:"what oneself may say now"`
	Timeline   []eventForm   `json:"timeline"`
	Waiting    int           `json:"waiting" about:"events that wait for others"`
	Forks      []forkForm    `json:"forks" about:"where somebody said two things in one place"`
	Notes      []remarkForm  `json:"notes" about:"of the operator; nobody else sees them"`
	Invoice    uint64        `json:"invoice,omitempty" about:"its number"`
	Agreed     []agreedForm  `json:"agreed" about:"who had exactly the same events"`
	Kept       []keptForm    `json:"kept" about:"what tickets keep for it until the merchant answers"`
	Short      bool          `json:"short" about:"the stock has less than the order needs"`
}

type lineState struct {
	Ordered uint32 `json:"ordered"`
	Sent    uint32 `json:"sent"`
	Dropped uint32 `json:"dropped" about:"will not be sent any more"`

	Returned  uint32 `json:"returned" about:"came back"`
	Restocked uint32 `json:"restocked" about:"of it, can be sold again"`
}

type dueForm struct {
	Confirm  time.Time `json:"confirm,omitzero"`
	Pay      time.Time `json:"pay,omitzero"`
	Ship     time.Time `json:"ship,omitzero"`
	Complete time.Time `json:"complete,omitzero"`
	Return   time.Time `json:"return,omitzero" about:"until when the buyer may ask to return"`
}

type moneyForm struct {
	Total    units `json:"total"`
	Noted    units `json:"noted"`
	Paid     units `json:"paid"`
	Refunded units `json:"refunded"`
	Held     units `json:"held"`
	Due      units `json:"due"`
	Owed     units `json:"owed"`
}

type endForm struct {
	Kind      string    `json:"kind"`
	By        string    `json:"by"`
	Timestamp time.Time `json:"timestamp"`
	Code      string    `json:"code,omitempty"`
	Reason    string    `json:"reason"`
}

type disputeForm struct {
	Open     bool          `json:"open"`
	By       []string      `json:"by" about:"whose claims stand"`
	Since    time.Time     `json:"since"`
	Decision *decisionForm `json:"decision,omitempty"`
	Decided  time.Time     `json:"decided,omitzero"`
}

// eventForm is what somebody said, and how it gets to the others.
type eventForm struct {
	Hash      string          `json:"hash"`
	Kind      string          `json:"kind"`
	By        string          `json:"by" about:"buyer, merchant or moderator"`
	Timestamp time.Time       `json:"timestamp" about:"by its author's clock"`
	Came      time.Time       `json:"came,omitzero" about:"when it came here"`
	Void      string          `json:"void,omitempty" about:"why it has no effect"`
	Body      json.RawMessage `json:"body" about:"the fields of the call that says it"`
	Copies    []copyForm      `json:"copies" about:"of one's own: how it gets to the others"`
}

type copyForm struct {
	PeerID  string   `json:"peerId"`
	State   string   `json:"state"`
	Reason  string   `json:"reason,omitempty"`
	Custody []holder `json:"custody"`
}

type forkForm struct {
	By     string `json:"by"`
	Counts string `json:"counts" about:"the event that counts"`
	Void   string `json:"void"`
}

type remarkForm struct {
	ID        int64     `json:"id"`
	Timestamp time.Time `json:"timestamp"`
	Text      string    `json:"text"`
}

type keptForm struct {
	Line   int       `json:"line"`
	Pieces uint32    `json:"quantity"`
	Until  time.Time `json:"until"`
}

type agreedForm struct {
	PeerID string    `json:"peerId"`
	At     time.Time `json:"at"`
}
