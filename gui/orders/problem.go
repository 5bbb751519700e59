package orders

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/machine"
)

// problem says what the core refused, in the user's language.
func problem(err error) string {
	var why machine.Reason
	if errors.As(err, &why) {
		return reason(why)
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
		{order.ErrTaken, lang.L("The name is taken.")},
		{errTrackings, lang.L("There are more tracking numbers than orders.")},
		{order.ErrFull, lang.L("There are as many of these as there can be.")},
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
	"the merchant confirmed the order at the same time", "the order is over", "the order is not confirmed", "the order is confirmed already",
	"the moderator has to decide first", "the moderator has decided", "there is a claim already", "nothing was agreed on or paid yet",
	"there is nothing to pay back", "more would go back than came", "this payment is known already", "the shares are not what there is to share",
	"the buyer has not said to have paid that", "the order is paid", "it is too early for that", "something was sent already",
	"nothing was sent yet", "not all of it was sent", "nothing is left to be sent", "more than was ordered", "the order is completed",
	"it is rated already", "the time to return has passed", "nothing is left to be returned", "more would come back than there is to return",
	"there is no such return", "the return is answered already", "the return was not allowed",
	"reference", "amount and name", "another amount", "only the amount", "another currency", "several orders fit", "paid already", "nothing is due", "no order fits",
}
