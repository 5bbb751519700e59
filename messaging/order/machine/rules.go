package machine

import (
	"time"

	"restante/messaging/order/event"
)

// rule is who may say something, when, and what of it. All three are asked about what
// the author knew, and nothing else.
type rule struct {
	who  []Role
	may  func(f *facts, by Role, at time.Time) Reason
	fits func(f *facts, n *node) Reason
}

var (
	buyer    = []Role{Buyer}
	merchant = []Role{Merchant}
	both     = []Role{Buyer, Merchant}
	all      = []Role{Buyer, Merchant, Moderator}
)

// rules is the table of the package comment.
var rules = [...]rule{
	event.KindOrder:    {who: nil},
	event.KindPaid:     {merchant, always, paysOnce},
	event.KindNoted:    {buyer, always, notesOnce},
	event.KindMessage:  {all, takesPart, anything},
	event.KindConfirm:  {merchant, mayConfirm, anything},
	event.KindFailure:  {merchant, mayFail, anything},
	event.KindDecline:  {merchant, mayDecline, anything},
	event.KindUnpaid:   {merchant, mayGiveUp, anything},
	event.KindShip:     {merchant, mayShip, shipsWhatIsLeft},
	event.KindDeliver:  {merchant, mayDeliver, deliversWhatIsLeft},
	event.KindRefund:   {merchant, mayRefund, refundsWhatIsHeld},
	event.KindCancel:   {buyer, mayCancel, anything},
	event.KindDispute:  {both, mayDispute, anything},
	event.KindAnswer:   {both, mayAnswer, anything},
	event.KindDecision: {[]Role{Moderator}, mayDecide, sharesAll},
	event.KindComplete: {both, mayComplete, anything},
	event.KindRate:     {buyer, mayRate, ratesOnce},
	event.KindReply:    {merchant, mayReply, repliesOnce},
	event.KindReturn:   {buyer, mayReturn, returnsWhatWasSent},
	event.KindAllow:    {merchant, mayAnswerReturn, answersReturn},
	event.KindRefuse:   {merchant, mayAnswerReturn, answersReturn},
	event.KindReceive:  {merchant, mayReceive, receivesWhatWasAllowed},
}

// verdict is why an event has no effect after what its author knew, or "".
func (f *facts) verdict(n *node) Reason {
	if why := f.may(n.Kind(), n.by, n.At); why != "" {
		return why
	}
	return rules[n.Kind()].fits(f, n)
}

// may is why nobody in a role may say something of a kind, whatever it is.
func (f *facts) may(k event.Kind, by Role, at time.Time) Reason {
	for _, r := range rules[k].who {
		if r == by {
			return rules[k].may(f, by, at)
		}
	}
	return NotYours
}
