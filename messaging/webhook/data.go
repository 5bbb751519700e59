package webhook

import (
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// Order is an order as GET /ob/order/{orderId} shows it, without names and what the
// operator notes.
type Order struct {
	OrderID     string    `json:"orderId"`
	Role        string    `json:"role"`
	BuyerID     string    `json:"buyerId"`
	VendorID    string    `json:"vendorId"`
	ModeratorID string    `json:"moderatorId,omitempty"`
	State       string    `json:"state"`
	Step        string    `json:"step"`
	Payment     string    `json:"payment"`
	Title       string    `json:"title"`
	Pieces      uint64    `json:"pieces"`
	Currency    currency  `json:"currency"`
	Total       int64     `json:"total"`
	Noted       int64     `json:"noted"`
	Paid        int64     `json:"paid"`
	Refunded    int64     `json:"refunded"`
	Owed        int64     `json:"owed"`
	Timestamp   time.Time `json:"timestamp"`
	Due         time.Time `json:"due,omitzero"`
}

type currency struct {
	Code         string `json:"code"`
	Divisibility uint8  `json:"divisibility"`
}

// OrderOf is the form of an order.
func OrderOf(r order.Row) Order {
	return Order{
		OrderID: r.ID.String(), Role: r.Role.String(), BuyerID: r.Buyer.String(), VendorID: r.Merchant.String(), ModeratorID: peerText(r.Moderator),
		State: stageText(r.Stage), Step: stepTexts[r.Step], Payment: paymentTexts[r.Payment], Title: r.Title, Pieces: r.Pieces,
		Currency: currency{r.Currency.Code, r.Currency.Decimals}, Total: int64(r.Total), Noted: int64(r.Noted), Paid: int64(r.Paid),
		Refunded: int64(r.Refunded), Owed: int64(r.Owed), Timestamp: r.Placed.UTC(), Due: r.Due.UTC(),
	}
}

var (
	stepTexts = map[order.Step]string{order.Nothing: "nothing", order.ToConfirm: "toConfirm", order.ToPay: "toPay",
		order.ToShip: "toShip", order.ToComplete: "toComplete", order.ToAnswer: "toAnswer"}
	paymentTexts = map[order.Payment]string{order.Unpaid: "unpaid", order.PartlyPaid: "partlyPaid", order.FullyPaid: "paid"}
)

// stageText is one word.
func stageText(s machine.Stage) string {
	if s == machine.PartlyShipped {
		return "partlyShipped"
	}
	return s.String()
}

// peerText is "" for nobody.
func peerText(p peer.ID) string {
	if p == "" {
		return ""
	}
	return p.String()
}

// orderData is what an event says that is about something said.
type orderData struct {
	Order Order     `json:"order"`
	Event saidEvent `json:"event"`
}

// saidEvent is one of the timeline of GET /ob/order/{orderId}, without its body.
type saidEvent struct {
	Hash      string    `json:"hash"`
	Kind      string    `json:"kind"`
	By        string    `json:"by"`
	Timestamp time.Time `json:"timestamp"`
	Void      string    `json:"void,omitempty"`
}

func eventOf(e machine.Entry) saidEvent {
	return saidEvent{e.Hash.String(), e.Kind().String(), e.By.String(), e.At.UTC(), string(e.Void)}
}

type stageData struct {
	Order  Order  `json:"order"`
	Before string `json:"before"`
}

// lowData is in the form of GET /ob/lowstock.
type lowData struct {
	Slug     string `json:"slug"`
	Variant  string `json:"variant"`
	Quantity uint32 `json:"quantity"`
	LowAt    uint32 `json:"lowAt"`
}

type stockData struct {
	Slug     string `json:"slug"`
	Variant  string `json:"variant"`
	Quantity uint32 `json:"quantity"`
	SoldOut  bool   `json:"soldOut"`
}
