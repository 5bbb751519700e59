package machine

import (
	"cmp"
	"slices"
	"time"
)

func always(*facts, Role, time.Time) Reason { return "" }

func takesPart(f *facts, by Role, _ time.Time) Reason {
	return unless(by != Moderator || f.moderated(), NotCalled)
}

func mayConfirm(f *facts, _ Role, _ time.Time) Reason {
	return cmp.Or(f.running(), f.unconfirmed())
}

// mayFail: whoever disputes an order that nobody has taken cannot keep it from failing.
func mayFail(f *facts, _ Role, _ time.Time) Reason {
	return cmp.Or(f.running(), f.unconfirmed())
}

func mayDecline(f *facts, _ Role, _ time.Time) Reason {
	return cmp.Or(f.running(), f.quiet(), unless(f.sent == nil, SomethingSent))
}

func mayGiveUp(f *facts, _ Role, at time.Time) Reason {
	waits := f.filled == nil && f.total() > 0
	why := cmp.Or(f.running(), f.quiet(), f.confirmed(), unless(f.sent == nil, SomethingSent), unless(waits, IsPaid))
	if why != "" {
		return why
	}
	return unless(!at.Before(f.payBy()), TooEarly)
}

func mayShip(f *facts, _ Role, _ time.Time) Reason { return f.maySend(shipped) }

func mayDeliver(f *facts, _ Role, _ time.Time) Reason { return f.maySend(delivered) }

func mayRefund(f *facts, _ Role, _ time.Time) Reason { return unless(f.held() > 0, NothingHeld) }

func mayCancel(f *facts, _ Role, _ time.Time) Reason {
	return cmp.Or(f.running(), f.quiet(), f.unconfirmed())
}

func mayDispute(f *facts, by Role, _ time.Time) Reason {
	agreed := f.confirm != nil || f.paid > 0 || f.noted > 0
	return cmp.Or(unless(f.placed().Moderator != "", NoModerator), f.accepted(), f.undecided(), unless(f.claims[by] == nil, HasClaim),
		unless(agreed, NothingYet), unless(!f.settled(), NothingHeld))
}

func mayAnswer(f *facts, by Role, _ time.Time) Reason {
	return cmp.Or(f.accepted(), f.undecided(), unless(f.claims[by.other()] != nil, NoDispute))
}

func mayDecide(f *facts, _ Role, _ time.Time) Reason {
	return cmp.Or(unless(f.called, NotCalled), f.accepted(), f.undecided(), unless(f.open(), NoDispute))
}

// mayComplete: a buyer who has a claim takes it back by that.
func mayComplete(f *facts, by Role, at time.Time) Reason {
	ready := unless(f.sentAll() || f.claims[Buyer] != nil, NotAllSent)
	if by == Merchant {
		ready = f.waitedForBuyer(at)
	}
	return cmp.Or(f.running(), f.confirmed(), ready)
}

// waitedForBuyer: the merchant completes what the buyer has left open for long enough.
func (f *facts) waitedForBuyer(at time.Time) Reason {
	if why := cmp.Or(f.quiet(), unless(f.sentAll() && f.sent != nil, NotAllSent)); why != "" {
		return why
	}
	return unless(!at.Before(f.completeBy()), TooEarly)
}

func mayRate(f *facts, _ Role, _ time.Time) Reason {
	paidBack := f.confirm != nil && f.ends[refund] != nil
	return cmp.Or(unless(f.sent != nil || f.decided() != nil || paidBack, NothingSent),
		unless(f.rated() < len(f.lines), IsRated))
}

func mayReply(f *facts, _ Role, _ time.Time) Reason {
	unanswered := func(r *node) bool { return f.reply(r.Hash) == nil }
	return unless(slices.ContainsFunc(f.ratings, unanswered), NoRating)
}
