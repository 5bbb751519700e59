package order

import (
	"math"
	"time"

	"restante/messaging/order/machine"
)

// never is after all times.
const never = math.MaxInt64

// summary is what an order comes to, as a list needs it. Audit computes it again.
type summary struct {
	stage, over, called, noted, paid, refunded, owed int64
	payment, due, step, wake                         int64
	digest                                           [32]byte
}

func summarize(l *log) summary {
	st, m := l.state, l.state.Money
	x := summary{stage: int64(st.Stage), over: truth(st.Stage.Over()), called: truth(st.Called()),
		noted: int64(m.Noted), paid: int64(m.Paid), refunded: int64(m.Refunded), owed: int64(m.Owed),
		payment: int64(paymentOf(m)), digest: machine.Digest(l.id, l.events)}
	due, step := next(st)
	x.step, x.due = int64(step), never
	if !due.IsZero() {
		x.due = due.UnixNano()
	}
	if b, at := byItself(l); b != nil {
		x.wake = at.UnixNano()
	}
	return x
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func paymentOf(m machine.Money) Payment {
	switch {
	case m.Paid >= m.Total:
		return FullyPaid
	case m.Paid > 0:
		return PartlyPaid
	}
	return Unpaid
}

// next is what has to be done by whom, and until when.
func next(st machine.State) (due time.Time, step Step) {
	for _, r := range st.Returns {
		if r.Answer == 0 {
			return r.At.Add(machine.UsualConfirm), ToAnswer
		}
	}
	switch st.Stage {
	case machine.Placed:
		return st.Due.Confirm, ToConfirm
	case machine.Confirmed:
		return st.Due.Pay, ToPay
	case machine.Paid, machine.PartlyShipped:
		return st.Due.Ship, ToShip
	case machine.Shipped:
		return st.Due.Complete, ToComplete
	}
	return time.Time{}, Nothing
}
