package machine

import (
	"time"

	"restante/messaging/order/event"
)

// Times that count where the order does not say others.
const (
	UsualConfirm  = 7 * 24 * time.Hour
	UsualPay      = 7 * 24 * time.Hour
	UsualShip     = 7 * 24 * time.Hour
	UsualComplete = 45 * 24 * time.Hour
)

// within adds hours, or the usual time for 0.
func within(at time.Time, hours uint32, usual time.Duration) time.Time {
	if hours == 0 {
		return at.Add(usual)
	}
	return at.Add(time.Duration(hours) * time.Hour)
}

func (f *facts) confirmBy() time.Time {
	return within(f.order.At, f.placed().Times.Confirm, UsualConfirm)
}

// payBy and shipBy are of a confirmed order.
func (f *facts) payBy() time.Time {
	if t := f.confirm.Body.(event.Confirm).PayBy; !t.IsZero() {
		return t
	}
	return within(f.confirm.At, f.placed().Times.Pay, UsualPay)
}

// shipBy is zero for an order that waits for money.
func (f *facts) shipBy() time.Time {
	if t := f.confirm.Body.(event.Confirm).ShipBy; !t.IsZero() {
		return t
	}
	if f.filled == nil && f.total() > 0 {
		return time.Time{}
	}
	from := f.confirm.At
	if f.filled != nil && f.filled.At.After(from) {
		from = f.filled.At
	}
	return within(from, f.placed().Times.Ship, UsualShip)
}

// completeBy is of an order that was sent.
func (f *facts) completeBy() time.Time {
	return within(f.sent.At, f.placed().Times.Complete, UsualComplete)
}

func (f *facts) due() (d Due) {
	d = f.dueInOrder()
	if f.sent != nil && f.end() == nil && f.decision == nil {
		d.Return = f.returnBy()
	}
	return d
}

func (f *facts) dueInOrder() (d Due) {
	if f.running() != "" || f.open() {
		return Due{}
	}
	switch {
	case f.confirm == nil:
		d.Confirm = f.confirmBy()
	case !f.sentAll():
		d.Ship = f.shipBy()
	case f.sent != nil:
		d.Complete = f.completeBy()
	}
	if f.confirm != nil && f.filled == nil && f.total() > 0 {
		d.Pay = f.payBy()
	}
	return d
}
