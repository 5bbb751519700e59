package notify

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"restante/messaging/order/event"
)

// anyOrder is the key of a notice that is about several orders; that of one has its
// number behind it.
const anyOrder = "order:"

func orderKey(id event.ID) string { return anyOrder + id.String() }

// Order tells that a notice was about orders. The ID is zero if it was about several.
func Order(key string) (id event.ID, ok bool) {
	number, ok := strings.CutPrefix(key, anyOrder)
	if ok && number != "" {
		id, _ = event.ParseID(number) // a key of our own
	}
	return id, ok
}

// orderWord says what came. It names nobody: who orders is a stranger, and chose the
// name himself.
func orderWord(k event.Kind) string {
	switch k {
	case event.KindOrder:
		return lang.L("A new order")
	case event.KindConfirm:
		return lang.L("Your order is confirmed")
	case event.KindDecline, event.KindFailure, event.KindUnpaid:
		return lang.L("Your order was not taken")
	case event.KindPaid:
		return lang.L("Your payment has come")
	case event.KindNoted:
		return lang.L("A buyer has paid")
	case event.KindMessage:
		return lang.L("A message about an order")
	case event.KindShip:
		return lang.L("Your order is on the way")
	case event.KindDeliver:
		return lang.L("Your goods are here")
	case event.KindRefund:
		return lang.L("Money comes back to you")
	case event.KindCancel:
		return lang.L("An order was taken back")
	}
	return endWord(k)
}

func endWord(k event.Kind) string {
	switch k {
	case event.KindDispute:
		return lang.L("A dispute about an order")
	case event.KindAnswer:
		return lang.L("An answer in a dispute")
	case event.KindDecision:
		return lang.L("A dispute is decided")
	case event.KindComplete:
		return lang.L("An order is completed")
	case event.KindRate:
		return lang.L("A new rating")
	case event.KindReply:
		return lang.L("An answer to your rating")
	case event.KindReturn:
		return lang.L("Somebody wants to send something back")
	case event.KindAllow:
		return lang.L("You may send it back")
	case event.KindRefuse:
		return lang.L("It is not taken back")
	case event.KindReceive:
		return lang.L("What you sent back has come")
	}
	return lang.L("News of an order")
}
