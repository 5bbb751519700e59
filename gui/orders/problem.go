package orders

import (
	"errors"
	"os"
	"slices"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/pay"
	"restante/messaging/storefront"
)

// problem says what the core refused, in the user's language.
func problem(err error) string {
	var why machine.Reason
	if errors.As(err, &why) {
		return reason(why)
	}
	var two *price.Twofold
	if errors.As(err, &two) {
		return two.Question()
	}
	var long tooLong
	if errors.As(err, &long) {
		return lang.L("{{.Name}}: {{.N}} bytes, and at most {{.Most}} fit.", words{"Name": long.name, "N": long.n, "Most": long.most})
	}
	for _, k := range []struct {
		err  error
		word string
	}{
		{order.ErrNoOrder, lang.L("This order is not there any more.")},
		{order.ErrTooLarge, lang.L("This is too long to be sent. Say it in fewer words.")},
		{order.ErrUnderWay, lang.L("It is on its way, or has arrived.")},
		{order.ErrWords, lang.L("The text is empty or too long.")},
		{order.ErrPaper, lang.L("There is no such paper of this order yet.")},
		{errNumber, lang.L("The next number is a whole one, from 1.")},
		{order.ErrInvoice, lang.L("The first number is chosen before the first paper has one.")},
		{order.ErrHead, lang.L("There are letters in it that cannot be printed.")},
		{order.ErrTaken, lang.L("The name is taken.")},
		{errDays, lang.L("Days are written like 2026-12-24, and the last one does not lie before the first.")},
		{errTrackings, lang.L("There are more tracking numbers than orders.")},
		{order.ErrFull, lang.L("There are as many of these as there can be.")},
		{os.ErrExist, lang.L("There is a file of this name already.")},
		{storefront.ErrNotHere, lang.L("Nobody who has this can be reached now.")},
		{pay.ErrMissing, lang.L("Say where to the money shall go.")},
		{pay.ErrLong, lang.L("Where to pay is too long: at most {{.Most}} bytes fit.", words{"Most": event.MaxTo})},
		{pay.ErrInvoice, lang.L("This is no Lightning invoice, or not all of it.")},
		{pay.ErrAmount, lang.L("The invoice is over another amount than this order.")},
		{pay.ErrOnce, lang.L("A Lightning invoice is for one order: confirm it by itself, or give an address that takes many payments.")},
		{pay.ErrLink, lang.L("This is no link to pay at.")},
		{money.ErrAmount, lang.L("This is not an amount.")},
		{money.ErrNegative, lang.L("The buyer would get more than there is.")},
		{money.ErrOverflow, lang.L("The amount is too large.")},
	} {
		if errors.Is(err, k.err) {
			return k.word
		}
	}
	return widget.Brief(err.Error())
}

// reason is why something may not be done, or had no effect.
func reason(r machine.Reason) string { return spoke(string(r)) }

// spoke is a sentence of the core in the user's language, where people meet it.
func spoke(sentence string) string {
	if slices.Contains(spoken, sentence) {
		return lang.L(sentence)
	}
	return widget.Brief(sentence)
}

// spoken are the reasons of the core that people meet; the last are those for which a
// payment is taken for that of an order.
var spoken = []string{
	"the order is not here", "this is for somebody else to say", "the moderator was not called", "its author said something else in the same place",
	"the merchant confirmed the order at the same time", "the merchant could not take the order", "the order is over", "the order is not confirmed", "the order is confirmed already",
	"the moderator has to decide first", "the moderator has decided", "there is a claim already", "nothing was agreed on or paid yet",
	"there is nothing to pay back", "more would go back than came", "this payment is known already", "the shares are not what there is to share",
	"the buyer has not said to have paid that", "the order is paid", "it is too early for that", "something was sent already",
	"nothing was sent yet", "not all of it was sent", "nothing is left to be sent", "more than was ordered", "the order is completed",
	"it is rated already", "the time to return has passed", "nothing is left to be returned", "more would come back than there is to return",
	"there is no such return", "the return is answered already", "the return was not allowed",
	"reference", "amount and name", "another amount", "only the amount", "another currency", "several orders fit", "paid already", "nothing is due", "no order fits",
}
