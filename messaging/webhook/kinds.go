package webhook

import (
	"fmt"
	"slices"
	"strings"

	"restante/messaging/order/event"
)

// prefix stands before every type of event.
const prefix = "org.restante."

// Types of events, besides those of what is said about an order.
const (
	OrderVoid   = prefix + "order.void"  // something was said that has no effect
	OrderStage  = prefix + "order.stage" // an order is in another state than before
	StockOut    = prefix + "stock.out"   // the last piece of a variant is sold
	StockLow    = prefix + "stock.low"   // there are few, or none
	StockIn     = prefix + "stock.in"    // there are some again
	Published   = prefix + "shop.published"
	MessageCame = prefix + "message.received" // and nothing else of it: not a usual one
	Ping        = prefix + "test"             // asked for by hand, goes to every hook
)

// said are the types of what is said about an order.
var said = map[event.Kind]string{
	event.KindOrder: "placed", event.KindPaid: "paymentconfirmed", event.KindNoted: "paymentnoted", event.KindMessage: "message",
	event.KindConfirm: "confirmed", event.KindFailure: "failed", event.KindDecline: "declined", event.KindUnpaid: "unpaid",
	event.KindShip: "shipped", event.KindDeliver: "delivered", event.KindRefund: "refunded", event.KindCancel: "cancelled",
	event.KindDispute: "disputed", event.KindAnswer: "disputeanswered", event.KindDecision: "decided", event.KindComplete: "completed",
	event.KindRate: "rated", event.KindReply: "ratingreplied",
	event.KindReturn: "returnasked", event.KindAllow: "returnallowed", event.KindRefuse: "returnrefused", event.KindReceive: "returned",
}

func typeOf(k event.Kind) string { return prefix + "order." + said[k] }

// Usual are the types that a hook gets which names none.
func Usual() (all []string) {
	for _, k := range event.Kinds() {
		all = append(all, typeOf(k))
	}
	return append(all, OrderVoid, OrderStage, StockOut, StockLow, StockIn, Published)
}

// Types are all that a hook can name.
func Types() []string { return append(Usual(), MessageCame) }

// packTypes checks names, and writes them as they are kept.
func packTypes(names []string) (string, error) {
	known := Types()
	for _, n := range names {
		if !slices.Contains(known, n) {
			return "", fmt.Errorf("%w: %.100q", ErrType, n)
		}
	}
	if len(names) == 0 {
		return "", nil
	}
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	return " " + strings.Join(names, " ") + " ", nil
}
